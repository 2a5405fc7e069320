"""What the commands share that ask a question at many points: who answers, how large, where it runs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ..config.messages import message
from .console import clock, say, showing_progress
from .options import Replace, Timeout, Workers
from .stopping import code_of, stopping_in_order

if TYPE_CHECKING:
    from ..config import Config
    from ..lab import Engine, Lab, Subject
    from ..study.progress import OnProgress
    from ..study.request import Progress

Full = Annotated[
    bool, typer.Option("--full", help="Ask in the market as it is, not in the smaller one of study.screen.")
]
Retry = Annotated[bool, typer.Option("--retry", help="Try runs again that failed before.")]
On = Annotated[str, typer.Option("--on", metavar="local|ray|slurm", help="Where runs are made: docs/clusters.md.")]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="HOST:PORT",
        help="The Ray cluster of --on ray; local = one of its own.",
        show_default=False,
    ),
]
SlurmOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--slurm-option", metavar="NAME=VALUE", help="For --on slurm, as partition=short; may be given again.",
        show_default=False,
    ),
]  # fmt: skip


class Where(NamedTuple):
    """Where and how runs are made; what is overwritten."""

    workers: Workers = None
    timeout: Timeout = None  # s, of one run
    on: On = "local"
    cluster: Cluster = None
    slurm_option: SlurmOptions = None
    retry: Retry = False
    full: Full = False
    replace: Replace = False


def questioned(typed: Sequence[str], config_dir: Path | None, where: Where) -> list[str]:
    """Return what was typed, a brief's own overrides in its place, in the smaller market where there is one.

    What makes it smaller (``study.screen``) gives way to what was typed; what holds is said.
    """
    from ..config import Composer, load_config
    from ..lab.plan import FUNCTION
    from ..lab.space import read_axes
    from ..study.overrides import key_of, put_on_top
    from .briefed import KEY, with_brief

    overrides = with_brief(typed, config_dir)
    if where.full or any(text.startswith(FUNCTION) for text in overrides):
        return overrides
    own = [text for text in typed if not text.startswith(KEY)]
    of_question = [text for text in overrides if text not in own]  # a brief's own words give way to the screen
    _, fixed = read_axes(overrides, Composer(config_dir))
    screen = _as_dear(_screen_of(load_config(fixed, config_dir)), overrides)
    taken = {key_of(text) for text in own}
    if smaller := [text for text in screen if key_of(text) not in taken]:
        is_market = any(text.startswith("population.") for text in smaller)
        say(message("command.screened" if is_market else "command.screened_otherwise", overrides=[*smaller]))
    return put_on_top(put_on_top(of_question, screen), own)


def _as_dear(screen: Sequence[str], overrides: Sequence[str]) -> list[str]:
    """Return a screen with as much money by head in a market whose people were typed: half of them, half of it."""
    from ..config.amounts import parse_amount

    people, money = "population.audience=", "campaign.budget_cny="
    own = {key: text.removeprefix(key) for text in screen for key in (people, money) if text.startswith(key)}
    typed = next((parse_amount(text.removeprefix(people)) for text in overrides if text.startswith(people)), None)
    if len(own) < 2 or not typed:
        return list(screen)
    scaled = float(own[money]) * typed / float(own[people])
    return [f"{money}{scaled:.6g}" if text.startswith(money) else text for text in screen]


def _screen_of(config: "Config") -> list[str]:
    """Return what makes a question small enough to be asked many times: its own, or fewer readers."""
    study, people = config.study, config.population
    if study.screen:
        return study.screen
    is_fewer = 0 < study.few_readers < people.n_users and people.weight > 1 and people.people % study.few_readers == 0
    return [f"population.n_users={study.few_readers}"] if is_fewer else []


def engine_of(where: Where, config: "Config | None") -> "Engine":
    """Return the engine that was asked for.

    Raises
    ------
    ConfigError
        If there is none of that name, or the place is not its own.
    """
    from ..lab.engines import Place, engine_on

    usual = 0 if config is None else config.study.workers
    workers = usual if where.workers is None else where.workers
    options = tuple(where.slurm_option or ())
    return engine_on(where.on, Place(workers, 1, where.timeout, where.cluster, options))


@contextmanager
def opened(subject: "Subject", out: Path, where: Where, kind: str | None = None) -> "Iterator[Lab]":
    """Open a lab, with progress shown; Ctrl-C (130) and SIGTERM (143) end the command, and what was run stays.

    Parameters
    ----------
    subject : Subject
    out : Path
    where : Where
    kind : str, optional
        Of the command: how far it is stands in the folder too, under this name, for whoever follows it.
    """
    from ..lab.lab import Lab
    from ..lab.platform import AskedPlatform
    from ..lab.under_way import UnderWay, path_of
    from ..report.words import load_words
    from ..study.lock import only_one
    from ..study.read_ahead import read_ahead

    config = subject.config if isinstance(subject, AskedPlatform) else None
    words = load_words(subject.language)
    for line in [] if config is None else read_ahead([config]):
        say(line)
    try:
        with (
            stopping_in_order(),
            showing_progress(words) as show,
            only_one(out / subject.name),
            UnderWay(path_of(out / subject.name, kind)) if kind else nullcontext() as leave,
            Lab(subject, out, engine_of(where, config), on_progress=_both(show, leave), is_retrying=where.retry) as lab,
        ):
            yield lab
    except KeyboardInterrupt as stop:
        say(words.say("progress_stopped"))
        raise typer.Exit(code_of(stop)) from None


def _both(show: "OnProgress", leave: "OnProgress | None") -> "OnProgress":
    """Return what tells both how far a command is."""
    if leave is None:
        return show

    def tell(progress: "Progress") -> None:
        show(progress)
        leave(progress)

    return tell


def tell_effort(config: "Config | None", runs: int, workers: int, n_alike: int = 1) -> None:
    """Say how many runs there are, about how long they take, and how much memory and disk.

    Parameters
    ----------
    config : Config, optional
        Of the study; a function takes no time.
    runs : int
    workers : int
        That make them at once.
    n_alike : int
        Runs that live their first days together.
    """
    from ..lab.effort import effort_of

    if not runs:
        say(message("command.effort_none"))
        return
    if config is None:
        say(message("command.effort_of_function", runs=runs))
        return
    effort = effort_of(config, runs, workers, n_alike)
    say(message(
        "command.effort", runs=runs, workers=workers, time=clock(effort.seconds), gb=effort.gigabytes,
        disk=effort.disk_mb,
    ))  # fmt: skip
