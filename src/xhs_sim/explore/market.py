"""The living market of the page: small enough to pass a day in a moment, and lived twice, once under each plan."""

from dataclasses import dataclass
from typing import Any, Final, Self

from ..model import PlatformModel
from .days import Day, day_of
from .ladder import Standing, stand

BRAND: Final = "qingrou"
N_DAYS: Final = 60
START_DAY: Final = 3  # of the campaign: until then both plans live the same days, if they rank alike
PANEL: Final = 40  # readers whose feed is kept, on average
_SPREAD: Final = {"koc": 0.33, "junior": 0.33, "waist": 0.34, "head": 0.0}
_SPLIT: Final = {"creators": 1.0, "feed": 0.0, "search": 0.0, "own_notes": 0.0}
MIXES: Final[dict[str, dict[str, Any]]] = {  # where the money goes
    "small": {"tier_shares": {"koc": 1.0, "junior": 0.0, "waist": 0.0, "head": 0.0}, "split": _SPLIT},
    "spread": {"tier_shares": _SPREAD, "split": _SPLIT},
    "mid": {"tier_shares": {"koc": 0.0, "junior": 0.0, "waist": 1.0, "head": 0.0}, "split": _SPLIT},
    "ads": {"tier_shares": _SPREAD, "split": _SPLIT | {"creators": 0.5, "feed": 0.3, "search": 0.2}},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one of the two sides does: a campaign, and how the platform ranks."""

    budget_cny: float  # CNY that the campaign may spend
    mix: str  # of MIXES
    ranker: str  # an option of the config group ``ranker``


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What both sides share: how many people there are, and the seed of all chance."""

    n_users: int = 3000  # readers who are simulated
    weight: int = 20  # people of the market whom each of them stands for
    seed: int = 0


class SmallMarket(PlatformModel):
    """A market with a face-cream campaign from day 3 on, which keeps what the page tells of each day.

    Parameters
    ----------
    plan : Plan
    place : Place, optional
    """

    def __init__(self, plan: Plan, place: Place | None = None) -> None:
        place = place or Place()
        mix = MIXES[plan.mix]
        super().__init__(
            rng=place.seed,
            campaign="face_cream",
            ranker=plan.ranker,
            n_days=N_DAYS,
            population__n_users=place.n_users,
            population__audience=place.weight * place.n_users,
            campaign__start_day=START_DAY,
            campaign__budget_cny=float(plan.budget_cny),
            campaign__tier_shares=mix["tier_shares"],
            campaign__ads__split=mix["split"],
            record__panel_share=min(PANEL / place.n_users, 1.0),
            record__note_daily=False,
            record__note_share=0.0,
        )
        self.plan, self.place = plan, place
        self.days: list[Day] = []
        self.standings: list[Standing] = []
        self.first_graph = self.world.graph  # as it was before the first day: a graph never changes

    def step(self) -> None:
        """Let one day pass, and keep what is told of it; that changes nothing of what happens."""
        super().step()
        self.days.append(day_of(self, BRAND))
        self.standings.append(stand(self))


class Pair:
    """Two markets of the same people and the same chance, which step together.

    Parameters
    ----------
    plans : (Plan, Plan)
    place : Place
    """

    def __init__(self, plans: tuple[Plan, Plan], place: Place) -> None:
        self.plans, self.place = plans, place
        self.markets = SmallMarket(plans[0], place), SmallMarket(plans[1], place)

    @property
    def day(self) -> int:
        """Days that have passed."""
        return self.markets[0].day

    @property
    def is_over(self) -> bool:
        """Whether no day is left."""
        return self.day >= N_DAYS

    def step(self) -> Self:
        """Let one day pass in both."""
        for market in self.markets:
            market.step()
        return self

    def close(self) -> None:
        """Let go of both."""
        for market in self.markets:
            market.close()
