"""What a metric is: a function of a run's tables, and what the decorator above it says of the number.

All is said there and nowhere else: unit, direction, names in both languages, and how the number is read. To add one: a
function of the tables in the module of its family, under ``@metric``; or in a package of your own, named by an entry
point of the group ``xhs_sim.metrics``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

import polars as pl

from ..config.registry import Registry
from . import by_name

Tables = Mapping[str, pl.DataFrame | pl.LazyFrame]  # ``Records``, or scans of its files
Better = Literal["higher", "lower", "none"]
Compute = Callable[[Tables], pl.DataFrame]
_Function = TypeVar("_Function", bound=Compute)
# Units of what is 1 at most; all but the last three are read as percentages, and so are some rates.
PARTS_OF_A_WHOLE = ("share", "per impression", "DAU/MAU", "publishers/", "probability", "Gini", "score 0-1")
_PERCENT = (
    *PARTS_OF_A_WHOLE[:-3],
    "per click",
    "per read",
    "per comment",
    "per follow",
    "per visit",
    "per order",
    "per person",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One number of a run, by day or by brand where it has them.

    Attributes
    ----------
    name : str
        As in ``metrics.parquet``: the function's own.
    unit : str
        Unit of ``value``; a rate says its denominator ("per click").
    better : {"higher", "lower", "none"}
        Which direction the platform (or the brand) would choose, all else equal.
    label_en, label_zh : str
        Name as people say it.
    compute : callable
        Tables of a run to a frame ``day, brand, value``: ``day`` null is the whole run, ``brand`` null
        the platform, ``value`` null unknown (a ratio over nothing). Its docstring is the definition.
    is_signed : bool
        Whether it may be lost as well as won. Everything else that is counted, paid or rated is not below 0.
    is_rate : bool
        Whether it is a share or a mean: no further yuan adds to it, so arms compare as they stand.
    counts_money : bool
        Whether what was paid is in the number already: a profit, a cost per click, a return.
    """

    name: str
    unit: str
    better: Better
    label_en: str
    label_zh: str
    compute: Compute
    is_signed: bool
    is_rate: bool
    counts_money: bool

    @property
    def is_money(self) -> bool:
        """Whether it is an amount in CNY."""
        return self.unit.startswith("CNY") and self.unit != "CNY per CNY"

    @property
    def is_percent(self) -> bool:
        """Whether people read it as a percentage."""
        return self.unit.startswith(_PERCENT)


METRICS: Final[Registry[Metric]] = Registry("metric", {}, takes_places=False)


def metric(
    unit: str,
    *,
    better: Better,
    en: str,
    zh: str,
    signed: bool = False,
    is_rate: bool | None = None,
    counts_money: bool | None = None,
) -> Callable[[_Function], _Function]:
    """Enter a function of a run's tables into ``METRICS``, under its own name.

    Parameters
    ----------
    unit : str
        Unit as printed; ``"CNY ..."`` is money, ``"share ..."`` and ``"per click"`` are read as percentages.
    better : {"higher", "lower", "none"}
        Which way is better, all else equal.
    en, zh : str
        Name as people say it.
    signed : bool
        Whether it may be below 0.
    is_rate, counts_money : bool, optional
        As of ``Metric``; left out, by the function's name (``by_name``).
    """

    def enter(compute: _Function) -> _Function:
        name = compute.__name__
        entry = Metric(
            name=name, unit=unit, better=better, label_en=en, label_zh=zh, compute=compute, is_signed=signed,
            is_rate=by_name.is_rate(name) if is_rate is None else is_rate,
            counts_money=by_name.counts_money(name) if counts_money is None else counts_money,
        )  # fmt: skip
        METRICS.enter(name, entry, compute.__module__)
        return compute

    return enter
