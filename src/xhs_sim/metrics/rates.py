"""Which metrics are shares or means: no further yuan adds to them, so arms compare as they stand."""

import re

# A team's own names count as ours do, in Chinese too. A share of the users there are grows with them, so it is a total.
_RATE = re.compile(
    r"(^|_)(rate|share|ctr|cvr|retention|mean|median|gini|frequency|aov|satisfaction|score|auc)(_|$)|_per_"
    r"|^(stickiness|coverage|session_depth)$|率$|占比|人均|篇均|单均|平均|客单价|频次",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^reach_share$|(^|_)share_of_")


def is_rate(metric: str) -> bool:
    """Say whether a metric is a share or a mean: a click-through rate, an order's value, impressions per note."""
    return bool(_RATE.search(metric)) and not _TOTAL.search(metric)
