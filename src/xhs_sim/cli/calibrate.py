"""``xhs-sim calibrate``: which values of parameters go with what was observed, and how sure that is."""

from typing import TYPE_CHECKING, Annotated

import typer

from .asking import Where, opened
from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides, taking

if TYPE_CHECKING:
    from ..calibrate.plan import Plan

EXAMPLES = (
    "[bold]xhs-sim calibrate data=notes.csv,creators.csv[/]: to notes of accounts and their followers\n\n"
    "[bold]xhs-sim calibrate data=notes.csv,creators.csv 'engage.rates.like=interval(0.02,0.2)' "
    "'feed.ladder.luck=interval(0.2,2)' --minutes 20[/]: two parameters of your own choice\n\n"
    "[bold]xhs-sim calibrate target=ctr:0.08±0.01,feed_like_rate[/]: to a figure that you know, and to a "
    "shipped one\n\n"
    "[bold]xhs-sim compare experiment=kol_mix ensemble=outputs/calibration/ensemble.parquet[/]: with what came out\n\n"
    "Stopped or killed? The same command goes on where it was."
)
Minutes = Annotated[
    float, typer.Option("--minutes", min=0.1, max=10_000, metavar="M", help="How long it may take on two cores.")
]
Runs = Annotated[
    int | None,
    typer.Option(
        "--runs", min=1, max=1_000_000, metavar="N", show_default=False,
        help="How many runs there may be, in the place of --minutes.",
    ),
]  # fmt: skip


@taking(where=Where)
def calibrate(
    overrides: Overrides = None,
    minutes: Minutes = 40.0,
    runs: Runs = None,
    out: Out = DEFAULT_OUT,
    lang: Language = None,
    config_dir: ConfigDir = None,
    *,
    where: Where,
) -> None:
    """Find the values of parameters that go with data or targets; say how sure they are, and keep an ensemble."""
    from ..calibrate.plan import plan_calibration
    from .language import with_language

    plan = plan_calibration(with_language(overrides, lang), out, config_dir, minutes=minutes, runs=runs)
    raise typer.Exit(carry_out_calibration(plan, where))


def carry_out_calibration(plan: "Plan", where: Where) -> int:
    """Ask both markets, fit, write, and say what was found; return 1 if a run failed, else 0."""
    from ..calibrate.inquiry import Inquiry
    from ..calibrate.kept import ANSWER, write_found
    from ..study.origin import refuse_other_question
    from .calibrate_told import show_found, tell_failed, tell_plan

    if not where.replace:
        about = {"config": plan.config.model_dump(mode="json")}
        refuse_other_question(plan.folder / ANSWER, plan.question, about)
    tell_plan(plan)
    inquiry = Inquiry(plan.asker, plan.observed, plan.sizes, plan.level, plan.cuts)
    with opened(plan.first, plan.folder.parent, where) as lab:
        lab.expect(plan.sizes.first)
        first, box = inquiry.look_around(lab)
    with opened(plan.last, plan.folder.parent, where) as lab:
        lab.expect(plan.runs - plan.sizes.first)
        found = inquiry.find(lab, first, box)
        write_found(plan, found)
    show_found(plan.folder, plan.last.language)
    return tell_failed(found.errors, found.asked)
