"""Pages as components: the list of studies, a study, studies side by side. Text stands as text."""

import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from dash import dcc, html

from ..report.figures.style import has_chinese_font
from ..report.words import LANGUAGES, Words, load_words
from .cards import Seen, lay_out
from .levers import may_ask
from .parts import address, choice, field, left, progress, spoken
from .said import lead_of, question_of, so_far_of
from .shelf import Study
from .views import CARDS


def words_of(language: str, study: Study | None = None) -> Words:
    """Return the words of a page, with what a study calls its arms."""
    words = load_words(language if language in LANGUAGES else LANGUAGES[0])
    return words if study is None else words.calling(dict(study.study.get("labels") or {}))


def language_of(search: str | None) -> str:
    """Return the language that an address asks for."""
    return (parse_qs((search or "").removeprefix("?")).get("lang") or ["en"])[0]


def frame(body: Sequence[Any], path: str, words: Words) -> list[Any]:
    """Put a page into its frame: head, ways to other pages and languages, and what is in it."""
    others = [load_words(each) for each in LANGUAGES if each != words.language]
    ways = [("/", "dashboard_all"), ("/beside", "dashboard_beside"), ("/import", "dashboard_import_short")]
    links = [
        dcc.Link(words.say(key), href=address(to, words), className="here" if to == path else "") for to, key in ways
    ]
    languages = [dcc.Link(other.table["language_name"]["self"], href=address(path, other)) for other in others]
    is_boxes = words.language == "zh" and not has_chinese_font()
    notice = [html.P(words.say("page_no_font"), className="notice")] if is_boxes else []
    return [
        html.A(words.say("dashboard_skip"), href="#content", className="skip"),
        html.Header([
            html.P(words.say("dashboard_name"), className="eyebrow"),
            html.Nav([*links, *languages], **spoken(words.say("dashboard_ways"))),
        ]),
        html.Main([*notice, *body], id="content"),
    ]  # fmt: skip


def studies_page(studies: Sequence[Study], words: Words) -> list[Any]:
    """List the studies of the folder, with what each found, and what is running."""
    there = {study.kind for study in studies}
    kinds = [("", words.say("dashboard_every_kind"))]
    kinds += [(kind, words.say(f"dashboard_kind_{kind}")) for kind in CARDS if kind in there]
    search = field("search", words.say("dashboard_search"), "", label_for="search", kind="search")
    return [
        html.H1(words.say("dashboard_all")),
        html.Div([search, choice("kind", words.say("dashboard_kind"), kinds, words, value="")], className="controls"),
        html.Div(studies_list(studies, words), id="studies"),
        dcc.Interval(id="look-again", interval=3000),
    ]


def studies_list(studies: Sequence[Study], words: Words) -> list[Any]:
    """Return the studies: what was asked, what was found, how far each is."""
    if not studies:
        why = html.P(words.say("dashboard_none_why"), className="about")
        return [html.P(words.say("dashboard_none"), className="lead"), why]
    return [html.Ul([_listed(study, words_of(words.language, study)) for study in studies], className="studies")]


def _listed(study: Study, words: Words) -> html.Li:
    lead, _ = lead_of(study, words)
    return html.Li([
        _row_head(study, words, html.Span(_changed(study))),
        html.H2(dcc.Link(question_of(study, words), href=address(f"/study/{study.key}", words))),
        html.P(lead or _open(study, words), className="found"),
        *_progress_of(study, words),
    ], className="card")  # fmt: skip


def _row_head(study: Study, words: Words, *more: Any) -> html.P:
    kind = html.Span(words.say(f"dashboard_kind_{study.kind}"), className="kind")
    return html.P([kind, html.Span(study.place), *more], className="row-head")


def _changed(study: Study) -> str:
    """Return when a study last changed, by this machine's clock."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(study.changed))


def _open(study: Study, words: Words) -> str:
    return words.say("dashboard_no_answer" if study.is_finished else "dashboard_not_finished")


def _progress_of(study: Study, words: Words) -> list[Any]:
    """Return how far a study is; nothing where it is finished without a failure."""
    failed = [html.P(words.say("dashboard_failed", n=study.failed), className="bad")] if study.failed else []
    if study.is_finished:
        return failed
    key = "dashboard_progress" if study.planned else "dashboard_progress_open"
    is_most = "_most" if study.planned and study.under_way.get("is_most") else ""
    said = [words.say(f"{key}{is_most}", done=study.done, planned=study.planned)]
    if study.under_way.get("state") in ("stopped", "ended"):
        said.append(words.say("dashboard_not_going_on"))
    elif study.under_way.get("left_s") is not None:
        said.append(left(study.under_way["left_s"], words))
    return [*failed, progress(study.done, study.planned, " · ".join(said))]


def study_page(root: Path, study: Study, words: Words) -> list[Any]:
    """Show a study: the answer first, then its cards."""
    seen = Seen(root, study, words)
    made = [html.H2(words.say("dashboard_made")), html.P(html.Code(study.command))]
    try_ = dcc.Link(words.say("dashboard_try"), href=address(f"/what-if/{study.key}", words), className="button")
    return [
        _row_head(study, words),
        html.H1(question_of(study, words)),
        html.Section(answer_card(study, words, root), className="card answer", id="answer"),
        *([html.P(try_)] if may_ask(study) else []),
        html.Div(cards_of(seen), id="cards"),
        *([html.Section(made, className="card")] if study.command else []),
        dcc.Store(id="asked", data={"key": study.key, "lang": words.language}),
        dcc.Store(id="version", data=study.changed),
        dcc.Store(id="shape", data=shape_of(seen)),
        dcc.Interval(id="pulse", interval=2500, disabled=study.is_finished),
    ]


def cards_of(seen: Seen) -> list[Any]:
    """Return the cards that a study has by now."""
    return [lay_out(card, seen) for card in CARDS[seen.study.kind] if card.is_there(seen)]


def shape_of(seen: Seen) -> str:
    """Return what tells whether a study has other cards, or others things to choose from, than a page shows."""
    there = [card for card in CARDS[seen.study.kind] if card.is_there(seen)]
    offers = [[card.name, [[each.name, each.options(seen)] for each in card.controls]] for card in there]
    return hashlib.sha256(json.dumps(offers, default=str).encode()).hexdigest()[:16]


def answer_card(study: Study, words: Words, root: Path | None = None) -> list[Any]:
    """Return the sentence to read aloud, and what else must be known; of an unfinished study what it shows so far."""
    lead, further = lead_of(study, words)
    more = [html.Ul([html.Li(line) for line in further], className="further")] if further else []
    so_far = "" if lead or root is None else so_far_of(root, study, words)
    return [html.P(lead or so_far or _open(study, words), className="lead"), *more, *_progress_of(study, words)]


def beside_page(studies: Sequence[Study], words: Words) -> list[Any]:
    """Show arms of several studies side by side on one metric."""
    compared = [study for study in studies if (study.folder / "effects.parquet").is_file() and study.kind == "compare"]
    options = [(study.key, f"{study.name} · {study.place}") for study in compared]
    which = choice(
        "beside-studies", words.say("dashboard_studies"), options, words,
        value=[key for key, _ in options[:2]], is_many=True,
    )  # fmt: skip
    metric = choice("beside-metric", words.say("dashboard_metric"), [], words, value=None)
    return [
        html.H1(words.say("dashboard_beside")),
        html.P(words.say("dashboard_beside_about"), className="about"),
        html.Div([which, metric], className="controls"),
        html.Div(id="beside"),
        dcc.Store(id="beside-asked", data={"lang": words.language}),
    ]


def missing_page(words: Words) -> list[Any]:
    """Say that a study is not there any more."""
    back = dcc.Link(words.say("dashboard_lost_back"), href=address("/", words), className="button")
    why = html.P(words.say("dashboard_gone_why"), className="about")
    return [html.H1(words.say("dashboard_gone")), why, html.P(back)]
