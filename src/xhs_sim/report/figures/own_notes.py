"""The lives of an account's best and worst note: those with most and with fewest impressions of the first runs."""

import polars as pl

from ..biography import biography_in
from ..evidence import Evidence
from ..own_account import extreme_notes, own_notes
from ..runs import first_runs
from ..words import Words
from .biography import draw_biography
from .style import HouseFigure


def draw_best_note(evidence: Evidence, words: Words) -> HouseFigure | None:
    """The life of the note with most impressions."""
    return _draw(evidence, words, "best")


def draw_worst_note(evidence: Evidence, words: Words) -> HouseFigure | None:
    """The life of the note with fewest."""
    return _draw(evidence, words, "worst")


def _draw(evidence: Evidence, words: Words, which: str) -> HouseFigure | None:
    notes = own_notes(evidence)
    followed = notes if notes.is_empty() else notes.filter(pl.col("hour").is_not_null())
    if followed.is_empty():
        return None
    found = extreme_notes(followed, evidence)
    if found.is_empty():
        return None
    ranked = found.filter(pl.col("which") == which).sort("impressions", descending=which == "best").row(0, named=True)
    life = biography_in(first_runs(evidence.runs)[ranked["arm"]], int(ranked["note"]))
    if life is None:
        return None
    return draw_biography(life, words, called=words.say(f"{which}_note_called", arm=words.arm(ranked["arm"])))
