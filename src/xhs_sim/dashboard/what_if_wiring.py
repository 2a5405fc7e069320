"""What happens on the page of a what-if: levers of another arm, runs that are begun, followed and stopped."""

from typing import Any

from dash import ALL, Input, Output, State, ctx, html
from dash.exceptions import PreventUpdate

from ..config import ConfigError
from . import what_if
from .desk import Desk
from .levers import levers_of
from .page import words_of
from .what_if_page import doubtful, found, how_far, lever_fields, moved, path_of, problems


def wire_what_if(app: Any, desk: Desk) -> None:
    """Wire up the page.

    Parameters
    ----------
    app : Dash
    desk : Desk
    """
    asked, arm, home = State("what-if-asked", "data"), State("from-arm", "value"), State("home", "data")
    app.callback(Output("levers", "children"), Input("from-arm", "value"), asked, prevent_initial_call=True)(
        lambda arm, asked: _levers(desk, arm, asked)
    )
    every = {"type": "lever", "path": ALL}
    begun = [
        Output("home", "data"),
        *_again("tick", "disabled"),
        *_again("told", "children"),
        *_again("found", "children"),
    ]
    typed = State(every, "value"), State(every, "id")
    app.callback(*begun, Input("run", "n_clicks"), arm, *typed, asked, prevent_initial_call=True)(
        lambda _, arm, values, ids, asked: _begin(desk, arm, dict(zip(map(path_of, ids), values, strict=True)), asked)
    )
    shown = [
        Output("told", "children"), Output("found", "children"), Output("tick", "disabled"), Output("stop", "disabled"),
        Output("run", "disabled"),
    ]  # fmt: skip
    asks = Input("tick", "n_intervals"), Input("stop", "n_clicks")
    app.callback(*shown, *asks, home, asked, prevent_initial_call=True)(
        lambda _, __, home, asked: _follow(desk, home, asked)
    )


def _again(id_: str, what: str) -> list[Output]:
    return [Output(id_, what, allow_duplicate=True)]


def _levers(desk: Desk, arm: str, asked: dict[str, str]) -> list[Any]:
    study = desk.need(asked["key"])
    return lever_fields(levers_of(what_if.plain_of(study, arm), words_of(asked["lang"], study)))


def _begin(desk: Desk, arm: str, typed: dict[str, str | None], asked: dict[str, str]) -> tuple[Any, ...]:
    """Check what was typed, and begin; return what the page keeps, whether it stops looking, what is told and found."""
    study = desk.need(asked["key"])
    words = words_of(asked["lang"], study)
    try:
        inquiry = what_if.inquire(desk.root, study, arm, {path: text or "" for path, text in typed.items()}, words)
    except ConfigError as error:
        return None, True, problems(error.problems, levers_of(what_if.plain_of(study, arm), words), words), []
    if not inquiry.told:
        return None, True, [html.P(words.say("dashboard_nothing_moved"), className="bad")], []
    what_if.begin(inquiry)
    kept = {"home": inquiry.home.name, "moved": [*inquiry.told]}
    told = [moved(inquiry.told, words), *doubtful(inquiry.doubts, words)]
    return (
        kept | {"doubts": [*inquiry.doubts]},
        False,
        [*told, *how_far({"state": "running", "runs": inquiry.n_runs}, words)],
        [],
    )


def _follow(desk: Desk, kept: dict[str, Any] | None, asked: dict[str, str]) -> tuple[Any, ...]:
    if not kept:
        raise PreventUpdate
    home = desk.home(kept["home"])
    if ctx.triggered_id == "stop":
        what_if.stop(home)
    state, words = what_if.state_of(home), words_of(asked["lang"], desk.find(asked["key"]))
    is_running = state.get("state") == "running"
    shown = found(home, words, desk.key_of) if state.get("state") == "done" else []
    told = [moved(kept["moved"], words), *doubtful(kept["doubts"], words), *how_far(state, words)]
    return told, shown, not is_running, not is_running, is_running
