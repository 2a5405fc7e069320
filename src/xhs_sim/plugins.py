"""The plug-ins that a configuration can name, by what they are called there: a registry each, where they are defined.

To add one: a function and an entry in its registry; the configuration knows it at once.
"""

from typing import Any

from .actors.tactics import TACTICS
from .config.registry import Registry
from .metrics import METRICS
from .phases.serve.score import FEATURES
from .strategies.campaign.in_flight import INFLIGHT_RULES
from .strategies.content.planner import PLANNERS
from .strategies.content.rhythm import RHYTHMS
from .strategies.kol.select import SELECTORS

PLUGINS: dict[str, Registry[Any]] = {
    each.noun: each for each in (FEATURES, SELECTORS, INFLIGHT_RULES, PLANNERS, RHYTHMS, METRICS, TACTICS)
}
