"""Who lets the days pass while the page is shown: one pair of markets at a time, in a thread of its own."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from ..market import N_DAYS, Pair, Place, Plan
from ..seen import Both, see_both

_ONE_AT_A_TIME: Final = threading.Lock()  # of all pages that are open: each uses all cores
PLACE: Final = Place()
START: Final = (
    Plan(budget_cny=60_000, mix="small", ranker="default"),
    Plan(budget_cny=60_000, mix="ads", ranker="default"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All dials of the page."""

    plans: tuple[Plan, Plan] = START
    place: Place = PLACE

    def with_plan(self, side: int, plan: Plan) -> "Settings":
        """Return them with another plan on one side."""
        plans = (plan, self.plans[1]) if side == 0 else (self.plans[0], plan)
        return replace(self, plans=plans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the page asks for: markets with these settings, lived up to a day."""

    settings: Settings = Settings()
    until: int = 0
    start: int = 0  # how often the page has started again


class Desk:
    """The markets of one page.

    Parameters
    ----------
    tell : callable
        Is told the number of each day that begins, from 1.
    """

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self._pair: Pair | None = None
        self._made_for = (-1, Settings())
        self._stops = threading.Event()

    def stop(self) -> None:
        """Let the day that is computed be the last for now."""
        self._stops.set()

    def work(self, wanted: Wanted) -> Both:
        """Do what is wanted, and return what there is to see then."""
        with _ONE_AT_A_TIME:
            self._stops.clear()
            pair = self._pair_for(wanted)
            while pair.day < min(wanted.until, N_DAYS) and not self._stops.is_set():
                self._tell(pair.day + 1)
                pair.step()
            return see_both(pair)

    def close(self) -> None:
        """Let go of the markets, once the day that is computed is over."""
        self.stop()
        with _ONE_AT_A_TIME:
            if self._pair is not None:
                self._pair.close()
                self._pair = None

    def _pair_for(self, wanted: Wanted) -> Pair:
        asked = (wanted.start, wanted.settings)
        if self._pair is None or self._made_for != asked:
            if self._pair is not None:
                self._pair.close()
            self._pair, self._made_for = Pair(wanted.settings.plans, wanted.settings.place), asked
        return self._pair
