"""What happens on the page of own data: files that are chosen, read, followed, and forgotten."""

from typing import Any

from dash import ClientsideFunction, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from ..config import ConfigError
from ..report.words import Words
from . import intake
from .desk import Desk
from .import_page import imported_of, outcome, reading, refused, study_of
from .page import language_of, words_of


def wire_import(app: Any, desk: Desk) -> None:
    """Wire up the page.

    Parameters
    ----------
    app : Dash
    desk : Desk
    """
    chosen = ClientsideFunction("page", "chosen")
    app.clientside_callback(
        chosen, Output("chosen-files", "children"), Output("read", "disabled"), Input("files", "contents"),
        State("files", "filename"), State("import-says", "data"), prevent_initial_call=True,
    )  # fmt: skip
    begun = [
        Output("intake", "data"), Output("import-tick", "disabled", allow_duplicate=True),
        Output("import-told", "children", allow_duplicate=True), Output("files", "contents"),
    ]  # fmt: skip
    sent = [State("files", "contents"), State("files", "filename"), State("whose", "value"), State("address", "search")]
    app.callback(*begun, Input("read", "n_clicks"), *sent, prevent_initial_call=True)(
        lambda _, contents, names, whose, search: _begin(desk, contents, names, whose, _words(search))
    )
    shown = [
        Output("import-told", "children"), Output("import-tick", "disabled"), Output("imported", "children"),
    ]  # fmt: skip
    asked = State("intake", "data"), State("address", "search")
    app.callback(*shown, Input("import-tick", "n_intervals"), *asked, prevent_initial_call=True)(
        lambda _, name, search: _follow(desk, name, _words(search))
    )
    ended = [
        Output("imported", "children", allow_duplicate=True), Output("import-told", "children", allow_duplicate=True),
    ]  # fmt: skip
    app.callback(*ended, Input("forget", "submit_n_clicks"), State("address", "search"), prevent_initial_call=True)(
        lambda n, search: _forget(desk, n, _words(search))
    )


def _words(search: str | None) -> Words:
    return words_of(language_of(search))


def _begin(
    desk: Desk, contents: list[str] | None, names: list[str] | None, whose: str | None, words: Words
) -> tuple[Any, ...]:
    """Take files in; return what the page keeps, whether it stops looking, what is told, and no contents any more."""
    try:
        home = intake.take_in(desk.root, names or [], contents or [], whose or "")
    except ConfigError as error:
        return None, True, refused(error.problems, words), no_update
    return home.name, False, reading(words), None


def _follow(desk: Desk, name: str | None, words: Words) -> tuple[Any, ...]:
    home = intake.home_of(desk.root, name or "")
    if home is None:
        raise PreventUpdate
    state = intake.state_of(home)
    if state.get("state") == "running":
        raise PreventUpdate
    shown = imported_of(desk.root, study_of(desk.root, desk.studies()), words)
    return outcome(state or {"state": "failed", "problems": {}}, words), True, shown


def _forget(desk: Desk, n: int | None, words: Words) -> tuple[Any, ...]:
    if not n:
        raise PreventUpdate
    try:
        said = words.say("dashboard_import_forgotten", n=intake.forget(desk.root))
    except ConfigError as error:
        return no_update, refused(error.problems, words)
    return [], said
