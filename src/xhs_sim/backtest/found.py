"""What a back-test found, from the files and the runs, and where it lies on disk: two tables and a summary."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import polars as pl

from ..config.messages import told
from ..records.whole_file import whole_file, write_whole
from ..strategies.kol.marketplace import TIER_NAMES
from ..study.engine import made_by
from .figures import counts_of
from .foretold import TABLE, hold
from .past import SMALLEST
from .plan import Plan
from .shown import Shown, read_shown
from .steps import STEPS, split

SUMMARY: Final = "backtest.json"


class Tier(NamedTuple):
    """A tier's notes: how many, and the impressions of one, as they came over what was foretold."""

    name: str
    notes: int
    ratio: float


class Found(NamedTuple):
    """What was found; ``table`` and ``steps`` as ``hold`` and ``split`` return them."""

    table: pl.DataFrame
    steps: pl.DataFrame
    tiers: tuple[Tier, ...]  # of those with enough notes to be told of
    stand_ins: float  # followers of who stood for the creators, over theirs; 1 where nobody was paid
    video: tuple[float, float] | None  # share of impressions that were of videos: came, foretold
    bought: tuple[float, float] | None  # share of paid notes' impressions that were bought: came, foretold
    replicates: int


def find(plan: Plan, run_dirs: list[Path]) -> Found:
    """Hold a past campaign against its finished replicates."""
    brand, level = str(plan.config.campaign.brand), plan.config.study.interval_level
    days = plan.first_day, plan.last_day
    shown = [read_shown(run_dir, brand, plan.past.engagement, days) for run_dir in run_dirs]
    last = plan.past.first + timedelta(days=plan.last_day - plan.first_day)
    actual = counts_of(plan.past, last)
    table = hold(actual, [each.counts for each in shown], level)
    steps = split(plan.past, actual, shown, level)
    wanted = sum(each.followers for each in plan.config.campaign.agreed)
    has_paid = bool(plan.past.paid.height)
    stand_ins = sum(each.followers for each in shown) / len(shown) / wanted if has_paid and wanted > 0 else 1.0
    return Found(table, steps, _tiers(plan, shown), stand_ins, _video(plan, shown), _bought(actual, shown), len(shown))


def _tiers(plan: Plan, shown: list[Shown]) -> tuple[Tier, ...]:
    paid, followers = plan.past.paid, pl.col("followers")
    least: dict[str, float] = plan.config.graph.tiers.model_dump()
    found = []
    for tier in TIER_NAMES[1:]:
        above = min((value for value in least.values() if value > least[tier]), default=float("inf"))
        own = paid.filter(followers >= least[tier], followers < above)
        runs = [each.by_tier[tier] for each in shown if each.by_tier.get(tier, (0.0, 0.0))[1] > 0]
        creators = own["account"].n_unique() if own["account"].null_count() < own.height else own.height
        if own.height < SMALLEST or creators < 3 or not runs:
            continue
        foretold = sum(impressions / n for n, impressions in runs) / len(runs)
        found.append(Tier(tier, own.height, float(own["impressions"].sum()) / own.height / foretold))
    return tuple(found)


def _video(plan: Plan, shown: list[Shown]) -> tuple[float, float] | None:
    paid = plan.past.paid
    n_video = paid.filter(format="video").height
    known = paid.height and not paid["format"].null_count() and paid["impressions"].sum() > 0
    if not known or 0 < min(n_video, paid.height - n_video) < SMALLEST:
        return None
    came = float(paid.filter(format="video")["impressions"].sum()) / float(paid["impressions"].sum())
    both = [{name: each.by_format.get(name, (0.0, 0.0))[0] for name in ("image", "video")} for each in shown]
    runs = [each["video"] / sum(each.values()) for each in both if sum(each.values()) > 0]
    return (came, sum(runs) / len(runs)) if runs else None


def _bought(actual: dict[str, float | None], shown: list[Shown]) -> tuple[float, float] | None:
    organic, whole = actual.get("organic"), actual.get("note_impressions")
    runs = [1 - c["organic"] / c["note_impressions"] for c in (each.counts for each in shown) if c["note_impressions"]]
    return (1 - organic / whole, sum(runs) / len(runs)) if organic is not None and whole and runs else None


def write_found(plan: Plan, found: Found, sentences: dict[str, list[str]]) -> Path:
    """Write both tables and the summary; return the summary's path."""
    made, assumed = made_by(), (*plan.past.notes, *plan.assumed)
    for name, frame in ((TABLE, found.table), (STEPS, found.steps)):
        with whole_file(plan.folder / name) as unfinished:
            frame.write_parquet(unfinished, compression="lz4", statistics=False)
    about: dict[str, Any] = {
        "days": {"first": f"{plan.past.first}", "last": f"{plan.past.last}", "run": plan.config.n_days},
        "people": plan.config.population.people, "readers": plan.config.population.n_users,
        "replicates": found.replicates, "level": plan.config.study.interval_level,
        "figures": found.table.to_dicts(), "steps": found.steps.to_dicts(),
        "tiers": [tier._asdict() for tier in found.tiers], "stand_ins": found.stand_ins,
        "assumed": {language: [told(each, language) for each in assumed] for language in sentences},
        "said": sentences, "made": made,
    }  # fmt: skip
    write_whole(plan.folder / SUMMARY, json.dumps(about, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    return plan.folder / SUMMARY
