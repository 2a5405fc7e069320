"""What a comparison found, on the terminal: the page's table, and the verdict in sentences, in its language."""

from collections.abc import Iterator
from pathlib import Path

from rich.table import Column, Table
from rich.text import Text

from ..report.answer import answer_of
from ..report.evidence import Evidence
from ..report.goal import goals_told
from ..report.page import page_name
from ..report.read import read_experiment
from ..report.refusals import tell_refusals
from ..report.table import Column as Outcome
from ..report.table import outcome_table
from ..report.trust import control_holds
from ..report.words import LANGUAGES, Words, load_words
from .console import out

_COLOURS = {
    "leads": "green",
    "better": "green",
    "tied": "green",
    "worse": "red",
    "invalid": "red",
    "out_of_range": "red",
}
_NAME, _ARM = 16, 22  # letters that a metric's name and an arm's numbers take


def show_comparison(folder: Path, language: str) -> None:
    """Print arms and outcomes, what decides first, and what was found."""
    evidence, provenance = read_experiment(folder, [])
    words, console = evidence.words(language), out()
    study, baseline = words.study(evidence.experiment), words.arm(evidence.baseline)
    told = {"level": words.percent(evidence.level), "market": evidence.market.told_whole(words)}
    console.print(words.say("terminal_title", name=study, baseline=baseline, **told), soft_wrap=True)
    for table in comparison_tables(evidence, words, console.width):
        console.print(table)
    for note in (*_notes(evidence, words), *tell_refusals(evidence, provenance.budgets, words)):
        console.print(note, soft_wrap=True)
    if found := answer_of(evidence, words):
        console.print(Text(f"\n{found.lead}", style="bold"), soft_wrap=True)
        console.print(found.gap.join(found.further), soft_wrap=True)


def show_pages(page: Path, language: str) -> None:
    """Say where the page lies, and where in other languages."""
    words = load_words(language)
    others = [
        words.say("terminal_other", language=load_words(each).table["language_name"]["self"], path=page_name(each))
        for each in LANGUAGES
        if each != language
    ]
    out().print(words.say("terminal_report", path=page, others=words.say("comma").join(others)), soft_wrap=True)


def comparison_tables(evidence: Evidence, words: Words, width: int) -> Iterator[Table]:
    """As many tables as it takes to set the arms side by side; rows as the page has columns."""
    outcomes = outcome_table(evidence, words)
    n = max(1, (width - _NAME) // _ARM)
    for first in range(0, len(evidence.arms), n):
        arms = evidence.arms[first : first + n]
        heads = (Column(words.arm(arm), justify="right", overflow="fold") for arm in arms)
        table = Table(Column("", overflow="fold"), *heads)
        for outcome in outcomes:
            is_decisive = bool(outcome.standing)
            name = Text(outcome.name, style="bold" if is_decisive else "")
            table.add_row(name, *(_cell(outcome, arm, words) for arm in arms), end_section=is_decisive)
        yield table


def _cell(outcome: Outcome, arm: str, words: Words) -> Text:
    value, beneath = outcome.cells[arm]
    standing = outcome.standing.get(arm, "baseline")
    cell = Text(value, style="bold" if outcome.standing else "")
    if standing != "baseline":
        cell.append(f"  {words.say(f'standing_{standing}')}", style=_COLOURS.get(standing, ""))
    for line in beneath:
        cell.append(f"\n{line}", style="dim not bold")
    return cell


def _notes(evidence: Evidence, words: Words) -> Iterator[str]:
    """What else must be known to trust the table, and how arms stand to the goal."""
    if control_holds(evidence) is False:
        yield words.say("check_control_text", arm=words.arm(evidence.controls[0]))
    if evidence.metrics["seed"].n_unique() == 1:
        yield words.say("terminal_one_run")
    for goal in goals_told(evidence, words):
        yield goal.wanted
        for line in goal.lines:
            yield f"  {words.arm(line.arm)}{words.say('colon')}{line.text}"
