"""Run experiment 22 as reported, then set what search ads were credited with beside what they added.

More overrides may follow on the command line; results stay in ``outputs/``.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))
from reading import by_seed, compare, told

FOLDER, BRAND = Path("outputs/attribution"), "qingrou"
RULES = ("last_touch", "first_touch", "linear", "platform")


def seeds(arm: str, metric: str) -> NDArray[np.float64]:
    """Return a figure of the run, one value a seed."""
    return by_seed(FOLDER, arm, metric, BRAND)


def cny(values: NDArray[np.float64]) -> str:
    """Return a mean with its 95% interval, CNY."""
    return told(values, "+,.0f")


def credit() -> None:
    """Print, in CNY of GMV, what search ads and the whole campaign added and were credited with."""
    added = seeds("both", "gmv") - seeds("creators", "gmv")
    print(f"search ads, on top of creators, added {cny(added)}")
    for rule in RULES:
        given = {arm: seeds(arm, f"search_ads_gmv_{rule}") for arm in ("both", "search")}
        print(f"  {rule}: credited {cny(given['both'])}, more than added by {cny(given['both'] - added)};", end=" ")
        print(f"with few notes {cny(given['search'])}")
    for arm in ("creators", "search", "both"):
        print(f"{arm}: added {cny(seeds(arm, 'gmv') - seeds('nothing', 'gmv'))}")
        for rule in RULES:
            notes = cny(seeds(arm, f"creator_notes_gmv_{rule}"))
            print(f"  {rule}: credited {cny(seeds(arm, f'attributed_gmv_{rule}'))}, to creators' notes {notes}")


if __name__ == "__main__":  # worker processes import this module too
    compare("attribution")
    credit()
