"""``xhs-sim robustness``: whether the leader stays first when the numbers that are known least move."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..config.messages import message
from .asking import Where, opened, questioned, tell_effort
from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides, taking

if TYPE_CHECKING:
    from pathlib import Path

    from ..lab.platform import AskedPlatform
    from ..lab.space import Axis
    from ..robustness.inquiry import Found
    from ..robustness.sizes import Sizes

EXAMPLES = (
    "[bold]xhs-sim robustness experiment=kol_mix[/]: in how many draws of doubtful numbers its leader stays first\n\n"
    "[bold]xhs-sim robustness brief=launch.yaml --runs 800[/]: the arms of a brief, with more draws\n\n"
    "[bold]xhs-sim robustness experiment=kol_mix --numbers 14[/]: the fourteen that come first, the ladder's\n\n"
    "[bold]xhs-sim robustness experiment=kol_mix ranker=default,popular 'commerce.leak_share=interval(0.3,1)'[/]: "
    "with doubts of your own\n\n"
    "Stopped or killed? The same command goes on where it was."
)
Runs = Annotated[
    int | None,
    typer.Option(
        "--runs", min=1, max=1_000_000, metavar="N", show_default=False,
        help="How many runs there may be; as many as take about seven minutes on two cores if left out.",
    ),
]  # fmt: skip
Numbers = Annotated[
    int | None,
    typer.Option("--numbers", min=1, metavar="N", help="Doubt only the first so many numbers.", show_default=False),
]


@taking(where=Where)
def robustness(
    overrides: Overrides = None,
    runs: Runs = None,
    numbers: Numbers = None,
    out: Out = DEFAULT_OUT,
    lang: Language = None,
    config_dir: ConfigDir = None,
    *,
    where: Where,
) -> None:
    """Say in how many draws of doubtful numbers the leader stays first, where another leads, and what decides."""
    from ..config import Composer
    from ..lab.plan import subject_of
    from ..lab.space import read_axes
    from ..robustness.doubt import doubted
    from ..robustness.sizes import sizes_of, usual_runs
    from ..study.origin import command_line
    from .language import with_language

    typed = with_language(overrides, lang)
    given, fixed = read_axes(questioned(typed, config_dir, where), Composer(config_dir))
    subject, axes = doubted(subject_of(fixed, config_dir), given, numbers)
    n_arms = len(subject.arms)
    sizes = sizes_of(usual_runs(subject.config, n_arms) if runs is None else runs, n_arms, len(axes))
    say_plan(axes, sizes)
    options = {"--runs": runs, "--numbers": numbers}
    own = [word for name, value in options.items() if value is not None for word in (name, str(value))]
    command = command_line("robustness", [*typed, *own, *(["--full"] if where.full else [])], out, config_dir)
    raise typer.Exit(carry_out(subject, axes, sizes, out, where, command))


def say_plan(axes: "tuple[Axis, ...]", sizes: "Sizes") -> None:
    """Say what is going to be asked."""
    from .console import say

    say(message(
        "robustness.plan", numbers=len(axes), draws=sizes.draws, seeds=sizes.seeds, ends=sizes.ends, arms=sizes.arms,
        in_draws=sizes.in_draws, at_ends=sizes.at_ends, end_seeds=sizes.end_seeds, runs=sizes.runs,
    ))  # fmt: skip


def carry_out(
    subject: "AskedPlatform", axes: "tuple[Axis, ...]", sizes: "Sizes", out: "Path", where: Where, command: list[str]
) -> int:
    """Ask, write the tables, and say what was found; return 1 if a run failed, else 0."""
    from ..robustness.inquiry import Inquiry
    from ..robustness.kept import ANSWER, question_of, write_found
    from ..study.origin import refuse_other_question
    from .market_told import tell_market
    from .robustness_told import show_stand, tell_left_out

    tell_market({arm: subject.at({}, arm) for arm in subject.arms}, subject.baseline)
    with opened(subject, out, where, "robustness") as lab:
        if not where.replace:
            about = {"config": subject.config.model_dump(mode="json")}
            refuse_other_question(lab.folder / ANSWER, question_of(subject.config), about)
        tell_effort(subject.config, sizes.runs, lab.at_once, len(subject.arms))
        lab.expect(sizes.runs)
        found: Found = Inquiry(lab, axes, sizes).find()
        write_found(found, subject.config, lab.folder, command)
    show_stand(lab.folder, subject.config)
    return tell_left_out(found)
