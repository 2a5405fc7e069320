"""Run experiment 24 as reported, then say what rivals take from what the launch adds.

More overrides may follow on the command line; results stay in ``outputs/``.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from reading import by_seed, compare, told

FOLDER, BRAND = Path("outputs/rivals"), "qingrou"
METRICS = ("brand_impressions", "reach", "brand_clicks", "interested_users", "influenced_gmv", "gmv", "spend")


def taken() -> None:
    """Print what the launch adds without and among rivals, and the difference."""
    for metric in METRICS:
        arms = ("nothing", "launch", "rivals_only", "launch_among_rivals")
        neither, launch, rivals, both = (by_seed(FOLDER, arm, metric, BRAND) for arm in arms)
        alone, among = launch - neither, both - rivals
        form = "+,.0f"
        share = (among.mean() - alone.mean()) / alone.mean()
        print(f"{metric}: alone {told(alone, form)}, among rivals {told(among, form)},", end=" ")
        print(f"difference {told(among - alone, form)} ({share:+.0%})")


if __name__ == "__main__":  # worker processes import this module too
    compare("rivals")
    taken()
