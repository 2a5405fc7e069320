"""From a file to a ``Brief``: every problem of form at once, in words."""

import difflib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..config import ConfigError
from ..config.messages import at, message
from ..config.problems import reason_of, reasons_of
from .form import Brief
from .form.parts import entries_at
from .plain_yaml import read_plain, read_text

_HINTS = {  # where something is said -> where it belongs
    "challenge.prize_cny": "brief.hint_draw_written", "challenge.prizes": "brief.hint_draw",
    "draw.reward_cny": "brief.hint_challenge", "event.survey": "brief.hint_survey_part",
    "spend.live": "brief.hint_live", "spend.survey": "brief.hint_survey", "spend.partner": "brief.hint_partner",
    "spend.coupon": "brief.hint_coupon", "own_account.brand": "brief.hint_owner",
}  # fmt: skip
_SAYINGS = {  # of what pydantic finds
    "missing": "brief.missing", "greater_than": "brief.must_be_more", "greater_than_equal": "brief.must_be_at_least",
    "less_than_equal": "brief.must_be_at_most", "less_than": "brief.must_be_less", "date_type": "brief.value_no_date",
    "literal_error": "brief.none_of_these", "too_short": "brief.empty_list", "string_too_short": "brief.empty_text",
    "string_too_long": "brief.too_long", "model_type": "brief.has_entries", "bool_type": "brief.no_flag",
    "bool_parsing": "brief.no_flag",
}  # fmt: skip


def read_brief(path: Path) -> Brief:
    """Read a brief.

    Raises
    ------
    ConfigError
        If there is no such file, it is no YAML, or says something that no brief can say; a line for each problem.
    """
    if not path.is_file():
        raise ConfigError(message("brief.no_file", path=path))
    plain = read_plain(read_text(path), path)
    if not isinstance(plain, dict):
        raise ConfigError(message("brief.no_parts", path=path))
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
        problems = dict.fromkeys(at(source, _sentence(problem, plain)) for problem in error.errors())
        raise ConfigError(list(problems)) from None


def _instead(place: str, entries: Sequence[str]) -> str:
    """Say what may stand where something unknown does."""
    hint = next((text for end, text in _HINTS.items() if f".{place}".endswith(f".{end}")), None)
    near = difflib.get_close_matches(place.rpartition(".")[2], entries, n=1, cutoff=0.6)
    if hint is not None:
        return message(hint)
    return message("brief.no_entries", hint=message("config.perhaps", near=near[0]) if near else "", entries=[*entries])


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
        reason = reasons_of(limit)[0]
        if not place:
            return reason
        if isinstance(value, dict):  # a whole part, of which the reason names what is wrong
            return at(place, reason)
        return message("brief.wrong_value", place=place, value=value, reason=reason)
    if kind == "extra_forbidden":
        return message("brief.no_entry", place=place, instead=_instead(place, entries_at(problem["loc"][:-1])))
    key = _SAYINGS.get(kind)
    if key is None:
        return message("brief.wrong_value", place=place, value=value, reason=reason_of(problem))
    entries = [*entries_at(problem["loc"])] if kind == "model_type" else []
    said = {"place": place, "value": value, "limit": limit, "most": context.get("max_length"), "entries": entries}
    return message(key, **said)
