"""What happens when something is chosen: pages by address, the list, a followed study, cards, studies beside."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from dash import ClientsideFunction, Input, Output, State, ctx, dcc, no_update
from dash.exceptions import PreventUpdate

from ..report.words import Words
from . import page
from .cards import Card, Drawn, Seen, chosen_of, drawn_of
from .desk import Desk
from .export import file_name, slide, workbook
from .import_page import import_page, study_of
from .import_wiring import wire_import
from .levers import may_ask
from .parts import empty, table
from .said import question_of
from .shelf import Study
from .side_by_side import draw_beside, metrics_of
from .views import CARDS
from .what_if_page import what_if_page
from .what_if_wiring import wire_what_if

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wire(app: Any, root: Path) -> None:
    """Wire up all pages.

    Parameters
    ----------
    app : Dash
    root : Path
        The folder that is served.
    """
    desk = Desk(root)
    at = Input("address", "pathname"), Input("address", "search")
    app.clientside_callback(ClientsideFunction("page", "speak"), Output("spoken", "children"), *at)
    app.callback(Output("page", "children"), *at)(lambda path, search: _page(desk, path or "/", search))
    _wire_list(app, desk)
    _wire_study(app, desk)
    for cards in CARDS.values():
        for card in cards:
            _wire_card(app, desk, card)
            _wire_pictures(app, card)
    wire_what_if(app, desk)
    wire_import(app, desk)
    _wire_beside(app, desk)


def _page(desk: Desk, path: str, search: str | None) -> list[Any]:
    words = page.words_of(page.language_of(search))
    if path == "/":
        return page.frame(page.studies_page(desk.studies(), words), path, words)
    if path == "/beside":
        return page.frame(page.beside_page(desk.studies(), words), path, words)
    if path == "/import":
        return page.frame(import_page(desk.root, study_of(desk.root, desk.studies()), words), path, words)
    kind, _, key = path.strip("/").partition("/")
    study = desk.find(key)
    if study is None or (kind == "what-if" and not may_ask(study)):
        return page.frame(page.missing_page(words), path, words)
    own = page.words_of(words.language, study)
    body = what_if_page(study, own) if kind == "what-if" else page.study_page(desk.root, study, own)
    return page.frame(body, path, own)


def _wire_list(app: Any, desk: Desk) -> None:
    def look(sought: str | None, kind: str | None, _: int, search: str | None) -> list[Any]:
        words, wanted = page.words_of(page.language_of(search)), (sought or "").casefold().strip()
        found = [
            study
            for study in desk.studies()
            if (not kind or study.kind == kind)
            and wanted in f"{study.place} {study.name} {question_of(study, words)}".casefold()
        ]
        return page.studies_list(found, words)

    inputs = Input("search", "value"), Input("kind", "value"), Input("look-again", "n_intervals")
    app.callback(Output("studies", "children"), *inputs, State("address", "search"), prevent_initial_call=True)(look)


def _wire_study(app: Any, desk: Desk) -> None:
    def follow(_: int, asked: dict[str, str], version: float, shape: str) -> tuple[Any, Any, bool, Any, Any]:
        study = desk.need(asked["key"])
        words = page.words_of(asked["lang"], study)
        if study.changed == version and not study.is_finished:
            return page.answer_card(study, words, desk.root), no_update, False, no_update, no_update
        seen = Seen(desk.root, study, words)
        now = page.shape_of(seen)
        cards = no_update if now == shape else page.cards_of(seen)
        return page.answer_card(study, words, desk.root), study.changed, study.is_finished, now, cards

    outputs = [
        Output("answer", "children"), Output("version", "data"), Output("pulse", "disabled"), Output("shape", "data"),
        Output("cards", "children"),
    ]  # fmt: skip
    states = State("asked", "data"), State("version", "data"), State("shape", "data")
    app.callback(*outputs, Input("pulse", "n_intervals"), *states, prevent_initial_call=True)(follow)


def _drawn(desk: Desk, card: Card, values: Sequence[Any]) -> tuple[Study, Words, Drawn]:
    """Draw a card by what was chosen; the last value is what the page asked for."""
    *chosen, asked = values
    study = desk.need(asked["key"])
    if study.kind != card.kind:
        raise PreventUpdate
    words = page.words_of(asked["lang"], study)
    return study, words, drawn_of(card, Seen(desk.root, study, words), chosen_of(card, chosen))


def _wire_card(app: Any, desk: Desk, card: Card) -> None:
    def draw(_: float, *values: Any) -> tuple[Any, ...]:
        _study, words, drawn = _drawn(desk, card, values)
        look = "box" if drawn.chart else "box nothing"
        return drawn.chart or empty(), drawn.title, drawn.about, drawn.said, look, table(drawn.table, words)

    def take(_: int | None, picture: str | None, *values: Any) -> Any:
        study, words, drawn = _drawn(desk, card, values)
        if ctx.triggered_id == card.part("xlsx"):
            return dcc.send_bytes(workbook(drawn), file_name(study.name, card.name, "xlsx"), type=_XLSX)
        if not picture:
            raise PreventUpdate
        notes = "\n".join((drawn.about, words.say("dashboard_from", place=study.place), study.command))
        return dcc.send_bytes(slide(drawn, picture, notes), file_name(study.name, card.name, "pptx"))

    shown = (("graph", "figure"), ("title", "children"), ("about", "children"), ("box", "aria-label"),
             ("box", "className"), ("table", "children"))  # fmt: skip
    outputs = [Output(card.part(name), what) for name, what in shown]
    inputs = [Input(card.part(control.name), "value") for control in card.controls]
    asked = State("asked", "data")
    app.callback(*outputs, Input("version", "data"), *inputs, asked, prevent_initial_call=True)(draw)
    states = [State(card.part(control.name), "value") for control in card.controls]
    asks = Input(card.part("xlsx"), "n_clicks"), Input(card.part("picture"), "data")
    app.callback(Output(card.part("file"), "data"), *asks, *states, asked, prevent_initial_call=True)(take)


def _wire_pictures(app: Any, card: Card) -> None:
    """Let the page itself draw its pictures to take along."""
    for kind in ("png", "svg"):
        button = Input(card.part(kind), "n_clicks")
        take = ClientsideFunction("page", "take")
        app.clientside_callback(take, Output(card.part(kind), "title"), button, prevent_initial_call=True)
    button, draw = Input(card.part("pptx"), "n_clicks"), ClientsideFunction("page", "draw")
    app.clientside_callback(draw, Output(card.part("picture"), "data"), button, prevent_initial_call=True)


def _wire_beside(app: Any, desk: Desk) -> None:
    def metrics(keys: list[str] | None, now: str | None, asked: dict[str, str]) -> tuple[list[Any], str | None]:
        words, there = page.words_of(asked["lang"]), metrics_of([desk.need(key) for key in keys or ()])
        options = [{"value": name, "label": words.metric(name)} for name in there]
        return options, now if now in there else next(iter(there), None)

    def show(metric: str | None, keys: list[str] | None, asked: dict[str, str]) -> list[Any]:
        return draw_beside([desk.need(key) for key in keys or ()], metric, page.words_of(asked["lang"]))

    which, asked = Input("beside-studies", "value"), State("beside-asked", "data")
    outputs = Output("beside-metric", "options"), Output("beside-metric", "value")
    app.callback(*outputs, which, State("beside-metric", "value"), asked)(metrics)
    app.callback(Output("beside", "children"), Input("beside-metric", "value"), which, asked)(show)
