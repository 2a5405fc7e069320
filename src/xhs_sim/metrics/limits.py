"""Between what a figure can lie: no reach is below nothing, no share above one."""

from math import inf

# What may be lost as well as won. Everything else that is counted, paid or rated is not below 0.
SIGNED = frozenset({
    "brand_profit", "creator_income", "followers_gained", "gross_margin_per_unit", "like_tail_exponent",
    "margin_cny", "platform_income", "platform_revenue",
})  # fmt: skip
_SHARES = ("share", "probability", "per impression", "Gini", "DAU/MAU", "publishers/", "score 0-1")  # of a whole


def limits_of(metric: str, unit: str) -> tuple[float, float]:
    """Return the lowest and the highest value that a metric can have; infinite without a limit."""
    if metric in SIGNED:
        return -inf, inf
    return 0.0, 1.0 if unit.startswith(_SHARES) else inf
