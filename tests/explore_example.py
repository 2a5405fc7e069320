"""What a page tells of two small markets, made by hand: its figures are known."""

from xhs_sim.explore.days import Day
from xhs_sim.explore.feed import Reader, Slot
from xhs_sim.explore.follows import Author, Part
from xhs_sim.explore.ladder import Moves, Path
from xhs_sim.explore.market import Place, Plan
from xhs_sim.explore.seen import Both, Seen

PLANS = Plan(budget_cny=60_000, mix="small", ranker="default"), Plan(budget_cny=60_000, mix="ads", ranker="ces")
SLOTS = (
    Slot(1, "skincare", "video", "koc", 1500, "hot", True, True, False),
    Slot(2, "food", "image_text", "ordinary", 12, "fresh", False, False, False),
    Slot(3, "", "", "", 0, "feed_ad", True, False, False),
)
PATH = Path(7, 3, 40, 0, True, True, ((3, 3), (4, 2), (6, -1)), 6)


def side(plan, day):
    return Seen(
        plan=plan, days=(Day(0, 0, 0.0, 0.0, 90, 0.08), day), counts=(2, 40, 6, 3), moves=Moves(9, 4, 3, 2, 1),
        paths=(PATH,), followers={40: 2300}, readers={5: Reader(5, "female", "a25_34", ("skincare", "food"), 17, 3)},
        feeds={5: SLOTS}, part=Part((Author(40, 0, 30, 2, 1),), ((5, 40),), ((6, 40), (7, 40))),
        topics=("skincare", "food"),
    )  # fmt: skip


def both(*, same=False):
    """Return both plans after two days; plan B reached 500 people fewer for half the money."""
    one = side(PLANS[0], Day(2000, 10, 4000.0, 900.0, 100, 0.1))
    other = side(PLANS[0], one.last) if same else side(PLANS[1], Day(1500, 10, 4000.0, 450.0, 104, 0.09))
    return Both(place=Place(), day=2, sides=(one, other))
