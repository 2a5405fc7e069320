"""The page of a what-if: levers, a button, how far it is, and what was found."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dash import dcc, html

from ..config.messages import told
from ..report.words import Words
from .levers import Lever, levers_of
from .page import answer_card
from .parts import address, choice, field, progress
from .said import question_of
from .shelf import Study, find_studies
from .side_by_side import draw_beside
from .what_if import plain_of


def what_if_page(study: Study, words: Words) -> list[Any]:
    """Let levers of a plan be moved, and both plans be run small."""
    baseline = study.study.get("baseline")
    named = list(study.origin["arms"])
    arms = [(arm, words.arm(arm)) for arm in named if arm != baseline] or [(arm, words.arm(arm)) for arm in named]
    first = arms[0][0]
    return [
        html.P(dcc.Link(question_of(study, words), href=address(f"/study/{study.key}", words)), className="row-head"),
        html.H1(words.say("dashboard_what_if")),
        html.Section([
            html.P(words.say("dashboard_what_if_about"), className="about"),
            choice("from-arm", words.say("dashboard_from_arm"), arms, words, value=first),
            html.Div(lever_fields(levers_of(plain_of(study, first), words)), id="levers", className="levers"),
            html.Div([
                html.Button(words.say("dashboard_run_both"), id="run", n_clicks=0, className="button"),
                html.Button(words.say("dashboard_stop"), id="stop", n_clicks=0, className="quiet", disabled=True),
            ], className="takes"),
            html.Div(id="told", role="status"),
        ], className="card"),
        html.Div(id="found"),
        dcc.Store(id="what-if-asked", data={"key": study.key, "lang": words.language}),
        dcc.Store(id="home"),
        dcc.Interval(id="tick", interval=1000, disabled=True),
    ]  # fmt: skip


def lever_fields(levers: Sequence[Lever]) -> list[Any]:
    """Return a field for each lever, with what it is now."""
    fields = []
    for lever in levers:
        id_ = {"path": lever.path.replace(".", "|"), "type": "lever"}  # no dots in an id of several parts
        on_page = json.dumps(id_, sort_keys=True, separators=(",", ":"))  # as Dash names the element
        fields.append(field(id_, lever.label, lever.shown, label_for=on_page))
    return fields


def path_of(id_: dict[str, str]) -> str:
    """Return the path of the lever that a field is of."""
    return id_["path"].replace("|", ".")


def problems(lines: Sequence[str], levers: Sequence[Lever], words: Words) -> list[Any]:
    """Return what is wrong with what was typed, in the page's language, by the name that the field has on the page."""
    said = [told(line, words.language) for line in lines]
    return [html.P(_named(line, levers, words), className="bad") for line in said]


def _named(line: str, levers: Sequence[Lever], words: Words) -> str:
    label = next((lever.label for lever in levers if line.startswith(lever.path)), None)
    return line if label is None else f"{label}{words.say('colon')}{line}"


def doubtful(lines: Sequence[str], words: Words) -> list[Any]:
    """Return what of a plan will not happen, or is doubtful, though it is allowed."""
    return [html.P(told(line, words.language), className="bad") for line in lines]


def moved(lines: Sequence[str], words: Words) -> html.P:
    """Return what was changed."""
    return html.P(words.say("dashboard_moved", what="; ".join(lines)), className="about")


def how_far(state: dict[str, Any], words: Words) -> list[Any]:
    """Return how far the runs are, that they are done, or why not."""
    kind = state.get("state") or "stopped"
    if kind == "running":
        said = words.say("dashboard_running", done=state.get("done", 0), runs=state.get("runs", 0))
        if (left := state.get("left_s")) is not None:
            said = words.say("gap").join((said, words.say("dashboard_left", seconds=max(round(left), 1))))
        return [progress(int(state.get("days_done") or 0), max(int(state.get("days") or 1), 1), said)]
    if kind == "failed":
        return [html.P(words.say("dashboard_what_if_failed", error=state.get("error", "")), className="bad")]
    return [html.P(words.say("dashboard_done" if kind == "done" else "dashboard_stopped"), className="about")]


def found(home: Path, words: Words, key_of: Any) -> list[Any]:
    """Return what was found: the verdict, both plans side by side, and the way to the whole study."""
    study = next(iter(find_studies(home)), None)
    key = None if study is None else key_of(study.folder)
    if study is None or key is None:
        return []
    way = dcc.Link(words.say("dashboard_look_closer"), href=address(f"/study/{key}", words), className="button")
    return [
        html.Section(answer_card(study, words), className="card answer"),
        html.Section(draw_beside([study], None, words), className="card"),
        html.P(way),
    ]
