"""How a number is read, by what a metric says of itself; one that is no metric of ours by its name."""

from math import inf

from . import by_name
from .metric import METRICS, PARTS_OF_A_WHOLE


def is_percent(metric: str) -> bool:
    """Say whether a number is read as a percentage."""
    known = METRICS.get(metric)
    return by_name.is_percent(metric) if known is None else known.is_percent


def is_share(metric: str) -> bool:
    """Say whether a number is a part of a whole, from 0 to 1."""
    known = METRICS.get(metric)
    return by_name.is_share(metric) if known is None else known.is_percent and not known.is_signed


def is_money(metric: str) -> bool:
    """Say whether a number is an amount in CNY."""
    known = METRICS.get(metric)
    return by_name.is_money(metric) if known is None else known.is_money


def is_rate(metric: str) -> bool:
    """Say whether a number is a share or a mean, so that arms compare as they stand."""
    known = METRICS.get(metric)
    return by_name.is_rate(metric) if known is None else known.is_rate


def counts_money(metric: str) -> bool:
    """Say whether what was paid is in the number already."""
    known = METRICS.get(metric)
    return by_name.counts_money(metric) if known is None else known.counts_money


def limits_of(metric: str, unit: str) -> tuple[float, float]:
    """Return between what a number lies, infinite without a limit: no reach is below nothing, no share above one."""
    known = METRICS.get(metric)
    if known is not None and known.is_signed:
        return -inf, inf
    return 0.0, 1.0 if unit.startswith(PARTS_OF_A_WHOLE) else inf
