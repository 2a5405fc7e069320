"""When a run first differs from one without its campaign."""

from ..actors.tactics import TACTICS
from ..config import Config


def first_act(config: Config) -> int:
    """Return the first day on which the campaign or one of its tactics may do anything."""
    plan = config.campaign
    return min([plan.start_day, *(_first_day_of(name, config) for name in plan.tactics)])


def _first_day_of(name: str, config: Config) -> int:
    """Return when a tactic begins: what another package brings must say so itself, whatever it is made of."""
    kind, plan = TACTICS[name], config.campaign
    is_ours = kind.__module__.split(".")[0] == __package__.split(".")[0]
    return kind.first_day(plan, plan.tactics[name]) if is_ours or "first_day" in vars(kind) else 0
