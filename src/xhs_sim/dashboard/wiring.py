"""What happens when something is chosen: pages by address, cards by their controls, the what-if, exports."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from dash import ALL, Dash, Input, Output, State, clientside_callback, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from ..config import ConfigError
from ..report.words import Words
from . import page, what_if
from .cards import TAKES, Card, Drawn, Seen, chosen_of, empty, table_of
from .export import file_name, slide, workbook
from .levers import levers_of, may_ask
from .shelf import OWN, Study, find_studies
from .side_by_side import draw_beside, metrics_of
from .views import CARDS
from .what_if import FOLDER

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Desk:
    """The folder that is served, as it is at each look."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def studies(self) -> list[Study]:
        """Return all studies, those asked from the page last."""
        own = self.root / OWN / FOLDER
        asked = [] if not own.is_dir() else find_studies(own)
        return [*find_studies(self.root), *asked]

    def find(self, key: str) -> Study | None:
        """Return a study by its key."""
        return next((study for study in self.studies() if study.key == key), None)

    def need(self, key: str) -> Study:
        """Return a study by its key; stop what is being done where it is gone."""
        found = self.find(key)
        if found is None:
            raise PreventUpdate
        return found


def wire(app: Dash, root: Path) -> None:
    """Wire up all pages."""
    desk = Desk(root)
    _pages(app, desk)
    _list(app, desk)
    _study(app, desk)
    for cards in CARDS.values():
        for card in cards:
            _card(app, desk, card)
    _what_if(app, desk)
    _beside(app, desk)
    clientside_callback(
        "function(path, search) { const lang = new URLSearchParams(search).get('lang') === 'zh' ? 'zh-CN' : 'en';"
        " document.documentElement.lang = lang; return lang; }",
        Output("spoken", "children"), Input("address", "pathname"), Input("address", "search"),
    )  # fmt: skip


def _pages(app: Dash, desk: Desk) -> None:
    @app.callback(Output("page", "children"), Input("address", "pathname"), Input("address", "search"))
    def show(path: str | None, search: str | None) -> Any:
        path = path or "/"
        language = (parse_qs((search or "").removeprefix("?")).get("lang") or ["en"])[0]
        words = page.words_of(language)
        if path == "/":
            return page.frame(page.studies_page(desk.studies(), words), path, words)
        if path == "/beside":
            return page.frame(page.beside_page(desk.studies(), words), path, words)
        kind, _, key = path.strip("/").partition("/")
        study = desk.find(key)
        if study is None or (kind == "what-if" and not may_ask(study)):
            return page.frame(page.missing_page(words), path, words)
        own = page.words_of(language, study)
        body = page.what_if_page(study, own) if kind == "what-if" else page.study_page(desk.root, study, own)
        return page.frame(body, path, own)


def _list(app: Dash, desk: Desk) -> None:
    @app.callback(
        Output("studies", "children"), Input("search", "value"), Input("kind", "value"), Input("look-again", "n_intervals"),
        State("address", "search"), prevent_initial_call=True,
    )  # fmt: skip
    def look(sought: str | None, kind: str | None, _: int, search: str | None) -> Any:
        language = (parse_qs((search or "").removeprefix("?")).get("lang") or ["en"])[0]
        words = page.words_of(language)
        wanted = (sought or "").casefold().strip()
        shown = [
            study for study in desk.studies()
            if (not kind or study.kind == kind)
            and wanted in f"{study.place} {study.name} {page.question_of(study, words)}".casefold()
        ]  # fmt: skip
        return page.studies_table(shown, words)


def _study(app: Dash, desk: Desk) -> None:
    @app.callback(
        Output("answer", "children"), Output("version", "data"), Output("pulse", "disabled"),
        Input("pulse", "n_intervals"), State("asked", "data"), State("version", "data"), prevent_initial_call=True,
    )  # fmt: skip
    def follow(_: int, asked: dict[str, str], version: float) -> Any:
        study = desk.need(asked["key"])
        card = page.answer_card(study, page.words_of(asked["lang"], study))
        return card, no_update if study.changed == version else study.changed, study.is_finished


def _card(app: Dash, desk: Desk, card: Card) -> None:
    states = [State("asked", "data")]
    controls = [Input(card.part(control.name), "value") for control in card.controls]

    def drawn_of(asked: dict[str, str], values: Any) -> tuple[Study, Words, Drawn]:
        study = desk.need(asked["key"])
        words = page.words_of(asked["lang"], study)
        return study, words, card.draw(Seen(desk.root, study, words), chosen_of(card, values))

    @app.callback(
        Output(card.part("graph"), "figure"), Output(card.part("title"), "children"), Output(card.part("about"), "children"),
        Output(card.part("box"), "aria-label"), Output(card.part("box"), "className"), Output(card.part("table"), "children"),
        Input("version", "data"), *controls, *states, prevent_initial_call=True,
    )  # fmt: skip
    def draw(_: float, *values: Any) -> Any:
        *chosen, asked = values
        study, words, drawn = drawn_of(asked, chosen)
        if study.kind != card.kind:
            raise PreventUpdate
        spoken, look = f"{drawn.title} {drawn.about}", "box" if drawn.chart else "box nothing"
        return drawn.chart or empty(), drawn.title, drawn.about, spoken, look, table_of(drawn.table, words)

    picks = [State(card.part(control.name), "value") for control in card.controls]

    @app.callback(
        Output(card.part("file"), "data"), Input(card.part("xlsx"), "n_clicks"), Input(card.part("picture"), "data"),
        *picks, *states, prevent_initial_call=True,
    )  # fmt: skip
    def take(_: int | None, picture: str | None, *values: Any) -> Any:
        *chosen, asked = values
        study, words, drawn = drawn_of(asked, chosen)
        if ctx.triggered_id == card.part("picture"):
            if not picture:
                raise PreventUpdate
            notes = "\n".join((drawn.about, words.say("dashboard_from", place=study.place), study.command))
            return dcc.send_bytes(slide(drawn, picture, notes), file_name(study.name, card.name, "pptx"))
        return dcc.send_bytes(workbook(drawn), file_name(study.name, card.name, "xlsx"), type=_XLSX)

    for kind in ("png", "svg"):
        app.clientside_callback(
            f"function(n) {{ return window.dash_clientside.pictures.take('{card.part('graph')}', '{card.name}', '{kind}', n); }}",
            Output(card.part(kind), "title"), Input(card.part(kind), "n_clicks"), prevent_initial_call=True,
        )  # fmt: skip
    app.clientside_callback(
        f"function(n) {{ return window.dash_clientside.pictures.draw('{card.part('graph')}', n); }}",
        Output(card.part("picture"), "data"), Input(card.part("pptx"), "n_clicks"), prevent_initial_call=True,
    )  # fmt: skip
    assert set(TAKES) == {"png", "svg", "xlsx", "pptx"}


def _what_if(app: Dash, desk: Desk) -> None:
    @app.callback(
        Output("levers", "children"),
        Input("from-arm", "value"),
        State("what-if-asked", "data"),
        prevent_initial_call=True,
    )
    def levers(arm: str, asked: dict[str, str]) -> Any:
        study = desk.need(asked["key"])
        return page.lever_fields(levers_of(what_if.plain_of(study, arm), page.words_of(asked["lang"], study)))

    @app.callback(
        Output("home", "data"), Output("tick", "disabled", allow_duplicate=True), Output("told", "children", allow_duplicate=True),
        Output("found", "children", allow_duplicate=True),
        Input("run", "n_clicks"), State("from-arm", "value"), State({"type": "lever", "path": ALL}, "value"),
        State({"type": "lever", "path": ALL}, "id"), State("what-if-asked", "data"), prevent_initial_call=True,
    )  # fmt: skip
    def run(_: int, arm: str, values: list[str], ids: list[dict[str, str]], asked: dict[str, str]) -> Any:
        study = desk.need(asked["key"])
        words = page.words_of(asked["lang"], study)
        typed = {each["path"].replace("|", "."): str(value or "") for each, value in zip(ids, values, strict=True)}
        try:
            inquiry = what_if.inquire(desk.root, study, arm, typed, words)
        except ConfigError as error:
            return None, True, page.problem(error.problems, words), []
        if not inquiry.told:
            return None, True, [html.P(words.say("dashboard_nothing_moved"), className="bad")], []
        what_if.begin(inquiry)
        told = [html.P(words.say("dashboard_moved", what="; ".join(inquiry.told)), className="about")]
        return {"home": inquiry.home.name, "moved": list(inquiry.told)}, False, told, []

    @app.callback(
        Output("told", "children"), Output("found", "children"), Output("tick", "disabled"), Output("stop", "disabled"),
        Output("run", "disabled"),
        Input("tick", "n_intervals"), Input("stop", "n_clicks"), State("home", "data"), State("what-if-asked", "data"),
        prevent_initial_call=True,
    )  # fmt: skip
    def follow(_: int, __: int, kept: dict[str, Any] | None, asked: dict[str, str]) -> Any:
        if not kept:
            raise PreventUpdate
        home = desk.root / OWN / FOLDER / _safe(kept["home"])
        if ctx.triggered_id == "stop":
            what_if.stop(home)
        state = what_if.state_of(home)
        words = page.words_of(asked["lang"], desk.find(asked["key"]))
        moved = html.P(words.say("dashboard_moved", what="; ".join(kept["moved"])), className="about")
        is_running = state.get("state") == "running"
        told = [moved, *_state_told(state, words)]
        found = _found(desk, home, words) if state.get("state") == "done" else []
        return told, found, not is_running, not is_running, is_running


def _safe(name: str) -> str:
    """A name of a folder that the page sent back: one that we gave."""
    if len(name) != 12 or not set(name) <= set("0123456789abcdef"):
        raise PreventUpdate
    return name


def _state_told(state: dict[str, Any], words: Words) -> list[Any]:
    kind = state.get("state") or "stopped"
    if kind == "running":
        days, done = max(int(state.get("days") or 1), 1), int(state.get("days_done") or 0)
        left = state.get("left_s")
        said = words.say("dashboard_running", done=state.get("done", 0), runs=state.get("runs", 0))
        said += "" if left is None else " " + words.say("dashboard_left", seconds=max(round(left), 1))
        return [
            html.P([html.Progress(value=str(done), max=str(days), **{"aria-label": said}), said], className="progress")
        ]
    if kind == "failed":
        return [html.P(words.say("dashboard_what_if_failed", error=state.get("error", "")), className="bad")]
    return [html.P(words.say("dashboard_done" if kind == "done" else "dashboard_stopped"), className="about")]


def _found(desk: Desk, home: Path, words: Words) -> list[Any]:
    """Return what a what-if found: the verdict, and both plans side by side."""
    study = next(iter(find_studies(home)), None)
    listed = None if study is None else next((each for each in desk.studies() if each.folder == study.folder), None)
    if listed is None:
        return []
    way = dcc.Link(
        words.say("dashboard_look_closer"), href=page.address(f"/study/{listed.key}", words), className="button"
    )
    return [
        html.Section(page.answer_card(listed, words), className="card answer"),
        html.Section(draw_beside([listed], None, words), className="card"),
        html.P(way),
    ]  # fmt: skip


def _beside(app: Dash, desk: Desk) -> None:
    @app.callback(
        Output("beside-metric", "options"), Output("beside-metric", "value"), Input("beside-studies", "value"),
        State("beside-metric", "value"), State("beside-asked", "data"),
    )  # fmt: skip
    def metrics(keys: list[str] | None, now: str | None, asked: dict[str, str]) -> Any:
        words = page.words_of(asked["lang"])
        options = metrics_of([desk.need(key) for key in keys or ()])
        there = [{"value": name, "label": words.metric(name)} for name in options]
        return there, now if now in options else next(iter(options), None)

    @app.callback(
        Output("beside", "children"), Input("beside-metric", "value"), Input("beside-studies", "value"),
        State("beside-asked", "data"),
    )  # fmt: skip
    def show(metric: str | None, keys: list[str] | None, asked: dict[str, str]) -> Any:
        return draw_beside([desk.need(key) for key in keys or ()], metric, page.words_of(asked["lang"]))


__all__ = ["Desk", "wire"]
