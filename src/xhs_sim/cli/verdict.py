"""``xhs-sim verdict``: values by arm, from anywhere, and what may be said of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import Language

if TYPE_CHECKING:
    from ..verdict import Known

EXAMPLES = (
    "[bold]xhs-sim verdict ab_test.yaml[/]: a paragraph for each case of the file\n\n"
    "[bold]xhs-sim verdict ab_test.yaml --json[/]: the same as verdict.json has it\n\n"
    "A case says what decides and what was seen, replicates in the same order in every arm:\n\n"
    "decide_by: {metric: orders, better: higher}\n\n"
    "baseline: old\n\n"
    "values: {orders: {old: \\[31, 28, 35, 30, 33], new: \\[40, 36, 41, 39, 44]}}\n\n"
    "spend: {old: 1000, new: 1000}"
)


def verdict(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A case or a list of cases, YAML or JSON.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print a list of verdicts, nothing else.")] = False,
    lang: Language = None,
) -> None:
    """Judge values by arm (a comparison's, or a test of your own): what to do, by how much, how sure."""
    import json

    from ..config import load_config
    from ..verdict import judge, read_cases, to_json
    from .language import check_language

    language = check_language(lang) or "en"
    cases = read_cases(_plain(file), own_way, file.name)
    rules = load_config([]).study.judging
    judgements = [judge(case, rules) for case in cases]
    if as_json:
        typer.echo(json.dumps([to_json(each) for each in judgements], ensure_ascii=False, indent=2))
    else:
        typer.echo("\n\n".join(_paragraphs(judgements, language)))


def own_way(metric: str) -> "Known":
    """Which way of a metric is better, if that is known, and how money and it go together."""
    from ..metrics import METRICS, counts_money, is_rate, is_share
    from ..verdict import Known

    known = METRICS.get(metric)
    better = None if known is None or known.better == "none" else known.better
    return Known(better, counts_money(metric), is_rate(metric), is_share(metric))


def _plain(file: Path) -> Any:
    from ..brief.plain_yaml import read_plain, read_text

    return read_plain(read_text(file), file)


def _paragraphs(judgements: Sequence[Any], language: str) -> list[str]:
    """A paragraph for each case; arms are called what their owner calls them."""
    from ..report.answer import answer
    from ..report.words import load_words

    words = load_words(language)
    return [
        (f"{judgement.name}\n" if judgement.name else "") + answer(judgement, words, name_arm=str).text
        for judgement in judgements
    ]
