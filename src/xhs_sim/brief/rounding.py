"""Round numbers for sums that are only about right."""

import math


def two_digits(value: float) -> int:
    """Round up to two digits."""
    step = 10 ** max(math.floor(math.log10(max(value, 1.0))) - 1, 0)
    return int(math.ceil(value / step) * step)
