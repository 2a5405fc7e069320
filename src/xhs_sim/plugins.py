"""The plug-ins that a configuration can name, by what they are called there: a dict each, where they are defined.

To add one: a function and an entry in its dict; the configuration knows it at once.
"""

from collections.abc import Collection

from .metrics import METRICS
from .strategies.campaign.in_flight import INFLIGHT_RULES
from .strategies.content.planner import PLANNERS
from .strategies.content.rhythm import RHYTHMS
from .strategies.kol.select import SELECTORS

PLUGINS: dict[str, Collection[str]] = {
    "selector": SELECTORS,
    "rule": INFLIGHT_RULES,
    "planner": PLANNERS,
    "rhythm": RHYTHMS,
    "metric": METRICS,
}
