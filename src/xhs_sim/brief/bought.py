"""One thing that a tactic's money buys."""

from typing import NamedTuple

SPARE = 1.1  # money beyond what there is that may be an error of the sum


class Bought(NamedTuple):
    """One purpose of a tactic's money."""

    place: str
    text: str
    money_cny: float = 0.0
    takes_cny: float | None = None  # what a market of this size can take; None: any sum
    why: str = ""
    problem: str = ""  # why it cannot be, whatever the market
    doubt: str = ""
    tier: str = ""
    share_hired: float = 0.0  # of the creators of that tier, at most
