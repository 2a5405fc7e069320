"""``xhs-sim sweep``: a grid over any parameters."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..config.messages import message
from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides, Way, taking

if TYPE_CHECKING:
    from ..study import SweepPlan

EXAMPLES = (
    "[bold]xhs-sim sweep experiment=kol_mix campaign.budget_cny=1e5,3e5,1e6[/]: what money buys\n\n"
    "[bold]xhs-sim sweep ranker=default,popular,random population.n_users=5000,20000[/]: a grid of six\n\n"
    "Stopped or killed? The same command goes on where it was."
)
Outcome = Annotated[
    str | None, typer.Option("--outcome", metavar="METRIC", help="Metric of the figure; the study's first if left out.")
]


@taking(way=Way)
def sweep(
    overrides: Overrides = None,
    out: Out = DEFAULT_OUT,
    outcome: Outcome = None,
    lang: Language = None,
    config_dir: ConfigDir = None,
    *,
    way: Way,
) -> None:
    """Run a grid of parameter values (a=1,2,3) and gather one long table and a response figure."""
    from ..config.references import refuse_unknown_plugin
    from ..study import plan_sweep
    from .briefed import without_brief
    from .doubted import tell_arms, tell_idle
    from .language import with_language

    typed = with_language(overrides, lang)
    plan = plan_sweep(without_brief(typed, "sweep"), out, config_dir)
    if outcome is not None:
        refuse_unknown_plugin("--outcome", outcome, "metric")
    tell_idle(typed, plan.requests)
    tell_arms(plan.config)
    raise typer.Exit(carry_out_sweep(plan, way, outcome))


def carry_out_sweep(plan: "SweepPlan", way: Way, outcome: str | None = None) -> int:
    """Run a sweep and show its table; return 1 if a run failed, else 0."""
    from ..study import finish_sweep, only_one, write_plan
    from .console import say
    from .execute import carry_out, tell_failures
    from .tables import show_sweep
    from .written import draw_sweep

    with only_one(plan.folder):
        path = write_plan(plan, may_replace=way.replace or way.force)
        say(message("command.sweep_plan", points=len(plan.points), runs=len(plan.requests), path=path))
        outcomes = carry_out(plan.requests, plan.config, way)
        code = tell_failures(outcomes, plan.folder, plan.config.report.language)
        table = finish_sweep(plan, outcomes)
        shown = outcome or plan.config.study.outcomes[0]
        show_sweep(plan, table, shown, draw_sweep(plan, table, shown))
    return code
