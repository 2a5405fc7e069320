"""Teasers: notes of KOCs before the campaign's first day, for a share of the creators' money.

Each of those hired publishes on a day drawn evenly between the first teaser and the launch.
"""

from ...config.param import param
from ...config.schema import TacticConfig
from .tactic import Tactic


class TeasersConfig(TacticConfig):
    """Notes before the burst. What else may come before it is media outside."""

    share: float = param(
        "share",
        0.0,
        1.0,
        "of the creators' money that hires KOCs for teaser notes",
        source="brief",
        confidence="choice",
    )
    days: int = param(
        "days", 1, 90, "before the campaign's first day on which teasers appear", source="brief", confidence="choice"
    )


class Teasers(Tactic):
    """Hires KOCs for notes before the burst."""

    name, line, plan_type, is_paid = "teasers", "teaser", TeasersConfig, False
