"""What is left out: each creator once, by a seeded hash of the name, and all that was published from a day on."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import polars as pl

from ..calibrate.observed import Account, Observed
from ..config import ConfigError
from ..config.messages import message

FEWEST: Final = 10  # creators on either side: fewer tell nothing, and no smaller group is told of
CREATORS, TIME = "creators", "time"  # kinds of leaving out
_LATER: Final = "later"


@dataclass(frozen=True, slots=True)
class HoldOut:
    """Accounts that are fitted to, and those that are left out.

    Attributes
    ----------
    name : str
    kind : str
        ``creators`` or ``time``.
    seen, left : sequence of Account
    """

    name: str
    kind: str
    seen: Sequence[Account]
    left: Sequence[Account]

    @property
    def panels(self) -> dict[str, Sequence[Account]]:
        """Both sides, by names of their own."""
        return {self.of_seen: self.seen, self.of_left: self.left}

    @property
    def of_seen(self) -> str:
        """What the side is called that is fitted to."""
        return f"{self.name} seen"

    @property
    def of_left(self) -> str:
        """What the side is called that is left out."""
        return f"{self.name} left"


def folds(accounts: Sequence[Account], wanted: int, seed: int) -> list[HoldOut]:
    """Leave each creator out once, in groups as even as can be.

    Parameters
    ----------
    accounts : sequence of Account
    wanted : int
        Groups; fewer, if they would be smaller than ``FEWEST``.
    seed : int
        Another one gives other groups.

    Raises
    ------
    ConfigError
        If there are too few creators for two groups.
    """
    n = min(wanted, len(accounts) // FEWEST)
    if n < 2:
        raise ConfigError(message("validate.few_creators", n=len(accounts), least=2 * FEWEST, fewest=FEWEST))
    order = sorted(accounts, key=lambda each: hashlib.sha256(f"{seed} {each.name}".encode()).digest())
    group = {each.name: i % n for i, each in enumerate(order)}
    return [
        HoldOut(
            f"{CREATORS} {k + 1}", CREATORS, [each for each in accounts if group[each.name] != k],
            [each for each in accounts if group[each.name] == k],
        )
        for k in range(n)
    ]  # fmt: skip


def by_time(observed: Observed, days: int, grown: int, since: datetime | None) -> tuple[HoldOut | None, datetime]:
    """Leave out all that was published from a day on; of either side each account's last window counts.

    Parameters
    ----------
    observed : Observed
    days : int
        That a window has.
    grown : int
        Days of age that a note must have.
    since : datetime, optional
        The first day that is left out; else the one from which on half of the creators have a whole window.

    Returns
    -------
    hold_out : HoldOut or None
        None where too few creators published on either side.
    since : datetime

    Raises
    ------
    ConfigError
        If a day that was named leaves too few creators on a side.
    """
    named = since
    since = named or _usual_day(observed, days, grown)
    sides = [
        replace(observed, notes=observed.notes.filter(side)).window(days, grown)
        for side in (pl.col("published") < since, pl.col("published") >= since)
    ]
    n = min(map(len, sides))
    if n >= FEWEST:
        return HoldOut(_LATER, TIME, *sides), since
    if named is not None:
        earlier, later = map(len, sides)
        told = {"day": f"{since:%Y-%m-%d}", "earlier": earlier, "later": later, "fewest": FEWEST}
        raise ConfigError(message("validate.few_by_time", **told))
    return None, since


def _usual_day(observed: Observed, days: int, grown: int) -> datetime:
    old = observed.notes.filter(pl.col("captured") - pl.col("published") >= timedelta(days=grown))
    last = old.group_by("creator").agg(pl.col("published").max())["published"].sort()
    if last.is_empty():
        return datetime(1970, 1, 1)
    middle: datetime = last[len(last) // 2]
    return datetime(middle.year, middle.month, middle.day) - timedelta(days=days)
