"""The arguments that commands share."""

from pathlib import Path
from typing import Annotated

import typer

from .completion import complete_override


def tell_twice(overrides: list[str] | None) -> list[str] | None:
    """Return what was typed; say of a key that was given twice which value holds."""
    from ..study.overrides import key_of  # late: --help must not wait for studies

    texts: dict[str, list[str]] = {}
    for override in overrides or ():
        texts.setdefault(key_of(override), []).append(override)
    for *before, last in texts.values():
        if before:
            typer.echo(f"xhs-sim: given more than once: {', '.join(before)} and {last}: {last} holds", err=True)
    return overrides


Overrides = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[KEY=VALUE]...",
        help="What to change, in Hydra's syntax: experiment=kol_mix population.n_users=20000 seed=1.",
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
Language = Annotated[
    str | None, typer.Option("--lang", metavar="en|zh", help="Language of the report.", show_default=False)
]
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
