"""Small parts of pages: a labelled list to choose from, a field, a picture that says what it shows, a table."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl
from dash import dcc, html

from ..report.words import Words
from .axes import Chart

Option = tuple[str, str]  # value, and how it is called
_FEW: Final = 12  # boxes to tick
MOST_ROWS: Final = 200  # of a table on the page; a workbook has all
GRAPH: Final = {"displayModeBar": False, "responsive": True, "doubleClick": "reset", "scrollZoom": False}
_SAYS: Final = (
    "select_all", "deselect_all", "selected_count", "search", "clear_search", "clear_selection", "no_options_found",
)  # fmt: skip


def address(path: str, words: Words) -> str:
    """Return an address of a page in the language of this one."""
    return f"{path}?lang={words.language}"


def spoken(text: str) -> dict[str, str]:
    """Return what a part is called by who listens to the page."""
    return {"aria-label": text}


def choice(
    id_: str, label: str, options: Sequence[Option], words: Words, *, value: Any, is_many: bool = False
) -> html.Div | html.Fieldset:
    """Return a labelled list to choose from; of several that may be chosen, boxes to tick as long as they are few."""
    if is_many and options and len(options) <= _FEW:
        boxes = dcc.Checklist(
            id=id_, options=[{"value": each, "label": name} for each, name in options], value=value, className="ticks"
        )
        return html.Fieldset([html.Legend(label), boxes], className="control wide")
    says = {
        each: words.table["text"][f"dashboard_list_{each}"] for each in _SAYS
    }  # one has a blank that the page fills
    listed = dcc.Dropdown(
        id=id_, options=[{"value": each, "label": name} for each, name in options], value=value, multi=is_many,
        clearable=False, searchable=len(options) > 8, labels=says, placeholder=words.say("dashboard_choose"),
    )  # fmt: skip
    return html.Div([html.Label(label, htmlFor=id_), listed], className="control")


def field(id_: Any, label: str, value: str, *, label_for: str, kind: str = "text") -> html.Div:
    """Return a labelled field to type into; one to search by waits until the typing pauses."""
    waits = 0.2 if kind == "search" else False
    typed = dcc.Input(id=id_, type=kind, value=value, className="typed", autoComplete="off", debounce=waits)
    return html.Div([html.Label(label, htmlFor=label_for), typed], className="control")


def picture(chart: Chart | None, said: str, ids: Mapping[str, str] | None = None) -> html.Div:
    """Return a picture with what it shows in words; ``ids`` of its ``box`` and ``graph``."""
    ids = ids or {}
    graph = dcc.Graph(figure=chart or empty(), config=GRAPH, **({"id": ids["graph"]} if ids else {}))
    box = {"id": ids["box"]} if ids else {}
    return html.Div(graph, role="img", className="box" if chart else "box nothing", **box, **spoken(said))


def empty() -> Chart:
    """Return a picture of nothing."""
    hidden = {"visible": False}
    return {"data": [], "layout": {"height": 10, "xaxis": hidden, "yaxis": hidden, "margin": {"t": 0, "b": 0}}}


def table(frame: pl.DataFrame, words: Words) -> list[Any]:
    """Return a table for the page; what is beyond a few hundred rows is counted."""
    if not frame.width:
        return [html.P(words.say("dashboard_no_rows"))]
    heads = html.Thead(html.Tr([html.Th(name, scope="col") for name in frame.columns]))
    body = html.Tbody([_row(row) for row in frame.head(MOST_ROWS).rows()])
    found: list[Any] = [html.Div(html.Table([heads, body]), className="scroll", tabIndex="0")]
    if frame.height > MOST_ROWS:
        found.append(html.P(words.say("dashboard_more_rows", n=frame.height - MOST_ROWS), className="about"))
    return found


def _row(row: Sequence[Any]) -> html.Tr:
    first, *others = map(_text, row)
    return html.Tr([html.Th(first, scope="row"), *(html.Td(text) for text in others)])


def _text(value: Any) -> str:
    return "" if value is None else f"{value:,.4g}" if isinstance(value, float) else str(value)


def left(seconds: float, words: Words) -> str:
    """Say how long it will take, in seconds or minutes."""
    if seconds < 90:
        return words.say("dashboard_left", seconds=max(round(seconds), 1))
    return words.say("dashboard_left_minutes", minutes=round(seconds / 60))


def progress(done: int, of: int, said: str) -> html.P:
    """Return a bar with what it says; the words alone where the end is not known."""
    bar = [html.Progress(value=str(done), max=str(of), **spoken(said))] if of else []
    return html.P([*bar, said], className="progress")
