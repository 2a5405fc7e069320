"""Help in the language that is asked for: what commands say of themselves, and the few words that are Typer's own.

Commands keep their English where they are declared; ``help.zh.yaml`` has the Chinese of each text by its English, as
units of parameters have it. Typer builds the commands anew for each call, so what is changed here is that call's help.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any

from ..config.messages import LANGUAGES

_EXAMPLE = re.compile(r"(?P<typed>\[bold\].*?\[/\])(: )?(?P<said>.*)", re.DOTALL)
_TYPERS = {  # constants of ``typer.rich_utils``
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "DEFAULT_STRING": "[默认：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
}
_RENDERS = "_make_rich_text"  # of ``typer.rich_utils``: a line of help as Rich has it
_HELP, _OPTIONS, _COMMAND = "显示这段说明并退出。", "[选项]", "命令 [参数]..."


@contextmanager
def helping(command: Any, language: str) -> Iterator[None]:
    """Let a command, and those within it, tell their help in a language for a while."""
    if language == LANGUAGES[0]:
        yield
        return
    from typer import rich_utils

    before = {name: getattr(rich_utils, name) for name in (*_TYPERS, _RENDERS) if hasattr(rich_utils, name)}
    for each in within(command):
        _put(each)
    try:
        for name, value in before.items():
            setattr(rich_utils, name, _TYPERS[name] if name in _TYPERS else _folding(value))
        yield
    finally:
        for name, text in before.items():
            setattr(rich_utils, name, text)


def _folding(render: Callable[..., Any]) -> Callable[..., Any]:
    """Break lines of help wherever they are full: Chinese has no blanks to break at, and would be cut."""

    def folded(*given: Any, **named: Any) -> Any:
        text = render(*given, **named)
        if hasattr(text, "overflow"):
            text.overflow = "fold"
        return text

    return folded


def within(command: Any) -> Iterator[Any]:
    """A command, and all within it."""
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from within(each)


def texts_of(command: Any) -> Iterator[str]:
    """All that a command alone says of itself in a language: what it does, its options, what its examples are for."""
    yield command.help or ""
    yield from (getattr(each, "help", None) or "" for each in command.params)
    for line in (command.epilog or "").split("\n\n"):
        yield _parts(line)[1]


def _put(command: Any) -> None:
    words = chinese()
    command.help = words.get(command.help, command.help)
    command.short_help = None
    for each in command.params:
        if getattr(each, "help", None):
            each.help = words.get(each.help, each.help)
    lines = [_parts(line) for line in (command.epilog or "").split("\n\n")]
    command.epilog = (
        "\n\n".join("：".join(filter(None, (typed, words.get(said, said)))) for typed, said in lines) or None
    )
    command.options_metavar = _OPTIONS
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = _COMMAND
    usage, option = command.get_usage, command.get_help_option

    def usage_in_chinese(context: Any) -> str:
        return str(usage(context)).replace("Usage:", "用法：", 1)

    def option_in_chinese(context: Any) -> Any:
        found = option(context)
        if found is not None:
            found.help = _HELP
        return found

    command.get_usage, command.get_help_option = usage_in_chinese, option_in_chinese


def _parts(line: str) -> tuple[str, str]:
    """An example's command, and what is said of it."""
    found = _EXAMPLE.fullmatch(line)
    return (found["typed"], found["said"]) if found else ("", line)


@cache
def chinese() -> Mapping[str, str]:
    """The Chinese of all texts, by their English."""
    import yaml

    text = (resources.files(__package__) / "help.zh.yaml").read_text(encoding="utf-8")
    found: Mapping[str, str] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found
