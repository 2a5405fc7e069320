"""From a file to a ``Brief``: every problem of form at once, in words."""

import difflib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..config import ConfigError
from .form import Brief
from .form.parts import entries_at
from .plain_yaml import read_plain, read_text

_HINTS = {
    "challenge.prize_cny": "a challenge pays everybody who takes part (reward_cny); prizes by lot are a draw's: "
    "draw: {prize_cny: ...}",
    "challenge.prizes": "a challenge pays everybody who takes part (reward_cny); prizes by lot are a draw's",
    "draw.reward_cny": "a draw has prizes (prize_cny); a reward for everybody is a challenge's",
    "event.survey": "say survey: {people: ...} beside the event",
    "spend.live": "a live session has no money of its own: host_fee_cny and host_share of live are paid as it goes",
    "spend.survey": "a survey after an event costs nothing; one of the market is paid out of in_flight.hold_back",
    "spend.partner": "joint notes are a part of the creators' money: joint_notes of the tactic",
    "spend.coupon": "coupons cost nothing of the budget, the brand takes less for what it sells: coupon: true",
    "own_account.brand": "owner: brand means the brief's own brand",
}


def read_brief(path: Path) -> Brief:
    """Read a brief.

    Raises
    ------
    ConfigError
        If there is no such file, it is no YAML, or says something that no brief can say; a line for each problem.
    """
    if not path.is_file():
        raise ConfigError(f"{path}: no such file (xhs-sim brief new {path} writes one)")
    plain = read_plain(read_text(path), path)
    if not isinstance(plain, dict):
        raise ConfigError(f"{path}: a brief has parts such as brand, budget_cny and tactics; this file has none")
    return build_brief(plain, str(path))


def build_brief(plain: dict[str, Any], source: str = "brief") -> Brief:
    """Check plain data and freeze it; ``source`` is what problems begin with.

    Raises
    ------
    ConfigError
        A line for each problem.
    """
    try:
        return Brief.model_validate(plain)
    except ValidationError as error:
        problems = dict.fromkeys(f"{source}: {_sentence(problem, plain)}" for problem in error.errors())
        raise ConfigError(list(problems)) from None


def _instead(place: str, entries: Sequence[str]) -> str:
    """Say what may stand where something unknown does."""
    hint = next((text for end, text in _HINTS.items() if f".{place}".endswith(f".{end}")), None)
    near = difflib.get_close_matches(place.rpartition(".")[2], entries, n=1, cutoff=0.6)
    return hint or (f"did you mean {near[0]}? " if near else "") + f"known: {', '.join(entries)}"


def _place(problem: Any, plain: dict[str, Any]) -> str:
    """Return where a problem is, in the words of the form that was written."""
    steps = [str(step) for step in problem["loc"] if step != "[key]"]
    place = ".".join(steps)
    if "objective" in plain:
        place = place.replace("objectives.0", "objective", 1)
    if "calendar" in plain:
        place = re.sub(r"^phases\.tail\.last_day", "calendar.watch_until", place)
        place = re.sub(r"^phases(\.launch)?", "calendar", place)
    return place


def _sentence(problem: Any, plain: dict[str, Any]) -> str:
    """Say what is wrong and what would be right."""
    place, kind, value = _place(problem, plain), problem["type"], problem.get("input")
    context = problem.get("ctx", {})
    limit = next(iter(context.values()), None)
    if kind == "value_error":
        return f"{place} = {value!r}: {limit}" if place else str(limit)
    if kind == "extra_forbidden":
        return f"{place} is not part of a brief ({_instead(place, entries_at(problem['loc'][:-1]))})"
    text = str(problem["msg"])
    sayings = {
        "missing": "is missing",
        "greater_than": f"= {value} must be more than {limit}",
        "greater_than_equal": f"= {value} must be at least {limit}",
        "less_than_equal": f"= {value} must be at most {limit}",
        "less_than": f"= {value} must be less than {limit}",
        "date_type": f"= {value!r}: no date (write 2026-12-01)",
        "literal_error": f"= {value!r} is none of these: {limit}",
        "too_short": "is empty: at least one is needed",
        "string_too_short": "is empty",
        "string_too_long": f"is longer than {context.get('max_length')} characters",
        "model_type": f"= {value!r}: this part has entries of its own ({', '.join(entries_at(problem['loc']))})",
        "bool_type": f"= {value!r}: say true or false",
        "bool_parsing": f"= {value!r}: say true or false",
    }
    return f"{place} " + sayings.get(kind, f"= {value!r}: {text[0].lower()}{text[1:]}")
