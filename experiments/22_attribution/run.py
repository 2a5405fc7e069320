"""Run experiment 22 as reported, then set what search ads were credited with beside what they added.

More overrides may follow on the command line; results stay in ``outputs/``.
"""

import sys
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1]))
from reading import compare, told

FOLDER, BRAND = Path("outputs/attribution"), "qingrou"
RULES = ("last_touch", "first_touch", "linear", "platform")


def by_seed(arm: str, metric: str) -> pl.Series:
    """Return a figure of the run, one value a seed."""
    values = []
    for run in sorted(FOLDER.glob(f"{arm}/seed=*")):
        rows = pl.read_parquet(run / "metrics.parquet").filter(pl.col("day").is_null(), metric=metric, brand=BRAND)
        values.append(rows["value"].item())
    return pl.Series(values)


def cny(values: pl.Series) -> str:
    """Return a mean with its 95% interval, CNY."""
    return told(values.to_numpy(), "+,.0f")


def credit() -> None:
    """Print, in CNY of GMV, what search ads and the whole campaign added and were credited with."""
    added = by_seed("both", "gmv") - by_seed("creators", "gmv")
    print(f"search ads, on top of creators, added {cny(added)}")
    for rule in RULES:
        given = {arm: by_seed(arm, f"search_ads_gmv_{rule}") for arm in ("both", "search")}
        print(f"  {rule}: credited {cny(given['both'])}, more than added by {cny(given['both'] - added)};", end=" ")
        print(f"with few notes {cny(given['search'])}")
    for arm in ("creators", "search", "both"):
        print(f"{arm}: added {cny(by_seed(arm, 'gmv') - by_seed('nothing', 'gmv'))}")
        for rule in RULES:
            notes = cny(by_seed(arm, f"creator_notes_gmv_{rule}"))
            print(f"  {rule}: credited {cny(by_seed(arm, f'attributed_gmv_{rule}'))}, to creators' notes {notes}")


if __name__ == "__main__":  # worker processes import this module too
    compare("attribution")
    credit()
