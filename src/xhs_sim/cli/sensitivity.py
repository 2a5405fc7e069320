"""``xhs-sim sensitivity``: what decides by how much an arm is ahead."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ..config.messages import message
from .asking import Where, opened, questioned, tell_effort
from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides, taking

if TYPE_CHECKING:
    from ..sensitivity.plan import Plan

EXAMPLES = (
    "[bold]xhs-sim sensitivity experiment=kol_mix[/]: which uncertain numbers decide what the leading mix gains?\n\n"
    "[bold]xhs-sim sensitivity brief=launch.yaml 'commerce.leak_share=interval(0.5,0.95)' "
    "'feed.ladder.bar=interval(0,1.2)'[/]: of these two, which decides?\n\n"
    "[bold]xhs-sim sensitivity function=ishigami[/]: a function whose answer is known\n\n"
    "Stopped or killed? The same command goes on where it was."
)
Runs = Annotated[
    int | None,
    typer.Option(
        "--runs", min=1, max=1_000_000, metavar="N", show_default=False,
        help="How many runs there may be; as many as take about seven minutes on two cores if left out. The least are "
        "some 24 for each parameter that gets shares, and 80 beside; half of that for a function.",
    ),
]  # fmt: skip
Strongest = Annotated[
    int, typer.Option("--strongest", min=1, max=20, metavar="N", help="How many parameters get shares of the variance.")
]


@taking(where=Where)
def sensitivity(
    overrides: Overrides = None,
    runs: Runs = None,
    strongest: Strongest = 4,
    out: Out = DEFAULT_OUT,
    lang: Language = None,
    config_dir: ConfigDir = None,
    *,
    where: Where,
) -> None:
    """Screen uncertain parameters, and say how much each of the strongest decides of an arm's gain."""
    from ..lab.platform import AskedPlatform
    from ..sensitivity.market import MADE_SMALLER, smaller_markets
    from ..sensitivity.plan import plan_sensitivity
    from ..sensitivity.sizes import is_long
    from ..study.overrides import key_of, put_on_top
    from .console import say
    from .language import with_language

    typed = with_language(overrides, lang)
    words = [*typed, *([] if runs is None else ["--runs", str(runs)]), "--strongest", str(strongest)]
    asked = questioned(typed, config_dir, where)
    plan = partial(plan_sensitivity, out_dir=out, config_dir=config_dir, runs=runs, strongest=strongest, typed=words)
    wanted, taken = plan(asked), {key_of(text) for text in typed}
    smaller: list[str] = []
    lacking: tuple[str, ...] = ()
    if isinstance(wanted.subject, AskedPlatform) and not where.full and is_long(wanted.sizes, wanted.config):
        for market in [] if taken & set(MADE_SMALLER) else reversed(smaller_markets(wanted.subject)):
            smaller = [text for text in market.settings if key_of(text) not in taken]
            wanted, lacking = plan(put_on_top(asked, smaller)), market.lacking
            if not is_long(wanted.sizes, wanted.config):
                break
        if smaller:
            say(message("command.screened", overrides=smaller))
        if lacking:
            say(message("sensitivity.lacking", arms=[*lacking], n=len(lacking)))
    raise typer.Exit(carry_out_sensitivity(wanted, where))


def carry_out_sensitivity(plan: "Plan", where: Where) -> int:
    """Ask, write the table, say what decides; return 1 if a run failed, else 0."""
    from ..lab.platform import AskedPlatform
    from ..sensitivity.inquiry import Inquiry
    from ..sensitivity.plan import write_found, write_plan
    from .console import say
    from .market_told import tell_market
    from .sensitivity_told import show_found, tell_failed

    sizes = plan.sizes
    if isinstance(plan.subject, AskedPlatform):
        tell_market({arm: plan.subject.at({}, arm) for arm in plan.subject.arms}, plan.subject.baseline)
    with opened(plan.subject, plan.folder.parent, where, "sensitivity") as lab:
        write_plan(plan, may_replace=where.replace)
        say(message(
            "sensitivity.plan" if sizes.screened else "sensitivity.plan_unscreened", screened=sizes.screened,
            trajectories=sizes.trajectories, blocks=sizes.blocks, strongest=sizes.strongest, arms=sizes.asked_arms,
            path=plan.folder,
        ))  # fmt: skip
        tell_effort(plan.config, sizes.runs, lab.at_once, sizes.asked_arms)
        lab.expect(sizes.runs)
        found = Inquiry(lab, plan.axes, sizes, plan.level).find()
        table = write_found(plan, found)
    show_found(plan, found, table)
    return tell_failed(found)
