"""``xhs-sim validate``: the platform left alone, held against what is known of the real one, or against own notes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from .asking import Where, opened
from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides, taking

if TYPE_CHECKING:
    from ..validate.plan import ValidationPlan

EXAMPLES = (
    "[bold]xhs-sim validate[/]: a market of 1M people, 50,000 readers, 30 days, the mean of two runs\n\n"
    "[bold]xhs-sim validate --weight 5 --weight 20[/]: readers who stand for 5 people, and for 20\n\n"
    "[bold]xhs-sim validate population.n_users=200000 study.replicates=1[/]: one run with more readers\n\n"
    "[bold]xhs-sim validate --run outputs/run/run/seed=0[/]: judge a run that is there\n\n"
    "[bold]xhs-sim validate data=outputs/data[/]: what a model fitted to your notes foretells of those left out\n\n"
    "[bold]xhs-sim validate data=outputs/data ensemble=outputs/calibration/ensemble.parquet --minutes 20[/]: and a "
    "trust card beside an ensemble"
)
Run = Annotated[Path | None, typer.Option("--run", metavar="DIR", help="Judge this finished run instead of a new one.")]
Weights = Annotated[
    list[int] | None,
    typer.Option("--weight", min=1, metavar="W", help="People that a reader stands for; as often as you like."),
]
Folds = Annotated[
    int | None,
    typer.Option(
        "--folds", min=2, max=20, metavar="K", show_default=False,
        help="With data=: groups of creators left out in turn; 5, or fewer if they would be under ten creators.",
    ),
]  # fmt: skip
Since = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DAY", show_default=False,
        help="With data=: the first day to be foretold, as 2025-01-31; else half of the creators have later notes.",
    ),
]  # fmt: skip
Minutes = Annotated[
    float | None,
    typer.Option(
        "--minutes", min=0.1, max=10_000, metavar="M", show_default=False,
        help="With data=: how long it may take on two cores; 40 if left out.",
    ),
]  # fmt: skip
Runs = Annotated[
    int | None,
    typer.Option(
        "--runs", min=1, max=1_000_000, metavar="N", show_default=False,
        help="With data=: how many runs there may be, in the place of --minutes.",
    ),
]  # fmt: skip


class Held(NamedTuple):
    """What of own data is left out, and what that may cost."""

    folds: Folds = None
    since: Since = None
    minutes: Minutes = None
    runs: Runs = None


@taking(held=Held, where=Where)
def validate(
    overrides: Overrides = None,
    out: Out = DEFAULT_OUT,
    run: Run = None,
    weight: Weights = None,
    lang: Language = None,
    config_dir: ConfigDir = None,
    *,
    held: Held,
    where: Where,
) -> None:
    """Hold the platform against what is known of the real one; with data=, against notes of your own left out."""
    if any(text.startswith("data=") for text in overrides or ()):
        _refuse("validate.not_with_data", {"run": run, "weight": weight}, {"run": None, "weight": None})
        plan = _planned(overrides or [], out, lang, config_dir, held)
        raise typer.Exit(carry_out_validation(plan, where))
    typed = held._asdict() | where._asdict()
    _refuse("validate.only_with_data", typed, Held()._asdict() | Where()._asdict())
    _hold_against_targets(overrides, out, run, weight, lang, config_dir)


def _refuse(why: str, typed: Mapping[str, Any], usual: Mapping[str, Any]) -> None:
    """Refuse an option that nothing would read."""
    from ..config import ConfigError
    from ..config.messages import message

    for name, value in typed.items():
        if value != usual[name]:
            raise ConfigError(message(why, option=f"--{name.replace('_', '-')}"))


def _planned(
    typed: Sequence[str], out: Path, lang: str | None, config_dir: Path | None, held: Held
) -> "ValidationPlan":
    from ..validate.plan import FOLDS, plan_validation
    from .language import with_language

    return plan_validation(
        with_language([*typed], lang), out, config_dir, minutes=held.minutes, runs=held.runs,
        n_folds=held.folds or FOLDS, since=_day(held.since),
    )  # fmt: skip


def _day(text: str | None) -> datetime | None:
    from ..config import ConfigError
    from ..config.messages import message

    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        raise ConfigError(message("validate.no_day", text=text)) from None


def carry_out_validation(plan: "ValidationPlan", where: Where) -> int:
    """Ask both markets, foretell what is left out, write, and say what was found; return 1 if a run failed, else 0."""
    from ..study.origin import refuse_other_question
    from ..validate.inquiry import LeavingOut
    from ..validate.kept import ANSWER, write_found
    from .calibrate_told import tell_failed
    from .validate_told import show_found, tell_plan

    if not where.replace:
        about = {"config": plan.base.config.model_dump(mode="json")}
        refuse_other_question(plan.folder / ANSWER, plan.question, about)
    tell_plan(plan)
    inquiry = LeavingOut(plan.base.asker, plan.observed, plan.sizes, plan.base.level, plan.hold_outs)
    with opened(plan.first, plan.folder.parent, where) as lab:
        lab.expect(plan.sizes.first)
        first, box = inquiry.look_around(lab)
    with opened(plan.last, plan.folder.parent, where) as lab:
        lab.expect(plan.sizes.last)
        found = inquiry.leave_out(lab, first, box)
        write_found(plan, found)
    show_found(plan)
    return tell_failed(found.errors, found.asked)


def _hold_against_targets(
    overrides: list[str] | None, out: Path, run: Path | None, weight: list[int] | None, lang: str | None,
    config_dir: Path | None,
) -> None:  # fmt: skip
    from ..report.words import load_words
    from ..study.targets import load_targets
    from ..study.validation import at_weight, hold_runs, write_validation
    from .execute import run_for_targets
    from .language import check_language, with_language
    from .target_tables import show_targets
    from .written import draw_verdicts, language_of

    wanted, language, given = load_targets(config_dir), check_language(lang), tuple(with_language(overrides, lang))
    markets = [at_weight(wanted, given, each, config_dir) for each in weight or ()] or [given]
    runs = [[run]] if run else [run_for_targets(wanted, market, out, config_dir) for market in markets]
    held = [hold_runs(wanted, each) for each in runs]
    words = load_words(language or language_of(runs[0][0]))
    show_targets(held, words.language)
    path = write_validation(held, out)
    for each in held:
        name = f"validation_w{each.weight}" if len(held) > 1 else "validation"
        figure = draw_verdicts(each.verdicts, each.run_dirs[0], out / "figures" / name, words.language)
        typer.echo(words.say("terminal_figure", path=figure))
    typer.echo(words.say("terminal_verdicts", path=path))
