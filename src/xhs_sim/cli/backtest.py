"""``xhs-sim backtest``: a past campaign replayed, what was foretold beside what came of it."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides, Way, taking

if TYPE_CHECKING:
    from ..backtest.plan import Plan

EXAMPLES = (
    "[bold]xhs-sim backtest outputs/data[/]: the campaign of an import of 蒲公英 and 聚光 reports\n\n"
    "[bold]xhs-sim backtest outputs/data population.audience=5000000 campaign=dress[/]: in a market of your own, for "
    "another brand\n\n"
    "[bold]xhs-sim backtest outputs/data brief=launch.yaml --first 2026-07-01 --last 2026-07-31[/]: brand and market "
    "of a brief, one campaign of several\n\n"
    "Stopped or killed? The same command goes on where it was."
)
Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="The folder of an import, as xhs-sim data import leaves it.")
]
First = Annotated[
    datetime | None,
    typer.Option("--first", formats=["%Y-%m-%d"], metavar="DAY", help="The campaign's first day.", show_default=False),
]
Last = Annotated[
    datetime | None,
    typer.Option("--last", formats=["%Y-%m-%d"], metavar="DAY", help="The campaign's last day.", show_default=False),
]


@taking(way=Way)
def backtest(
    folder: Folder,
    overrides: Overrides = None,
    first: First = None,
    last: Last = None,
    out: Out = DEFAULT_OUT,
    lang: Language = None,
    config_dir: ConfigDir = None,
    *,
    way: Way,
) -> None:
    """Replay a past campaign; say what was foretold, what that missed, why, and what to do now."""
    from ..backtest.past import read_past
    from ..backtest.plan import plan_backtest
    from .briefed import KEY, with_brief
    from .language import with_language

    typed = with_language(overrides, lang)
    past = read_past(folder, first.date() if first else None, last.date() if last else None)
    briefs = [each for each in typed if each.startswith(KEY)]
    below = with_brief(briefs, config_dir)
    plan = plan_backtest(past, below, [each for each in typed if each not in briefs], out, config_dir)
    raise typer.Exit(carry_out_backtest(plan, way))


def carry_out_backtest(plan: "Plan", way: Way) -> int:
    """Run the replays, hold the campaign against them, write and say what was found; return 1 if a run failed."""
    from ..backtest.found import find
    from .backtest_told import show_found, tell_plan
    from .execute import carry_out, tell_failures

    tell_plan(plan)
    outcomes = carry_out(plan.requests, plan.config, way)
    language = plan.config.report.language
    done = [outcome.request.run_dir for outcome in outcomes if outcome.status == "ok"]
    if done:
        show_found(plan, find(plan, done), language)
    return tell_failures(outcomes, plan.folder, language)
