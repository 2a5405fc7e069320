"""``xhs-sim validate``: the platform left alone, held against what is known of the real one."""

from pathlib import Path
from typing import Annotated

import typer

from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides

EXAMPLES = (
    "[bold]xhs-sim validate[/]: a market of 1M people, 50,000 readers, 30 days, the mean of two runs\n\n"
    "[bold]xhs-sim validate population.n_users=200000 study.replicates=1[/]: one run with more readers\n\n"
    "[bold]xhs-sim validate --run outputs/run/run/seed=0[/]: judge a run that is there"
)
Run = Annotated[Path | None, typer.Option("--run", metavar="DIR", help="Judge this finished run instead of a new one.")]


def validate(
    overrides: Overrides = None,
    out: Out = DEFAULT_OUT,
    run: Run = None,
    lang: Language = None,
    config_dir: ConfigDir = None,
) -> None:
    """Run the platform without a campaign; print, draw and write every target with its verdict."""
    from ..report.words import load_words
    from ..study.targets import judge, load_targets, write_validation
    from .execute import run_for_targets
    from .language import check_language, with_language
    from .tables import show_targets
    from .written import draw_verdicts, language_of

    wanted, language = load_targets(config_dir), check_language(lang)
    runs = [run] if run else run_for_targets(wanted, with_language(overrides, lang), out, config_dir)
    verdicts = judge(wanted, *runs)
    words = load_words(language or language_of(runs[0]))
    show_targets(verdicts, runs, words.language)
    path = write_validation(verdicts, out)
    figure = draw_verdicts(verdicts, runs[0], out, words.language)
    typer.echo(words.say("terminal_figure", path=figure))
    typer.echo(words.say("terminal_verdicts", path=path))
