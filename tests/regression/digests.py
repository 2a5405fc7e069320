"""Digest every column of the records of ten experiments' arms, to hold two checkouts against each other.

    python tests/regression/digests.py > before.json            # in the one checkout
    python tests/regression/digests.py --against before.json    # in the other: says which columns differ

A change of layout must leave every digest as it is. Digests hold on one machine with one set of libraries only, so
none is kept in the tree; ``baseline.yaml`` holds the numbers that every machine must find.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import polars as pl

from xhs_sim import PlatformModel, load_config
from xhs_sim.records.tables import TABLES

SMALL = (
    "population.n_users=3000",
    "population.audience=0",
    "threads=1",
    "record.panel_share=0.1",
    "record.note_share=0.02",
)
ARMS = {  # the arm of each experiment that does most, and how many days it needs for that
    "kol_mix": ("pyramid", 14),
    "kfs_split": (None, 12),
    "in_flight": (None, 16),
    "offline_event": (None, 14),
    "community": (None, 16),
    "cobrand_fashion_beauty": (None, 14),
    "warm_up": (None, 16),
    "cooperation": (None, 14),
    "rivals": (None, 12),
    "live_selling": (None, 12),
    "new_creator_growth": (None, 12),
    "price_promotion": (None, 12),
    "none": (None, 10),
}


def digest(series: pl.Series) -> str:
    """Return the sha256 of a column's values in their order."""
    held = hashlib.sha256(str(series.dtype).encode())
    if series.dtype == pl.String:
        held.update("\x00".join("\x01" if value is None else value for value in series).encode())
    else:
        held.update(series.is_null().to_numpy().tobytes())
        held.update(series.fill_null(False if series.dtype == pl.Boolean else 0).to_numpy().tobytes())
    return f"{len(series)}:{held.hexdigest()[:16]}"


def digests_of(experiment: str, arm: str | None, n_days: int) -> dict[str, str]:
    """Run one arm (the last one if none is named) in memory and digest what it recorded."""
    asked = [f"experiment={experiment}", f"n_days={n_days}", *SMALL]
    arms = load_config(asked).study.arms
    arm = arm or next(reversed(arms), None)
    model = PlatformModel(load_config([*asked, *(arms[arm] if arm else [])])).run()
    frames = {table: model.recorder.frame(table) for table in TABLES}
    return {f"{experiment}/{table}.{c.name}": digest(c) for table, frame in frames.items() for c in frame}


def main() -> int:
    """Print the digests, or what differs from those of another checkout."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", type=Path, help="digests of the other checkout")
    parser.add_argument("--only", nargs="*", choices=sorted(ARMS), default=list(ARMS), help="experiments")
    asked = parser.parse_args()
    found: dict[str, str] = {}
    for experiment in asked.only:
        print(experiment, file=sys.stderr)
        found |= digests_of(experiment, *ARMS[experiment])
    if asked.against is None:
        print(json.dumps(found, indent=1))
        return 0
    known = {k: v for k, v in json.loads(asked.against.read_text()).items() if k.split("/")[0] in asked.only}
    differs = sorted(name for name in known.keys() | found.keys() if known.get(name) != found.get(name))
    for name in differs:
        print(f"{name}: {known.get(name, 'new')} -> {found.get(name, 'gone')}")
    print(f"{len(known)} columns, {len(differs)} differ", file=sys.stderr)
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
