"""A judgement as ``verdict.json``: plain data that other tools read, and back again without loss."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from .types import Action, Do, Judgement, Verdict

_VERDICT = TypeAdapter(Verdict)
_TOLD = ("leader", "worse", "open", "equal", "invalid", "out_of_range", "unit", "percent")  # by metric where several


def to_json(judgement: Judgement) -> dict[str, Any]:
    """Return the mapping that ``verdict.json`` holds.

    With one objective it is that verdict. With several, ``leader`` and ``unit`` are mappings by metric,
    and so is whatever else differs between objectives; each whole verdict stands under ``objectives``.
    """
    verdicts = [_plain(each) for each in judgement.verdicts]
    head: dict[str, Any] = {"name": judgement.name, "trade_off": judgement.is_trade_off}
    if len(verdicts) == 1:
        return head | verdicts[0]
    by_metric = {name: {each["objective"]["metric"]: each[name] for each in verdicts} for name in _TOLD}
    told = {name: found if name == "leader" or len(set(map(repr, found.values()))) > 1 else verdicts[0][name]
            for name, found in by_metric.items()}  # fmt: skip
    more = [each["more_runs"] for each in verdicts if each["more_runs"] is not None]
    action = Action(do=Do.WEIGH) if judgement.is_trade_off else judgement.main.action
    return head | {
        "objective": [each["objective"] for each in verdicts],
        **told,
        "baseline": judgement.main.baseline,
        "action": {"do": action.do.value, "arm": action.arm},
        "more_runs": max(more, default=None),
        "says": action.do.value,
        "also": list(dict.fromkeys(code for each in verdicts for code in each["also"])),
        "arms": verdicts[0]["arms"],
        "objectives": verdicts,
    }


def _plain(verdict: Verdict) -> dict[str, Any]:
    found: dict[str, Any] = _VERDICT.dump_python(verdict, mode="json")
    return found | {"says": verdict.action.do.value, "also": [each.code.value for each in verdict.reasons]}


def from_json(found: Mapping[str, Any]) -> Judgement:
    """Read what ``to_json`` gave."""
    verdicts = found.get("objectives") or [found]
    return Judgement(name=found["name"], verdicts=tuple(_VERDICT.validate_python(_own(each)) for each in verdicts))


def _own(found: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what a verdict is made of: names beside it are for readers."""
    return {name: value for name, value in found.items() if name in Verdict.__dataclass_fields__}
