"""A command that was mistyped, told as a message of ours: Typer, and the click within it, speak English alone."""

import difflib
import re
from typing import Any

from ..config.messages import at, message
from ..config.problems import reason_of

_NOT_BEGUN = {"ClickException", "Abort"}
_SENTENCES = {  # of those that carry nothing but their text; what we don't know is quoted
    "usage.no_command": re.compile(r"No such command '(?P<name>.+?)'"),
    "usage.too_many": re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<typed>.*)\)"),
    "usage.needs_value": re.compile(r"Option '(?P<option>.+?)' requires"),
    "usage.takes_no_value": re.compile(r"Option '(?P<option>.+?)' does not take a value"),
}


def is_typed_wrongly(error: Exception) -> bool:
    """Return whether no command was begun; older releases of Typer have click's own errors, newer a copy of them."""
    return not _NOT_BEGUN.isdisjoint(_kinds(error))


def explain_typed(error: Any) -> tuple[list[str], int]:
    """Return what to say of a command line that was refused, and the exit code; nothing where help was printed."""
    kinds, context = _kinds(error), getattr(error, "ctx", None)
    if "Abort" in kinds:
        return [message("usage.aborted")], 1
    if "NoArgsIsHelpError" in kinds:
        return [], 2
    problem = _problem(error)
    more = problem if context is None else message("usage.see_help", problem=problem, command=context.command_path)
    return [more], 2


def _problem(error: Any) -> str:
    kinds, parameter = _kinds(error), getattr(error, "param", None)
    if "NoSuchOption" in kinds:
        return message("usage.no_option", option=error.option_name, hint=_hint(error.possibilities))
    if parameter is not None:
        name = _name_of(parameter)
        return message("usage.missing", name=name) if "MissingParameter" in kinds else at(name, _reason(error))
    said = error.format_message()
    for key, sentence in _SENTENCES.items():
        if found := sentence.match(said):
            return message(key, **found.groupdict(), **_near(error, found.groupdict()))
    return str(said)


def _kinds(error: Exception) -> list[str]:
    return [kind.__name__ for kind in type(error).__mro__]


def _name_of(parameter: Any) -> str:
    """Return an option as it is typed, an argument as help calls it."""
    if parameter.param_type_name == "option":
        return "/".join(parameter.opts)
    return str(parameter.metavar or parameter.name.upper()).strip("[].")


def _reason(error: Any) -> str:
    """Return why a value is refused: what pydantic found, where Typer asked it."""
    found = getattr(error.__cause__, "errors", None)
    return reason_of(found()[0]) if found else error.message


def _near(error: Any, found: dict[str, str]) -> dict[str, str]:
    """Return the hint of a command's name; a brief is tried elsewhere than where it is written."""
    if "name" not in found:
        return {}
    near = difflib.get_close_matches(found["name"], error.ctx.command.commands, n=1)
    is_brief = not near and error.ctx.info_name == "brief"
    return {"hint": message("usage.brief_is_tried") if is_brief else _hint(near)}


def _hint(near: Any) -> str:
    return message("config.did_you_mean", near=sorted(near)) if near else ""
