"""Pages as components: the list of studies, a study, two studies side by side, a what-if. Text stands as text."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dash import dcc, html

from ..config.messages import told
from ..report.answer import answer
from ..report.figures.style import has_chinese_font
from ..report.words import LANGUAGES, Words, load_words
from .cards import Card, Seen, dropdown_labels, lay_out
from .frames import judgement
from .levers import Lever, levers_of, may_ask
from .shelf import Study
from .views import CARDS
from .what_if import plain_of

TOLD = "told.json"  # as commands leave it: sentences by language


def words_of(language: str, study: Study | None = None) -> Words:
    """Return the words of a page, with what a study calls its arms."""
    words = load_words(language if language in LANGUAGES else LANGUAGES[0])
    return words if study is None else words.calling(dict(study.study.get("labels") or {}))


def address(path: str, words: Words) -> str:
    """Return an address of a page in the language of this one."""
    return f"{path}?lang={words.language}"


def frame(body: Sequence[Any], path: str, words: Words) -> list[Any]:
    """Put a page into its frame: head, ways to other pages and languages, and what is in it."""
    others = [load_words(each) for each in LANGUAGES if each != words.language]
    ways = [("/", "dashboard_all"), ("/beside", "dashboard_beside")]
    nav = [
        dcc.Link(words.say(key), href=address(to, words), className="here" if to == path else "") for to, key in ways
    ]
    languages = [
        dcc.Link(other.table["language_name"]["self"], href=address(path, other), className="language")
        for other in others
    ]
    notice = (
        [html.P(words.say("no_font"), className="notice")] if words.language == "zh" and not has_chinese_font() else []
    )
    return [
        html.A(words.say("dashboard_skip"), href="#content", className="skip"),
        html.Header([
            html.P(words.say("dashboard_name"), className="eyebrow"),
            html.Nav([*nav, *languages], **{"aria-label": words.say("dashboard_ways")}),
        ]),
        html.Main([*notice, *body], id="content"),
    ]  # fmt: skip


def lead_of(study: Study, words: Words) -> tuple[str, tuple[str, ...]]:
    """Return the sentence on top of a study, and what else must be known; empty where nothing was found yet."""
    if study.kind == "compare":
        found = judgement(study)
        if found is None:
            return "", ()
        said = answer(found, words)
        return said.lead, tuple(said.further)
    try:
        own = json.loads((study.folder / TOLD).read_text(encoding="utf-8"))[words.language]
        return str(own["lead"]), tuple(str(each) for each in own["further"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ()


def studies_page(studies: Sequence[Study], words: Words) -> list[Any]:
    """List the studies of the folder, with what each found, and what is running."""
    kinds = [{"value": "", "label": words.say("dashboard_every_kind")}]
    kinds += [
        {"value": kind, "label": words.say(f"dashboard_kind_{kind}")}
        for kind in CARDS
        if kind in {s.kind for s in studies}
    ]
    return [
        html.H1(words.say("dashboard_all")),
        html.Div([
            html.Div([
                html.Label(words.say("dashboard_search"), htmlFor="search"),
                dcc.Input(id="search", type="search", debounce=0.2, value="", className="typed"),
            ], className="control"),
            html.Div([
                html.Label(words.say("dashboard_kind"), htmlFor="kind"),
                dcc.Dropdown(id="kind", options=kinds, value="", clearable=False, searchable=False,
                             labels=dropdown_labels(words), className="one"),
            ], className="control"),
        ], className="controls"),
        html.Div(studies_table(studies, words), id="studies", **{"aria-live": "polite"}),
        dcc.Interval(id="look-again", interval=3000),
    ]  # fmt: skip


def studies_table(studies: Sequence[Study], words: Words) -> list[Any]:
    """Return the studies as rows: what was asked, what was found, how far it is."""
    if not studies:
        return [
            html.P(words.say("dashboard_none"), className="lead"),
            html.P(words.say("dashboard_none_why"), className="about"),
        ]
    rows = []
    for study in studies:
        own = words_of(words.language, study)
        lead, _ = lead_of(study, own)
        rows.append(html.Li([
            html.P([
                html.Span(own.say(f"dashboard_kind_{study.kind}"), className="kind"),
                html.Span(f"{study.place}", className="place"), html.Span(changed_of(study), className="when"),
            ], className="row-head"),
            html.H2(dcc.Link(question_of(study, own), href=address(f"/study/{study.key}", words))),
            html.P(lead or own.say("dashboard_no_answer" if study.is_finished else "dashboard_not_finished"), className="found"),
            *progress_of(study, own),
        ], className="card"))  # fmt: skip
    return [html.Ul(rows, className="studies")]


def changed_of(study: Study) -> str:
    """Return when a study last changed, by this machine's clock."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(study.changed))


def question_of(study: Study, words: Words) -> str:
    """Return what was asked: in the page's language where it is a shipped question, else as its owner wrote it."""
    own = str(study.study.get("question") or "")
    shipped = words.table["question"].get(study.name)
    if study.kind == "own_data":
        return words.say("dashboard_own_data_of", place=study.place)
    if study.name == "what_if":
        return words.say("dashboard_what_if")
    return shipped if shipped and own and words.language != LANGUAGES[0] else own or words.study(study.name)


def progress_of(study: Study, words: Words) -> list[Any]:
    """Return how far a study is; nothing where it is finished without a failure."""
    if study.failed:
        failed = [html.P(words.say("dashboard_failed", n=study.failed), className="bad")]
    else:
        failed = []
    if study.is_finished or study.kind == "own_data":
        return failed
    told_ = (
        words.say("dashboard_progress", done=study.done, planned=study.planned)
        if study.planned
        else words.say("dashboard_progress_open", done=study.done)
    )
    bar = (
        html.Progress(value=str(study.done), max=str(max(study.planned, 1)), **{"aria-label": told_})
        if study.planned
        else None
    )
    return [*failed, html.P([bar, told_] if bar else told_, className="progress")]


def study_page(root: Path, study: Study, words: Words) -> list[Any]:
    """Show a study: the answer first, then its cards."""
    seen = Seen(root, study, words)
    return [
        html.P([html.Span(words.say(f"dashboard_kind_{study.kind}"), className="kind"), html.Span(study.place, className="place")], className="row-head"),
        html.H1(question_of(study, words)),
        html.Section(answer_card(study, words), className="card answer", id="answer", **{"aria-live": "polite"}),
        *ways_on(study, words),
        html.Div([lay_out(card, seen) for card in CARDS[study.kind]], id="cards"),
        html.Section([html.H2(words.say("dashboard_made")), html.P(html.Code(study.command))], className="card") if study.command else None,
        dcc.Store(id="asked", data={"key": study.key, "lang": words.language}),
        dcc.Store(id="version", data=study.changed),
        dcc.Interval(id="pulse", interval=2500, disabled=study.is_finished),
    ]  # fmt: skip


def answer_card(study: Study, words: Words) -> list[Any]:
    """Return the sentence to read aloud, and what else must be known."""
    lead, further = lead_of(study, words)
    open_ = words.say("dashboard_no_answer" if study.is_finished else "dashboard_not_finished")
    found = [html.P(lead or open_, className="lead")]
    if further:
        found.append(html.Ul([html.Li(line) for line in further], className="further"))
    return [*found, *progress_of(study, words)]


def ways_on(study: Study, words: Words) -> list[Any]:
    """Return what may be done from here."""
    if not may_ask(study):
        return []
    return [
        html.P(dcc.Link(words.say("dashboard_try"), href=address(f"/what-if/{study.key}", words), className="button"))
    ]


def what_if_page(study: Study, words: Words) -> list[Any]:
    """Let levers of a plan be moved, and both plans be run small."""
    baseline = study.study.get("baseline")
    arms = [arm for arm in study.origin.get("arms") or {} if arm != baseline] or list(study.origin.get("arms") or {})
    options = [{"value": arm, "label": words.arm(arm)} for arm in arms]
    return [
        html.P(dcc.Link(question_of(study, words), href=address(f"/study/{study.key}", words)), className="row-head"),
        html.H1(words.say("dashboard_what_if")),
        html.Section([
            html.P(words.say("dashboard_what_if_about"), className="about"),
            html.Div([
                html.Label(words.say("dashboard_from_arm"), htmlFor="from-arm"),
                dcc.Dropdown(id="from-arm", options=options, value=arms[0] if arms else None, clearable=False,
                             searchable=False, labels=dropdown_labels(words), className="one"),
            ], className="control"),
            html.Div(lever_fields(levers_of(plain_of(study, arms[0]), words) if arms else []), id="levers", className="levers"),
            html.Div([
                html.Button(words.say("dashboard_run_both"), id="run", n_clicks=0, className="button"),
                html.Button(words.say("dashboard_stop"), id="stop", n_clicks=0, className="quiet", disabled=True),
            ], className="takes"),
            html.Div(id="told", role="status", **{"aria-live": "polite"}),
        ], className="card"),
        html.Div(id="found"),
        dcc.Store(id="what-if-asked", data={"key": study.key, "lang": words.language}),
        dcc.Store(id="home", storage_type="memory"),
        dcc.Interval(id="tick", interval=1000, disabled=True),
    ]  # fmt: skip


def lever_fields(levers: Sequence[Lever]) -> list[Any]:
    """Return a field for each lever, with what it is now."""
    return [
        html.Div([
            html.Label(lever.label, htmlFor=f"lever-{i}"),
            dcc.Input(id={"type": "lever", "path": lever.path.replace(".", "|")}, type="text", value=lever.shown,
                      inputMode="decimal" if lever.kind == "number" else "text", className="typed", autoComplete="off"),
        ], className="control")
        for i, lever in enumerate(levers)
    ]  # fmt: skip


def beside_page(studies: Sequence[Study], words: Words) -> list[Any]:
    """Show arms of several studies side by side on one metric."""
    compared = [study for study in studies if study.kind == "compare" and (study.folder / "effects.parquet").is_file()]
    options = [{"value": study.key, "label": f"{study.name} · {study.place}"} for study in compared]
    return [
        html.H1(words.say("dashboard_beside")),
        html.P(words.say("dashboard_beside_about"), className="about"),
        html.Div([
            html.Div([
                html.Label(words.say("dashboard_studies"), htmlFor="beside-studies"),
                dcc.Dropdown(id="beside-studies", options=options, value=[each["value"] for each in options[:2]], multi=True,
                             labels=dropdown_labels(words), placeholder=words.say("dashboard_choose"), className="many"),
            ], className="control"),
            html.Div([
                html.Label(words.say("dashboard_metric"), htmlFor="beside-metric"),
                dcc.Dropdown(id="beside-metric", options=[], clearable=False, labels=dropdown_labels(words), className="one"),
            ], className="control"),
        ], className="controls"),
        html.Div(id="beside"),
        dcc.Store(id="beside-asked", data={"lang": words.language}),
    ]  # fmt: skip


def missing_page(words: Words) -> list[Any]:
    """Say that a study is not there any more."""
    return [html.H1(words.say("dashboard_gone")), html.P(words.say("dashboard_gone_why"), className="about")]


def problem(lines: Sequence[str], words: Words) -> list[Any]:
    """Return what is wrong with what was typed, in the page's language."""
    return [html.P(told(line, words.language), className="bad") for line in lines]


__all__ = [
    "Card", "address", "answer_card", "beside_page", "frame", "lever_fields", "missing_page", "problem", "studies_page",
    "studies_table", "study_page", "what_if_page", "words_of",
]  # fmt: skip
