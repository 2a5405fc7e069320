"""``xhs-sim replay``: a study again, from its folder alone."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Language, Out, Timeout, Way, Workers

if TYPE_CHECKING:
    from ..config import Config
    from ..lab.plan import Sweep
    from ..study.replay import Plan

EXAMPLES = (
    "[bold]xhs-sim replay outputs/kol_mix[/]: the same comparison in replays/kol_mix, held against the first\n\n"
    "[bold]xhs-sim replay outputs/kol_mix --out /tmp/again[/]: the same, elsewhere\n\n"
    "Needs no brief, no configs and no files of yours: the folder keeps what made it."
)
_SHOWN = 5


def replay(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A study's folder, or one run's.")],
    out: Out = Path("replays"),
    lang: Language = None,
    workers: Workers = None,
    timeout: Timeout = None,
) -> None:
    """Make a finished study again and say whether the results are the same to the bit."""
    from ..lab.again import plan_again
    from ..report.words import load_words
    from ..study.replay import SWEPT, changes_since, plan_replay, unlike
    from .asking import Where
    from .console import say
    from .language import check_language
    from .sweep import carry_out_sweep

    check_language(lang)
    plans, swept = [_spoken_in(lang, plan) for plan in plan_replay(folder, out)], plan_again(folder, out)
    language = lang or _language(plans, swept)
    if changes := changes_since(folder):
        say(load_words(language).say("replay_versions", changes="; ".join(changes)))
    codes = [_carry_out(folder, plan, Way(workers, timeout)) for plan in plans]
    if swept is not None:
        codes.append(carry_out_sweep(swept, Where(workers, timeout)))
        pairs = [(folder / name, swept.folder / name) for name in SWEPT]
        codes.append(_tell(folder, unlike(pairs), len(pairs), language))
    raise typer.Exit(max(codes))


def _language(plans: "Sequence[Plan]", swept: "Sweep | None") -> str:
    """Return the language that a study was made in."""
    configs = [_config(plan) for plan in plans] + ([swept.config] if swept is not None and swept.config else [])
    return configs[0].report.language if configs else "en"


def _spoken_in(lang: str | None, plan: "Plan") -> "Plan":
    """Let a plan speak a language; its own where none is asked for. What it computes does not depend on it."""
    if lang is None:
        return plan
    config = _config(plan)
    spoken = config.model_copy(update={"report": config.report.model_copy(update={"language": lang})})
    return replace(plan, config=spoken)


def _config(plan: "Plan") -> "Config":
    assert plan.config is not None
    return plan.config


def _carry_out(folder: Path, plan: "Plan", way: Way) -> int:
    """Replay one plan; return 1 if a run failed or a table differs, else 0."""
    from ..study import ComparePlan
    from ..study.replay import differences
    from .compare import carry_out_comparisons
    from .execute import carry_out, tell_failures

    language = _config(plan).report.language
    if isinstance(plan, ComparePlan):
        code = carry_out_comparisons([plan], way).show()
    else:
        code = tell_failures(carry_out([plan], _config(plan), way, is_here=True), plan.run_dir, language)
    return max(code, _tell(folder, *differences(folder, plan), language))


def _tell(folder: Path, found: "Sequence[str]", n_tables: int, language: str) -> int:
    """Say whether a replay gave the same; return 1 if it did not."""
    from ..report.words import load_words

    words = load_words(language)
    some = words.say("comma").join(found[:_SHOWN])
    key = "replay_differs" if found else "replay_same"
    typer.echo(words.say(key, folder=folder, n=len(found), all=n_tables, some=some))
    return 1 if found else 0
