"""``xhs-sim validate``: the platform left alone, held against what is known of the real one."""

from pathlib import Path
from typing import Annotated

import typer

from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides

EXAMPLES = (
    "[bold]xhs-sim validate[/]: a market of 1M people, 50,000 readers, 30 days, the mean of two runs\n\n"
    "[bold]xhs-sim validate --weight 5 --weight 20[/]: readers who stand for 5 people, and for 20\n\n"
    "[bold]xhs-sim validate population.n_users=200000 study.replicates=1[/]: one run with more readers\n\n"
    "[bold]xhs-sim validate --run outputs/run/run/seed=0[/]: judge a run that is there"
)
Run = Annotated[Path | None, typer.Option("--run", metavar="DIR", help="Judge this finished run instead of a new one.")]
Weights = Annotated[
    list[int] | None,
    typer.Option("--weight", min=1, metavar="W", help="People that a reader stands for; as often as you like."),
]


def validate(
    overrides: Overrides = None,
    out: Out = DEFAULT_OUT,
    run: Run = None,
    weight: Weights = None,
    lang: Language = None,
    config_dir: ConfigDir = None,
) -> None:
    """Run the platform without a campaign; print, draw and write every target with its verdict."""
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
