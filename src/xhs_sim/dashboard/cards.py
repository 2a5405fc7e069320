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

from ..report.words import Words
from .charts import Chart
from .shelf import Study

Option = tuple[str, str]  # value, and how it is called
Chosen = Mapping[str, Any]
GRAPH: Final = {"displayModeBar": False, "responsive": True, "doubleClick": "reset", "scrollZoom": False}
TAKES: Final = ("png", "svg", "xlsx", "pptx")
MOST_ROWS = 200  # of a table on the page; a workbook has all


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
    first : int
        How many are chosen at first, where several may be; 0 = all.
    """

    name: str
    options: Callable[[Seen], list[Option]]
    is_many: bool = False
    first: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with its words: the finding, how it is to be read, what is in it as a table."""

    title: str
    about: str
    chart: Chart | None  # None: there is nothing to show, and ``about`` says why
    table: pl.DataFrame = field(default_factory=pl.DataFrame)  # heads are the reader's own words


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a kind of study."""

    kind: str
    name: str
    draw: Callable[[Seen, Chosen], Drawn]
    controls: tuple[Control, ...] = ()

    def part(self, name: str) -> str:
        """Return the id of a part of it on the page."""
        return f"{self.kind}-{self.name}-{name}"


def lay_out(card: Card, seen: Seen) -> html.Section:
    """Put a card on the page, with what is chosen at first."""
    words, drawn = seen.words, None
    chosen = {control.name: _first(control, seen) for control in card.controls}
    drawn = card.draw(seen, chosen)
    return html.Section(
        [
            html.Div([_control(card, control, seen, chosen[control.name]) for control in card.controls], className="controls"),
            html.H2(drawn.title, id=card.part("title")),
            html.P(drawn.about, id=card.part("about"), className="about"),
            dcc.Loading(
                html.Div(
                    dcc.Graph(id=card.part("graph"), figure=drawn.chart or empty(), config=GRAPH),
                    id=card.part("box"), role="img", className="box" if drawn.chart else "box nothing",
                    **{"aria-label": f"{drawn.title} {drawn.about}"},
                ),
                delay_show=400, type="dot", color="#2563a8",
            ),
            html.Div(
                [html.Span(words.say("dashboard_take"), className="take")]
                + [html.Button(each.upper(), id=card.part(each), className="quiet", **{"aria-label": words.say(f"dashboard_take_{each}")}) for each in TAKES],
                className="takes",
            ),
            html.Details([html.Summary(words.say("dashboard_as_table")), html.Div(table_of(drawn.table, words), id=card.part("table"))]),
            dcc.Download(id=card.part("file")),
            dcc.Store(id=card.part("picture")),
        ],
        className="card figure", id=card.part("card"),
        **{"aria-labelledby": card.part("title")},
    )  # fmt: skip


def empty() -> Chart:
    """Return a picture of nothing."""
    hidden = {"visible": False}
    return {"data": [], "layout": {"height": 10, "xaxis": hidden, "yaxis": hidden, "margin": {"t": 0, "b": 0}}}


def table_of(frame: pl.DataFrame, words: Words) -> list[Any]:
    """Return a table for the page; what is beyond a few hundred rows is counted."""
    if not frame.width:
        return [html.P(words.say("dashboard_no_rows"))]
    rows = frame.head(MOST_ROWS).rows()
    heads = html.Thead(html.Tr([html.Th(name, scope="col") for name in frame.columns]))
    body = html.Tbody([html.Tr([_cell(value, i == 0) for i, value in enumerate(row)]) for row in rows])
    found: list[Any] = [html.Div(html.Table([heads, body]), className="scroll", tabIndex="0")]
    if frame.height > MOST_ROWS:
        found.append(html.P(words.say("dashboard_more_rows", n=frame.height - MOST_ROWS), className="about"))
    return found


def _cell(value: Any, is_first: bool) -> html.Th | html.Td:
    text = "" if value is None else f"{value:,.4g}" if isinstance(value, float) else str(value)
    return html.Th(text, scope="row") if is_first else html.Td(text)


def _first(control: Control, seen: Seen) -> Any:
    values = [value for value, _ in control.options(seen)]
    if control.is_many:
        return values[: control.first] if control.first else values
    return values[0] if values else None


def _control(card: Card, control: Control, seen: Seen, value: Any) -> html.Div:
    options = [{"value": each, "label": label} for each, label in control.options(seen)]
    name, words = card.part(control.name), seen.words
    dropdown = dcc.Dropdown(
        id=name, options=options, value=value, multi=control.is_many, clearable=False, searchable=len(options) > 8,
        labels=dropdown_labels(words), className="many" if control.is_many else "one",
        placeholder=words.say("dashboard_choose"),
    )  # fmt: skip
    hidden = len(options) < 2
    label = html.Label(words.say(f"dashboard_{control.name}"), htmlFor=name)
    return html.Div([label, dropdown], className="control", hidden=hidden)


def dropdown_labels(words: Words) -> dict[str, str]:
    """Return what a list says of itself, in the page's language."""
    keys = (
        "select_all",
        "deselect_all",
        "selected_count",
        "search",
        "clear_search",
        "clear_selection",
        "no_options_found",
    )
    return {key: words.table["text"][f"dashboard_list_{key}"] for key in keys}  # one has a blank that the page fills


def chosen_of(card: Card, values: Sequence[Any]) -> dict[str, Any]:
    """Return what was chosen, by the names of a card's controls."""
    return {control.name: value for control, value in zip(card.controls, values, strict=True)}
