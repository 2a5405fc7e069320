"""Targets beside what runs gave, as tables on the terminal: a column for each market."""

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.table import Column, Table
from rich.text import Text

from ..config.bibliography import tell_source
from ..config.meanings import SchemaText
from ..report.words import Words, load_words
from ..study.targets import Verdict, within_by_group
from ..study.validation import Held
from .console import out

_COLOURS = {"ok": "green", "low": "yellow", "high": "yellow", "missing": "red"}


def show_targets(held: Sequence[Held], language: str) -> None:
    """Print each simulated figure beside its target, tuned ones apart from those that came out; say what is off."""
    words, console = load_words(language), out()
    for kind in ("calibrated", "predicted"):
        console.print(_targets_table(held, kind, words))
    console.print(_counts_table(held, words))
    for each in held:
        off = [verdict for verdict in each.verdicts if not verdict.is_within]
        within, n, seeds = (
            len(each.verdicts) - len(off),
            len(each.run_dirs),
            words.say("comma").join(map(str, each.seeds)),
        )
        about = {"n": n, "path": each.run_dirs[0], "seeds": seeds, "weight": each.weight}
        where = words.say("targets_of_run" if n == 1 else "targets_of_runs", **about)
        told = {"within": within, "all": len(each.verdicts), "where": where}
        console.print(words.say("targets_within", **told), soft_wrap=True)
        for verdict in off:
            wanted = {"metric": _name(verdict.target.metric, words), "word": words.say(f"target_{verdict.word}")}
            note = SchemaText(verdict.target.note).told(words.language) or words.say("targets_no_note")
            console.print(f"  {words.say('targets_off', **wanted, note=note)}", soft_wrap=True)


def _counts_table(held: Sequence[Held], words: Words) -> Table:
    """Return how many targets of high and medium confidence are within, by group, by kind and in all."""
    within, of, share = (words.say(f"head_{name}") for name in ("within", "of", "share"))
    heads = [head for each in held for head in ([f"{within}{_about(each, held)}", of, share])]
    table = Table(words.say("targets_known"), *heads, box=None)
    counts = [within_by_group(each.verdicts) for each in held]
    for name in counts[0]:
        cells = []
        for found, n in (count[name] for count in counts):
            cells += [str(found), str(n), words.percent(round(found / n, 2)) if n else words.percent(None)]
        table.add_row(words.table["text"].get(f"group_{name}", name), *cells)
    return table


def _name(metric: str, words: Words) -> str:
    """Return a metric as it is typed, or by its name in another language."""
    return metric if words.language == "en" else words.metric(metric)


def _about(each: Held, held: Sequence[Held]) -> str:
    return f" w={each.weight}" if len(held) > 1 else ""


def _targets_table(held: Sequence[Held], kind: str, words: Words) -> Table:
    """Return the rows of one kind, as ``validation.json`` has them."""
    name, value, within, *others = (
        words.say(f"head_{each}")
        for each in ("name", "value", "within", "target", "low", "high", "confidence", "source")
    )
    found = [f"{head}{_about(each, held)}" for each in held for head in (value, within)]
    table = Table(Column(name, no_wrap=True), *found, *others, title=words.say(f"targets_{kind}"), box=SIMPLE)
    for verdicts in zip(*(each.verdicts for each in held), strict=True):
        target = verdicts[0].target
        if target.kind == kind:
            cells = [cell for verdict in verdicts for cell in _cells(verdict, words)]
            numbers = (f"{number:g}" for number in (target.target, target.low, target.high))
            confidence = words.say(f"confidence_{target.confidence}")
            table.add_row(
                _name(target.metric, words), *cells, *numbers, confidence, tell_source(target.source, words.language)
            )
    return table


def _cells(verdict: Verdict, words: Words) -> tuple[str, Text]:
    value = "-" if verdict.value is None else f"{verdict.value:.4g}"
    return value, Text(words.say(f"target_{verdict.word}"), style=_COLOURS[verdict.word])
