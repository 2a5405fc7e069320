"""The arguments that commands share."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from ..config.messages import message
from .console import say


def complete_override(incomplete: str) -> list[str]:
    """Return what ``incomplete`` may become, for the shell."""
    from ..config import describe_parameters, list_choices

    groups = list_choices()
    key, equals, value = incomplete.partition("=")
    if equals:
        return [f"{key}={option}" for option in groups.get(key, []) if option.startswith(value)]
    keys = [*groups, *(row.path for row in describe_parameters())]
    return [f"{each}=" for each in keys if each.startswith(incomplete)]


def tell_twice(overrides: list[str] | None) -> list[str] | None:
    """Return what was typed; say of a key that was given twice which value holds: not of briefs, which are refused."""
    from ..study.overrides import key_of  # late: --help must not wait for studies

    texts: dict[str, list[str]] = {}
    for override in overrides or ():
        texts.setdefault(key_of(override), []).append(override)
    texts.pop("brief", None)
    for *before, last in texts.values():
        if before:
            say(message("command.given_twice", before=before, last=last))
    return overrides


Overrides = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[KEY=VALUE]...",
        help="What to change, in Hydra's syntax: experiment=kol_mix population.audience=1000000 seed=1.",
        autocompletion=complete_override,
        show_default=False,
        callback=tell_twice,
    ),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where results go.")]
ConfigDir = Annotated[
    Path | None,
    typer.Option("--config-dir", metavar="DIR", help="A folder of your own configs; found before the shipped ones."),
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=0, metavar="N", help="Runs in parallel; 0 = as many as the cores allow.")
]
Timeout = Annotated[
    float | None, typer.Option("--timeout", min=1.0, metavar="SECONDS", help="Give up on a run that takes longer.")
]
Force = Annotated[bool, typer.Option("--force", help="Run again what is there, whatever made it.")]
Replace = Annotated[
    bool, typer.Option("--replace", help="Overwrite the answer to another question in the same folder.")
]
Arm = Annotated[
    str | None, typer.Option("--arm", metavar="NAME", help="Run this arm of the experiment, with its own overrides.")
]


def language_before(context: typer.Context, lang: str | None) -> str | None:
    """Return the language of a command: its own, else the one that was typed before it."""
    return lang if lang is not None else context.find_root().params.get("lang")


Language = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="en|zh", help="Language of the report, and of all that is said.", show_default=False,
        callback=language_before,
    ),
]  # fmt: skip
Graph = Annotated[
    Path | None,
    typer.Option("--graph", metavar="FILE.gexf", help="Write follows over time for Gephi; the run is made again."),
]
GraphUsers = Annotated[
    int, typer.Option("--graph-users", min=2, metavar="N", help="Best connected users that the graph shows.")
]
Xlsx = Annotated[bool, typer.Option("--xlsx", help="Also write the results as one workbook, ids as text.")]
Csv = Annotated[bool, typer.Option("--csv", help="Also write the results as CSV files, ids as text.")]
DEFAULT_OUT = Path("outputs")


class Way(NamedTuple):
    """How runs are carried out; what is overwritten."""

    workers: Workers = None
    timeout: Timeout = None  # s, of one run
    force: Force = False
    replace: Replace = False


class Office(NamedTuple):
    """In which forms results are also handed over."""

    xlsx: Xlsx = False
    csv: Csv = False


def taking(**groups: type[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a command be typed with the fields of some groups as options, and called with each group as one argument."""

    def of_command(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def typed(**given: Any) -> None:
            parts = {name: kind(*map(given.pop, kind._fields)) for name, kind in groups.items()}
            command(**given, **parts)

        own = [each for name, each in signature(command).parameters.items() if name not in groups]
        more = [
            Parameter(field, Parameter.KEYWORD_ONLY, default=default, annotation=kind.__annotations__[field])
            for kind in groups.values()
            for field, default in kind._field_defaults.items()
        ]
        typed.__signature__ = Signature([*own, *more])  # type: ignore[attr-defined]  # what Typer goes by
        typed.__annotations__ = {each.name: each.annotation for each in (*own, *more)}
        return typed

    return of_command
