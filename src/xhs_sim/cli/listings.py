"""What there is, as tables on the terminal."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE
from rich.table import Column, Table

from ..config import ParameterRow
from ..config.bibliography import Work, tell_source
from ..config.messages import told
from ..config.schema import RulesConfig
from ..report.words import Words
from .console import out

if TYPE_CHECKING:
    from ..lab.functions import Function
    from ..metrics import Metric

_NOT_PARTS = ("experiment", "targets")  # have commands of their own
_MOST_LETTERS = 40  # of a value


def show_parts(choices: Mapping[str, Sequence[str]], words: Words) -> None:
    """Print the parts of the model and what each may be."""
    table = Table(words.say("listed_part"), words.say("listed_choices"), box=None)
    for group, options in choices.items():
        if group not in _NOT_PARTS:
            table.add_row(group, ", ".join(options))
    console = out()
    console.print(table)
    console.print(words.say("listed_choose", command="xhs-sim run ranker=popular"), soft_wrap=True)


def show_parameters(rows: Sequence[ParameterRow], words: Words) -> None:
    """Print parameters with value and confidence, and what they mean, as the schema has it: unit, range and source."""
    path = Column(words.say("listed_parameter"), overflow="fold", ratio=10)
    value = Column(words.say("head_value"), overflow="fold", ratio=4)
    sure = Column(words.say("head_confidence"), no_wrap=True)
    meaning = Column(words.say("listed_meaning"), overflow="fold", ratio=12)
    table = Table(path, value, sure, meaning, box=SIMPLE, show_lines=False, expand=True)
    for row in rows:
        confidence = words.say(f"confidence_{row.confidence}") if row.confidence else ""
        table.add_row(row.path, _brief(row.default), confidence, _meaning(row, words))
    out().print(table)


def _meaning(row: ParameterRow, words: Words) -> str:
    """``P(look at slot k+1 | looked at slot k); 0.5 to 1 per position; Craswell et al. 2008: the cascade``."""
    language = words.language
    is_bounded = row.low is not None and row.high is not None
    span = words.say("span", low=f"{row.low:g}", high=f"{row.high:g}") if is_bounded else ""
    bounds = words.say("with_unit", value=span, unit=told(row.unit, language)) if span else ""
    parts = (told(row.description, language), bounds, tell_source(row.source, language))
    return words.say("semicolon").join(part for part in parts if part)


def _brief(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 3]}..."


def show_sources(works: Mapping[str, Work], words: Words) -> None:
    """Print where numbers come from: the id, what kind of source it is, and what it is, as the bibliography has it."""
    what = Column(words.say("listed_work"), overflow="fold")
    table = Table(words.say("head_source"), words.say("listed_kind"), what, box=None)
    for name, work in works.items():
        table.add_row(name, words.say(f"source_kind_{work.kind}"), f"{work.authors}: {work.title}; {work.used_for}")
    out().print(table)


def show_metrics(metrics: Sequence["Metric"], words: Words) -> None:
    """Print metrics by the names that settings take, with what people call them, unit and better way."""
    called = Column(words.say("listed_called"), overflow="fold")
    name = Column(words.say("listed_metric"), no_wrap=True)
    table = Table(name, called, words.say("listed_unit"), words.say("listed_better"), box=None)
    for each in metrics:
        unit = words.say("listed_share") if each.unit == "share" else words.unit(each.unit)
        table.add_row(each.name, words.metric(each.name), unit, words.say(f"better_{each.better}"))
    out().print(table)


def show_rules(rules: RulesConfig, words: Words) -> None:
    """Print the register: each kind by its name in settings and by what people call it."""
    columns = ("kind", "called", "rule", "detected_by", "action", "points", "of_notes")
    table = Table(*(Column(words.say(f"listed_{name}"), overflow="fold") for name in columns), box=SIMPLE)
    for name, kind in rules.kinds.items():
        noticed = words.say("comma").join(words.say(f"detector_{who}") for who in kind.detected_by)
        called, rule = (getattr(each, words.language) for each in (kind, kind.rule))
        about = called, rule, noticed, words.say(f"measure_{kind.action}")
        table.add_row(name, *about, str(kind.points), f"{kind.share:.2%}")
    console = out()
    console.print(table)
    console.print(words.say("listed_rules_off"), soft_wrap=True)


def show_experiments(questions: Mapping[str, str], words: Words) -> None:
    """Print the experiments with the question that each asks; one of your own as its owner wrote it."""
    table = Table(words.say("listed_experiment"), words.say("listed_question"), box=None)
    for name, question in questions.items():
        table.add_row(name, words.table["question"].get(name, question))
    console = out()
    console.print(table)
    console.print(words.say("listed_ask", command="xhs-sim compare experiment=NAME"), soft_wrap=True)


def show_functions(functions: Mapping[str, "Function"], words: Words) -> None:
    """Print functions by the names that ``function=`` takes, with the range of each input and what is known."""
    known = Column(words.say("listed_known"), overflow="fold", ratio=3)
    inputs = Column(words.say("listed_inputs"), overflow="fold", ratio=2)
    table = Table(words.say("listed_function"), inputs, known, box=None, expand=True)
    for name, each in functions.items():
        ranges = (
            f"{axis.name} {words.say('span', low=f'{axis.low:.3g}', high=f'{axis.high:.3g}')}" for axis in each.axes
        )
        facts = (f"{what}={value:.6g}" for what, value in each.answer.items())
        table.add_row(name, words.say("comma").join(ranges), words.say("comma").join(facts))
    console = out()
    console.print(table)
    console.print(words.say("listed_ask", command="xhs-sim sensitivity function=ishigami"), soft_wrap=True)
