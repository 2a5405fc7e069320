"""Run experiment 24 as reported, then say what rivals take from what the launch adds.

More overrides may follow on the command line; results stay in ``outputs/``.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from reading import by_seed, compare, told

FOLDER, BRAND = Path("outputs/rivals"), "qingrou"
METRICS = ("brand_impressions", "reach", "brand_reads", "interested_users", "influenced_gmv", "gmv", "spend")


def taken() -> None:
    """Print what the launch adds without rivals, among rivals of habit and among those that answer, and differences."""
    for metric in METRICS:
        arms = ("nothing", "launch", "rivals_only", "launch_among_rivals", "launch_among_answers")
        neither, launch, rivals, among_habits, among_answers = (by_seed(FOLDER, arm, metric, BRAND) for arm in arms)
        alone, form = launch - neither, "+,.0f"
        print(f"{metric}: alone {told(alone, form)}")
        for called, both in (("among rivals", among_habits), ("among rivals that answer", among_answers)):
            among = both - rivals  # without a launch nobody answers
            share = (among.mean() - alone.mean()) / alone.mean()
            print(f"  {called} {told(among, form)}, difference {told(among - alone, form)} ({share:+.0%})")


if __name__ == "__main__":  # worker processes import this module too
    compare("rivals")
    taken()
