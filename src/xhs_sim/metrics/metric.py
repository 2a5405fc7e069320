"""What a metric is: a name, a unit, a direction, and a function of a run's tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

Tables = Mapping[str, pl.DataFrame | pl.LazyFrame]  # ``Records``, or scans of its files
Better = Literal["higher", "lower", "none"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One number of a run, by day or by brand where it has them.

    Attributes
    ----------
    name : str
        As in ``metrics.parquet``.
    unit : str
        Unit of ``value``; a rate says its denominator ("per click").
    better : {"higher", "lower", "none"}
        Which direction the platform (or the brand) would choose, all else equal.
    label_en, label_zh : str
        Name as people say it.
    compute : callable
        Tables of a run to a frame ``day, brand, value``: ``day`` null is the whole run, ``brand`` null
        the platform, ``value`` null unknown (a ratio over nothing). Its docstring is the definition.
    """

    name: str
    unit: str
    better: Better
    label_en: str
    label_zh: str
    compute: Callable[[Tables], pl.DataFrame]


def define(
    compute: Callable[[Tables], pl.DataFrame], unit: str, better: Better, label_en: str, label_zh: str
) -> Metric:
    """Make a metric of a function: the function's name is the metric's, so the two cannot drift apart."""
    return Metric(compute.__name__, unit, better, label_en, label_zh, compute)
