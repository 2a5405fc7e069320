"""The command line as a whole: which commands there are, and how a mistake is told."""

import errno
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from ..config.errors import ConfigError, ConfigWarning
from ..config.messages import at, message, reason_of_system
from . import (
    backtest,
    brief,
    calibrate,
    compare,
    dashboard,
    explore,
    exports,
    optimise,
    replay,
    report,
    robustness,
    run,
    sensitivity,
    show,
    sweep,
    validate,
    verdict,
)
from .console import language_of, say, speaking
from .help import helping

app = typer.Typer(
    name="xhs-sim",
    help="Try content, creator and campaign strategies on a simulated content platform.",
    epilog="Start with: xhs-sim compare experiment=kol_mix population.audience=1000000 campaign.budget_cny=110000",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run", epilog=run.EXAMPLES)(run.run)
app.command("compare", epilog=compare.EXAMPLES)(compare.compare)
app.add_typer(brief.app, name="brief")
app.command("sweep", epilog=sweep.EXAMPLES)(sweep.sweep)
app.command("optimise", epilog=optimise.EXAMPLES)(optimise.optimise)
app.command("sensitivity", epilog=sensitivity.EXAMPLES)(sensitivity.sensitivity)
app.command("robustness", epilog=robustness.EXAMPLES)(robustness.robustness)
app.command("calibrate", epilog=calibrate.EXAMPLES)(calibrate.calibrate)
app.add_typer(show.app, name="show")
app.add_typer(exports.app, name="data")
app.command("validate", epilog=validate.EXAMPLES)(validate.validate)
app.command("backtest", epilog=backtest.EXAMPLES)(backtest.backtest)
app.command("replay", epilog=replay.EXAMPLES)(replay.replay)
app.command("report", epilog=report.EXAMPLES)(report.report)
app.command("verdict", epilog=verdict.EXAMPLES)(verdict.verdict)
app.command("dashboard", epilog=dashboard.EXAMPLES)(dashboard.dashboard)
app.command("explore", epilog=explore.EXAMPLES)(explore.explore)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        from importlib.metadata import version

        typer.echo(version("xhs-sim"))
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the stack trace of an error.")] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="en|zh",
            help="Language of help and of all that is said; also after a command.",
            show_default=False,
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Try content, creator and campaign strategies on a simulated content platform."""


def main() -> None:
    """Run a command; leave with 0 (done), 1 (runs failed) or 2 (a mistake in the request)."""
    is_debug = "--debug" in sys.argv[1:]
    sys.argv[1:] = [argument for argument in sys.argv[1:] if argument != "--debug"]  # welcome anywhere
    with speaking(language := language_of(sys.argv[1:])):
        try:
            with _saying_warnings():  # under that name, whatever the file is called that started it
                command = typer.main.get_command(app)
                with helping(command, language):
                    sys.exit(command(prog_name="xhs-sim", standalone_mode=False))
        except Exception as error:
            if is_debug:
                traceback.print_exc()
            lines, code = explain(error)
            for line in lines:
                say(line)
            sys.exit(code)


@contextmanager
def _saying_warnings() -> Iterator[None]:
    """Say, once each, how a value was understood; leave other warnings to Python."""
    with warnings.catch_warnings():
        usual = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *where: object) -> None:
            if issubclass(category, ConfigWarning):
                said = message.args[0] if isinstance(message, Warning) else message
                say(said)
            else:
                usual(message, category, *where)  # type: ignore[arg-type]

        warnings.showwarning = show  # type: ignore[assignment]
        warnings.filterwarnings("once", category=ConfigWarning)
        yield


def explain(error: Exception) -> tuple[list[str], int]:
    """Return what to say about an error, and the exit code."""
    from ..study.errors import OtherRunError, StudyError, is_disk_full
    from .usage import explain_typed, is_typed_wrongly

    if is_typed_wrongly(error):
        return explain_typed(error)
    if isinstance(error, ConfigError):
        return error.problems, 2
    if isinstance(error, StudyError):
        return error.problems, 2 if isinstance(error, OtherRunError) else 1
    if is_disk_full(error):
        return [message("command.disk_full")], 1
    if isinstance(error, OSError):
        reason = reason_of_system(error)
        line = at(reason, str(error.filename)) if error.filename else reason
        return [line], 2 if error.errno == errno.ENOENT else 1
    kind = type(error).__name__
    return [message("command.should_not_happen", kind=kind, error=error)], 1
