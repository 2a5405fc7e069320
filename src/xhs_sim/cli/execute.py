"""Carry out a plan from the command line: progress, Ctrl-C, failures."""

from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from ..config import Config
from ..config.messages import message
from ..report.words import load_words
from ..study import RunOutcome, RunRequest, WorkerPool, run_here, submit_runs
from ..study.read_ahead import read_ahead
from ..study.run import Play, play_days
from ..study.submit import OnEnded
from ..study.targets import Targets, plan_targets
from .console import say, showing_progress
from .doubted import configs_of, tell_doubts
from .options import Way

_SHOWN_FAILURES = 5


def carry_out(
    requests: Sequence[RunRequest],
    config: Config,
    way: Way,
    *,
    is_here: bool = False,
    on_ended: OnEnded | None = None,
    play: Play | None = None,
    tell: Callable[[str], None] = say,
) -> list[RunOutcome]:
    """Run a plan with progress shown; Ctrl-C ends the command with code 130.

    Parameters
    ----------
    requests : sequence of RunRequest
        The plan.
    config : Config
        Whose ``study.workers`` and ``threads`` hold, unless the way says how many.
    way : Way
        How many at once, for how long, and what they may overwrite.
    is_here : bool
        Run in this process instead of workers.
    on_ended : callable, optional
        Told how each run ended, while others go on.
    play : callable
        What plays the days of a run, if not the model alone.
    tell : callable
        Takes what is said beforehand: whoever carries out one plan in parts leaves out what was said before.
    """
    for line in read_ahead(request.config for request in requests if request.config is not None):
        tell(line)
    tell_doubts(configs_of(requests), tell)
    n_workers = config.study.workers if way.workers is None else way.workers
    words = load_words(config.report.language)
    backend = run_here if is_here else WorkerPool(n_workers, config.threads, way.timeout)
    try:
        with showing_progress(words) as on_progress:
            return submit_runs(
                requests, backend=backend, play=play or play_days, is_forced=way.force, may_replace=way.replace,
                on_progress=on_progress, on_ended=on_ended, tell=tell,
            )  # fmt: skip
    except KeyboardInterrupt:
        say(words.say("progress_stopped"))
        raise typer.Exit(130) from None


def tell_failures(outcomes: Sequence[RunOutcome], folder: Path, language: str) -> int:
    """Say which runs failed and why; return the exit code, 1 if any did."""
    failed, words = [outcome for outcome in outcomes if outcome.status == "failed"], load_words(language)
    if not failed:
        return 0
    say(words.say("terminal_failed", failed=len(failed), all=len(outcomes), folder=folder))
    for outcome in failed[:_SHOWN_FAILURES]:
        say(message("command.failed_run", arm=outcome.request.arm, seed=outcome.request.seed, error=outcome.error))
    if len(failed) > _SHOWN_FAILURES:
        say(message("common.beneath", text=words.say("terminal_failed_more", n=len(failed) - _SHOWN_FAILURES)))
    return 1


def run_for_targets(wanted: Targets, overrides: Sequence[str], out: Path, config_dir: Path | None) -> list[Path]:
    """Run the platform that is held against targets, unless it is there already; return the runs' folders."""
    requests = plan_targets(wanted, overrides, out, config_dir)
    assert requests[0].config is not None
    outcomes = carry_out(requests, requests[0].config, Way(replace=True), is_here=len(requests) == 1)
    if code := tell_failures(outcomes, requests[0].run_dir.parent, requests[0].config.report.language):
        raise typer.Exit(code)
    return [request.run_dir for request in requests]
