"""Views: which cards each kind of study has, in the order of the page."""

from typing import Final

from ..cards import Card
from .account import CARDS as OWN_DATA
from .compared import CARDS as COMPARED
from .doubted import ROBUSTNESS, SENSITIVITY
from .searched import CARDS as SEARCHED
from .swept import CARDS as SWEPT

CARDS: Final[dict[str, tuple[Card, ...]]] = {
    "compare": COMPARED,
    "sweep": SWEPT,
    "optimise": SEARCHED,
    "sensitivity": SENSITIVITY,
    "robustness": ROBUSTNESS,
    "own_data": OWN_DATA,
}
