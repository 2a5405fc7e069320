"""Tactics: what a campaign does beyond paid notes and ads, one file each, by name in ``TACTICS``.

To add one: a class here or in a package of your own, its entry (here, or an entry point ``xhs_sim.tactics``), and its
usual values in ``configs/tactics/NAME.yaml``. docs/contributing/tactic.md shows it.
"""

from typing import Final

from ...config.registry import Registry
from .challenge import Challenge
from .check_in import CheckIn
from .cocreation import Cocreation
from .coupon import Coupon
from .draw import Draw
from .event import Event
from .group import Group
from .media import Media
from .survey import Survey
from .tactic import HiringTactic, Tactic
from .teasers import Teasers
from .trial import Trial

TACTICS: Final[Registry[type[Tactic]]] = Registry(
    "tactic",
    {
        "media": Media,
        "event": Event,
        "group": Group,
        "challenge": Challenge,
        "check_in": CheckIn,
        "draw": Draw,
        "coupon": Coupon,
        "survey": Survey,
        "teasers": Teasers,
        "cocreation": Cocreation,
        "trial": Trial,
    },
    takes_places=False,
)

__all__ = ["TACTICS", "HiringTactic", "Survey", "Tactic"]
