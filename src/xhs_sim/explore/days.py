"""The days of a market, in a few figures, and by how much two plans differ."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..model import PlatformModel


class Day(NamedTuple):
    """A day when it is over; all but the last two since day 0."""

    reach: int  # people who were shown a note about the brand
    orders: int
    gmv_cny: float
    spent_cny: float
    visitors: int  # people who opened the app, of the day
    ctr: float | None  # clicks per cover shown, of the day; None where nothing was shown


SO_FAR = ("reach", "orders", "gmv_cny", "spent_cny")
NOTHING = Day(0, 0, 0.0, 0.0, 0, None)


def day_of(model: "PlatformModel", brand: str) -> Day:
    """Return the last finished day of a model, for one of its brands."""
    own = next(each for each in model.brands if each.name == brand)
    today = model.today
    return Day(
        int(own.reach), int(own.orders), float(own.gmv_cny), float(own.spent_cny),
        int(today.get("dau") or 0), today.get("ctr"),
    )  # fmt: skip


def difference(one: Day, other: Day) -> dict[str, float]:
    """Return by how much the other is ahead of the one in what is counted since day 0."""
    return {name: getattr(other, name) - getattr(one, name) for name in SO_FAR}
