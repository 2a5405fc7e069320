"""The page of own data: files are chosen, read and cleaned; what came of it, and the way to it week by week."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dash import dcc, html

from ..config.messages import told
from ..report.words import Words
from .cards import Seen
from .intake import DATA, MOST_BYTES, imported
from .parts import address, field, picture, progress, table
from .said import lead_of
from .shelf import Study
from .views.account import draw_cleaned, draw_works

_KINDS = ".csv,.tsv,.txt,.xlsx,.json,.jsonl,.db,.sqlite,.sqlite3,.parquet"


def import_page(root: Path, study: Study | None, words: Words) -> list[Any]:
    """Let files of an own account be chosen and imported; show what was imported before, if anything."""
    most = words.say("dashboard_import_most", mb=round(MOST_BYTES / 1e6))
    says = {"none": words.say("dashboard_import_none"), "too_large": most, "most": MOST_BYTES}
    read = words.say("dashboard_import_read")
    choose = html.Button(words.say("dashboard_import_choose"), className="quiet", type="button")
    return [
        html.H1(words.say("dashboard_import")),
        html.Section([
            html.P(words.say("dashboard_import_about"), className="about"),
            html.P(words.say("gap").join((words.say("dashboard_import_privacy"), most)), className="about"),
            html.Div([
                dcc.Upload(choose, id="files", multiple=True, accept=_KINDS, className="drop"),
                html.P(words.say("dashboard_import_none"), id="chosen-files", className="about", role="status"),
            ], className="chosen"),
            html.Div(
                field("whose", words.say("dashboard_import_whose"), "", label_for="whose"), className="controls",
            ),
            html.Div(
                html.Button(read, id="read", n_clicks=0, className="button", disabled=True),
                className="takes",
            ),
            html.Div(id="import-told", role="status"),
        ], className="card"),
        html.Div(imported_of(root, study, words), id="imported"),
        dcc.Store(id="import-says", data=says),
        dcc.Store(id="intake"),
        dcc.Interval(id="import-tick", interval=1000, disabled=True),
    ]  # fmt: skip


def imported_of(root: Path, study: Study | None, words: Words) -> list[Any]:
    """Return what was imported from the page: what became of it, what works, the way to it, and its end."""
    if study is None:
        return []
    seen = Seen(root, study, words)
    cleaned, works = draw_cleaned(seen, {}), draw_works(seen, {})
    lead, further = lead_of(study, words)
    told_ = [html.P(lead, className="lead"), html.Ul([html.Li(line) for line in further], className="further")]
    shown = picture(works.chart, works.said)
    found = [html.H2(works.title), html.P(works.about, className="about"), shown] if works.chart else []
    way = dcc.Link(words.say("dashboard_import_weeks"), href=address(f"/study/{study.key}", words), className="button")
    sure = dcc.ConfirmDialogProvider(
        html.Button(words.say("dashboard_import_forget"), className="quiet", type="button"),
        id="forget", message=words.say("dashboard_import_sure"),
    )  # fmt: skip
    return [
        *([html.Section(told_, className="card answer")] if lead else []),
        html.Section([html.H2(cleaned.title), html.P(cleaned.about, className="about"), *table(cleaned.table, words)],
                     className="card"),
        *([html.Section(found, className="card")] if found else []),
        html.Div([way, sure], className="takes"),
    ]  # fmt: skip


def reading(words: Words) -> list[Any]:
    """Return that files are being read."""
    return [progress(0, 0, words.say("dashboard_import_reading"))]


def outcome(state: Mapping[str, Any], words: Words) -> list[Any]:
    """Return how an import went: what the command says, line by line."""
    language = words.language
    if state.get("state") == "failed":
        problems = state["problems"].get(language) or [words.say("dashboard_import_gone")]
        return [html.P(words.say("dashboard_import_failed"), className="bad"), lines(problems, "bad")]
    why = [html.P(line, className="about") for line in state.get("why", {}).get(language) or ()]
    return [html.P(words.say("dashboard_import_done")), lines(state["lines"][language], ""), *why]


def refused(problems: Sequence[str], words: Words) -> list[Any]:
    """Return why nothing was imported."""
    return [lines([told(problem, words.language) for problem in problems], "bad")]


def lines(texts: Sequence[str], look: str) -> html.Ul:
    """Return lines as the command says them."""
    return html.Ul([html.Li(text) for text in texts], className=f"further {look}".strip())


def study_of(root: Path, studies: Sequence[Study]) -> Study | None:
    """Return what was imported from the page, as a study."""
    return next((study for study in studies if study.folder == imported(root) / DATA), None)
