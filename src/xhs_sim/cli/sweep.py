"""``xhs-sim sweep``: the arms of a question at many points."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ..config.messages import message
from .asking import Where, opened, questioned, tell_effort
from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides, taking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..lab.plan import Sweep

EXAMPLES = (
    "[bold]xhs-sim sweep experiment=kol_mix commerce.leak_share=0.5,0.7,0.9[/]: where does which mix lead?\n\n"
    "[bold]xhs-sim sweep brief=launch.yaml 'campaign.start_day=range(3,10)'[/]: the arms of a brief, day by day\n\n"
    "[bold]xhs-sim sweep experiment=kol_mix 'commerce.leak_share=interval(0.5,0.95)' --design lhs --points 40[/]: "
    "points drawn all over\n\n"
    "[bold]xhs-sim sweep experiment=kol_mix --file points.csv[/]: points of your own, a column for each parameter\n\n"
    "Stopped or killed? The same command goes on where it was."
)
Outcome = Annotated[
    str | None, typer.Option("--outcome", metavar="METRIC", help="Metric of the figure; what decides if left out.")
]
Design = Annotated[
    str | None,
    typer.Option(
        "--design", metavar="grid|lhs|sobol|file",
        help="Which points: all combinations, drawn all over (Latin hypercube, Sobol' sequence), or a list.",
        show_default=False,
    ),
]  # fmt: skip
Points = Annotated[
    int | None, typer.Option("--points", min=2, max=100_000, metavar="N", help="How many are drawn; 32 if left out.")
]
File = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="Points of your own: CSV or Parquet, a column a parameter."),
]
Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar="METRIC", help="Keep this metric too, all for every one; may be given again."),
]


class How(NamedTuple):
    """Which points are asked, and what is kept of each."""

    design: Design = None
    points: Points = None
    file: File = None
    keep: Keep = None


@taking(how=How, where=Where)
def sweep(
    overrides: Overrides = None,
    outcome: Outcome = None,
    out: Out = DEFAULT_OUT,
    lang: Language = None,
    config_dir: ConfigDir = None,
    *,
    how: How,
    where: Where,
) -> None:
    """Run the arms of a question at many points, paired, and say who leads where."""
    from ..config.references import refuse_unknown_plugin
    from ..lab.plan import Asking, plan_sweep
    from .language import with_language

    typed = with_language(overrides, lang)
    asking = Asking(design=how.design, points=how.points, file=how.file, keep=tuple(how.keep or ()))
    for name in [*([outcome] if outcome is not None else []), *(each for each in asking.keep if each != "all")]:
        refuse_unknown_plugin("--outcome" if name == outcome else "--keep", name, "metric")
    plan = plan_sweep(questioned(typed, config_dir, where), out, config_dir, asking, typed=typed)
    tell_plan(plan, typed)
    raise typer.Exit(carry_out_sweep(plan, where, outcome))


def tell_plan(plan: "Sweep", typed: "Sequence[str]") -> None:
    """Say what of a sweep is hardly meant, and what was typed for nothing, as of its first point that can be asked."""
    from ..lab.designs import DRAWN
    from ..lab.platform import AskedPlatform
    from .console import say
    from .doubted import tell_doubts, tell_idle
    from .market_told import tell_market

    place = next(i for i in range(len(plan.points)) if i not in plan.problems)
    if isinstance(plan.subject, AskedPlatform):
        configs = {arm: plan.subject.at(plan.points[place], arm) for arm in plan.subject.arms}
        tell_idle(typed, configs)
        tell_doubts(configs)
        tell_market(configs, plan.subject.baseline)
    if plan.design in DRAWN:
        say(message("command.sweep_drawn", n=len(plan.points), design=plan.design))


def carry_out_sweep(plan: "Sweep", where: Where, outcome: str | None = None) -> int:
    """Run a sweep, write its table, say who leads where; return 1 if a run failed, else 0."""
    from ..lab.asked import write_asked
    from ..lab.plan import points_table, write_plan
    from ..lab.table import write_sweep
    from .console import say
    from .sweep_told import show_sweep, tell_failed

    with opened(plan.subject, plan.folder.parent, where, "sweep") as lab:
        write_plan(plan, may_replace=where.replace)
        n_arms, n_seeds = len(plan.subject.arms), plan.subject.replicates
        counts = {"points": len(plan.points), "arms": n_arms, "replicates": n_seeds}
        say(message("command.sweep_plan", **counts, path=plan.folder))
        if plan.problems:
            first = next(iter(plan.problems.values()))
            say(message("command.sweep_unasked", n=len(plan.problems), points=len(plan.points), problem=first))
        look = lab.look_at(plan.points)
        tell_effort(plan.config, look.missing, lab.at_once, n_arms)
        write_asked(plan, points_table(plan).drop("problem"), look.asked)
        asked = lab.make(look)
        table = write_sweep(lab, plan, asked)
        code = tell_failed(lab, plan, asked)
    show_sweep(plan, table, outcome)
    return code
