"""``xhs-sim show``: what there is, without running it (only ``day``, and ``targets`` unless told which, run one)."""

from pathlib import Path
from typing import Annotated

import typer

from ..config.messages import message
from .options import DEFAULT_OUT, ConfigDir, Language, Out, Overrides

_A_SMALL_MARKET = ("population.n_users=5000", "n_days=4")  # whose day is timed, unless told another
app = typer.Typer(
    no_args_is_help=True, help="List what there is; tell a note's life; hold the platform against its targets."
)


@app.command()
def parts(lang: Language = None, config_dir: ConfigDir = None) -> None:
    """List the parts of the model and the choices for each (ranker=popular)."""
    from ..config import list_choices
    from .language import words_of
    from .listings import show_parts

    show_parts(list_choices(config_dir), words_of(lang, config_dir))


@app.command(epilog="[bold]xhs-sim show parameters engage[/]: only those of a part")
def parameters(
    prefix: Annotated[str, typer.Argument(help="Only those whose path starts so, or those of a part: coupon.")] = "",
    lang: Language = None,
    config_dir: ConfigDir = None,
) -> None:
    """List every parameter: value, range, unit, source and how far to trust it."""
    from ..config import ConfigError, describe_parameters, load_config
    from ..config.former import today_of
    from ..config.schema_paths import suggest
    from ..config.usual_terms import every_tactic
    from .language import words_of
    from .listings import show_parameters

    known = describe_parameters(load_config([every_tactic(config_dir)], config_dir))
    prefix = today_of(prefix) or prefix
    rows = [row for row in known if row.path.startswith(prefix)]
    rows = rows or [row for row in known if f".{prefix}." in f".{row.path}."]  # of a part below, such as coupon
    if not rows:
        raise ConfigError(message("command.no_such_parameter", prefix=prefix, hint=suggest(prefix)))
    show_parameters(rows, words_of(lang, config_dir))


@app.command()
def sources(lang: Language = None, config_dir: ConfigDir = None) -> None:
    """List where the numbers come from: papers, data, the platform, the trade, and what is our own guess."""
    from ..config.bibliography import bibliography
    from .language import words_of
    from .listings import show_sources

    show_sources(bibliography(), words_of(lang, config_dir))


@app.command(epilog="[bold]xhs-sim show metrics read[/]: only those with that in their name")
def metrics(
    part: Annotated[str, typer.Argument(help="Only those with this in their name, in either language.")] = "",
    lang: Language = None,
    config_dir: ConfigDir = None,
) -> None:
    """List the metrics that can be outcomes, objectives and goals: name, unit, which way is better."""
    from ..config import ConfigError
    from ..metrics import METRICS
    from .language import words_of
    from .listings import show_metrics

    found = [
        each for name, each in METRICS.items()
        if any(part.lower() in called.lower() for called in (name, each.label_en, each.label_zh))
    ]  # fmt: skip
    if not found:
        raise ConfigError(message("command.no_such_metric", part=part))
    show_metrics(found, words_of(lang, config_dir))


@app.command(epilog="[bold]xhs-sim show rules rules=none[/]: of another register")
def rules(overrides: Overrides = None, lang: Language = None, config_dir: ConfigDir = None) -> None:
    """List the register of rules: kinds of violation, whose rule it is, who can notice it, what follows."""
    from ..config import load_config
    from .language import words_of
    from .listings import show_rules

    show_rules(load_config(["rules=platform", *(overrides or ())], config_dir).rules, words_of(lang, config_dir))


@app.command()
def experiments(lang: Language = None, config_dir: ConfigDir = None) -> None:
    """List the experiments and the question that each asks."""
    from ..config import list_experiments
    from .language import words_of
    from .listings import show_experiments

    show_experiments(list_experiments(config_dir), words_of(lang, config_dir))


@app.command(epilog="[bold]xhs-sim sensitivity function=ishigami[/]: a method tried on what is known")
def functions(lang: Language = None, config_dir: ConfigDir = None) -> None:
    """List the functions that can be asked in the model's place, and what is known of each."""
    from ..lab.functions import FUNCTIONS
    from .language import words_of
    from .listings import show_functions

    show_functions(FUNCTIONS, words_of(lang, config_dir))


@app.command(epilog="[bold]xhs-sim show day population.audience=200000 population.n_users=10000[/]: of another market")
def day(overrides: Overrides = None, lang: Language = None, config_dir: ConfigDir = None) -> None:
    """List the phases of a day in order: what each looks at, changes and writes, and how long it takes."""
    from ..config import load_config
    from ..study.stopwatch import time_phases
    from .day_table import show_day
    from .language import with_language

    config = load_config([*_A_SMALL_MARKET, *with_language(overrides, lang)], config_dir)
    show_day(config, time_phases(config))


@app.command(epilog="[bold]xhs-sim show targets --run outputs/run/run/seed=0[/]: judge a run that is there")
def targets(
    overrides: Overrides = None,
    run: Annotated[
        Path | None, typer.Option("--run", metavar="DIR", help="Use this finished run instead of a new one.")
    ] = None,
    out: Out = DEFAULT_OUT,
    lang: Language = None,
    config_dir: ConfigDir = None,
) -> None:
    """Hold a small platform against what is known of the real one, and say what is off."""
    from ..study.targets import load_targets
    from ..study.validation import hold_runs
    from .execute import run_for_targets
    from .language import check_language
    from .target_tables import show_targets
    from .written import language_of

    wanted, language = load_targets(config_dir), check_language(lang)
    runs = [run] if run else run_for_targets(wanted, overrides or (), out, config_dir)
    show_targets([hold_runs(wanted, runs)], language or language_of(runs[0]))


@app.command(epilog="[bold]xhs-sim show note outputs/run/run/seed=0[/]: the note with most impressions")
def note(
    run: Annotated[Path, typer.Argument(metavar="DIR", help="A finished run's folder.")],
    key: Annotated[
        int | None, typer.Argument(metavar="[NOTE]", help="The note's key, as in the run's tables.", show_default=False)
    ] = None,
    lang: Language = None,
) -> None:
    """Tell a note's life: where it was seen, how it climbed the ladder, what came of it; and draw it."""
    from ..report import read_biography
    from .language import check_language
    from .tables import show_note
    from .written import draw_note, language_of

    told, life = check_language(lang), read_biography(run, key)
    language = told or language_of(run)
    show_note(life, draw_note(life, run, language), language)
