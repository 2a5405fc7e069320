"""A card: a question that a picture answers, with what may be chosen, its finding in words, and the same as a table.

A card is declared (``Card``), drawn by a function of a study and of what was chosen (``Drawn``), and put on the page
and wired up in one place; so a new picture is one function and one entry in its kind's list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import polars as pl
from dash import dcc, html

from ..report.figures.style import SERIES
from ..report.words import Words
from .axes import Chart
from .parts import Option, choice, picture, spoken, table
from .shelf import Study

Chosen = Mapping[str, Any]
TAKES: Final = ("png", "svg", "xlsx", "pptx")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a card is drawn from: the folder that is served, the study, the words of the page's language."""

    root: Path
    study: Study
    words: Words


@dataclass(frozen=True, slots=True)
class Control:
    """What may be chosen: one of some options, or several.

    Attributes
    ----------
    name : str
        Its label is the string ``dashboard_<name>``.
    options : callable
        Of what is seen.
    is_many : bool
        All are chosen at first.
    """

    name: str
    options: Callable[[Seen], list[Option]]
    is_many: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with its words: the finding, how it is to be read, what is in it as a table."""

    title: str
    about: str
    chart: Chart | None  # None: there is nothing to show, and ``about`` says why
    table: pl.DataFrame = field(default_factory=pl.DataFrame)  # heads are the reader's own words
    numbers: pl.DataFrame = field(default_factory=pl.DataFrame)  # the same to calculate with, for a workbook

    @property
    def said(self) -> str:
        """What who cannot see it is told."""
        return f"{self.title} {self.about}"


def always(_: Seen) -> bool:
    """Say that a card has its place on the page of every study of its kind."""
    return True


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a kind of study; ``is_there`` says of which of them."""

    kind: str
    name: str
    draw: Callable[[Seen, Chosen], Drawn]
    controls: tuple[Control, ...] = ()
    is_there: Callable[[Seen], bool] = always

    def part(self, name: str) -> str:
        """Return the id of a part of it on the page."""
        return f"{self.kind}-{self.name}-{name}"


def drawn_of(card: Card, seen: Seen, chosen: Chosen) -> Drawn:
    """Draw a card; where nothing is ticked of what it is drawn from, say what to do."""
    for control in card.controls:
        if control.is_many and not chosen[control.name] and control.options(seen):
            what = seen.words.say(f"dashboard_{control.name}")
            return Drawn(
                seen.words.say("dashboard_none_ticked"), seen.words.say("dashboard_none_ticked_why", what=what), None
            )
    return card.draw(seen, chosen)


def lay_out(card: Card, seen: Seen) -> html.Section:
    """Put a card on the page, with what is chosen at first."""
    words = seen.words
    options = {control.name: control.options(seen) for control in card.controls}
    chosen = {control.name: _first(control, options[control.name]) for control in card.controls}
    drawn = drawn_of(card, seen, chosen)
    ids = {"graph": card.part("graph"), "box": card.part("box")}
    return html.Section(
        [
            html.Div(
                [_control(card, each, options[each.name], chosen[each.name], words) for each in card.controls],
                className="controls",
            ),
            html.H2(drawn.title, id=card.part("title")),
            html.P(drawn.about, id=card.part("about"), className="about"),
            dcc.Loading(picture(drawn.chart, drawn.said, ids), delay_show=400, type="dot", color=SERIES[0]),
            html.Div(_takes(card, words), className="takes"),
            html.Details([
                html.Summary(words.say("dashboard_as_table")),
                html.Div(table(drawn.table, words), id=card.part("table")),
            ]),
            dcc.Download(id=card.part("file")),
            dcc.Store(id=card.part("picture")),
        ],
        className="card figure", id=card.part("card"), **{"aria-labelledby": card.part("title")},
    )  # fmt: skip


def _takes(card: Card, words: Words) -> list[Any]:
    said = {each: words.say(f"dashboard_take_{each}") for each in TAKES}
    buttons = [html.Button(each.upper(), id=card.part(each), className="quiet", **spoken(said[each])) for each in TAKES]
    return [html.Span(words.say("dashboard_take"), className="take"), *buttons]


def _first(control: Control, options: Sequence[Option]) -> Any:
    values = [value for value, _ in options]
    return values if control.is_many else next(iter(values), None)


def _control(card: Card, control: Control, options: Sequence[Option], value: Any, words: Words) -> Any:
    label = words.say(f"dashboard_{control.name}")
    part = choice(card.part(control.name), label, options, words, value=value, is_many=control.is_many)
    part.hidden = len(options) < 2
    return part


def chosen_of(card: Card, values: Sequence[Any]) -> dict[str, Any]:
    """Return what was chosen, by the names of a card's controls."""
    return {control.name: value for control, value in zip(card.controls, values, strict=True)}
