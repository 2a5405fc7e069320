"""Cases by hand: what arms brought and cost, run by run."""

from xhs_sim.config import load_config
from xhs_sim.verdict import Case, Objective, Per

RULES = load_config([]).study.judging
GMV = Objective(metric="expected_gmv", better="higher")


def case(values, spend=None, *, objective=GMV, **more):
    """Return a case; values and spend by arm, a number or a list by run."""
    by_run = {arm: tuple(each) if isinstance(each, list) else (each,) for arm, each in values.items()}
    n = len(by_run["nothing"])
    paid = {arm: (0.0 if arm == "nothing" else 100.0) for arm in values} | (spend or {})
    return Case(
        objectives=(objective,), baseline="nothing", arms=tuple(values), values={objective.metric: by_run},
        spend={arm: tuple(each) if isinstance(each, list) else (each,) * n for arm, each in paid.items()},
        people=5_000_000, **more,
    )  # fmt: skip


EXTRA = Per.EXTRA_YUAN
TOTAL = Per.TOTAL
