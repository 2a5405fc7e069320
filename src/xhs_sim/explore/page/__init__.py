"""The page itself, as Solara serves it: ``Page``, in a ``Layout`` of our own instead of the framework's."""

from typing import Any
from urllib.parse import parse_qs

import solara
import solara.lab

from ...report.figures.style import has_chinese_font
from ...report.words import LANGUAGES, Words, load_words
from .. import said, sections
from ..feed import SHOWN, most_telling, reasons
from ..market import N_DAYS
from ..seen import Both
from .desk import Desk, Wanted
from .dials import Dials
from .parts import Choice, Speech, button, html, options, tag

_WEEK = 7


def asked_language(search: str | None) -> str:
    """Return the language that an address asks for; English where it asks for none that there is."""
    asked = parse_qs(search or "").get("lang", [LANGUAGES[0]])[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]


@solara.component  # type: ignore[untyped-decorator]
def Layout(children: list[Any]) -> Any:
    """Hold the page, without the framework's bars."""
    return tag("div", *children, kind="house")


@solara.component  # type: ignore[untyped-decorator]
def Page() -> None:
    """Show the two markets, and let days pass."""
    language = solara.use_reactive(asked_language(solara.use_router().search))
    words = load_words(language.value)
    other = load_words(next(each for each in LANGUAGES if each != language.value))
    Speech(language=words.table["language_name"]["html"], title=words.say("explore_title"))
    with tag("header"):
        tag("p", words.say("dashboard_name"), kind="eyebrow")
        button(
            other.table["language_name"]["self"], lambda: language.set(other.language), kind="quiet",
            lang=other.table["language_name"]["html"],
        )  # fmt: skip
    with tag("main", id="content"):
        tag("h1", words.say("explore_title"))
        if words.language == "zh" and not has_chinese_font():
            tag("p", words.say("page_no_font"), kind="about")
        Platform(words)


@solara.component  # type: ignore[untyped-decorator]
def Platform(words: Words) -> None:
    """Build the markets, and show them after the days that were asked for."""
    wanted = solara.use_reactive(Wanted())
    drafted = solara.use_reactive(Wanted().settings)
    computing = solara.use_reactive(0)
    last = solara.use_reactive(None)  # what was seen last, shown while more is computed
    desk = solara.use_memo(lambda: Desk(computing.set), [])
    solara.use_effect(lambda: desk.close, [])

    def work() -> None:
        last.set(desk.work(wanted.value))
        computing.set(0)

    task = solara.lab.use_task(work, dependencies=[wanted.value], raise_error=False)
    both, is_busy = last.value, bool(task.pending)
    if both is None:
        _Building(words, str(task.exception) if task.error else "")
        return
    tag("p", said.about(both, words), kind="about")
    tag("p", words.say("explore_small"), kind="about")
    with tag("section", kind="card", aria_label=words.say("explore_dials")):
        Dials(drafted.value, words, drafted.set, is_busy)
        is_changed = drafted.value != wanted.value.settings
        _Buttons(words, both, wanted, drafted.value, desk, is_busy)
        _Status(
            words, both, wanted.value, computing.value, is_busy, is_changed, str(task.exception) if task.error else ""
        )
    tag("section", tag("p", said.lead(both, words), kind="lead", id="lead"), kind="card answer")
    Told(both, words)


@solara.component  # type: ignore[untyped-decorator]
def _Building(words: Words, failed: str) -> Any:
    if failed:
        return tag("p", words.say("explore_failed", reason=failed), kind="bad", role="alert")
    return tag(
        "p",
        words.say("explore_building"),
        tag("progress", aria_label=words.say("explore_building")),
        kind="busy",
        role="status",
    )


@solara.component  # type: ignore[untyped-decorator]
def _Buttons(words: Words, both: Both, wanted: Any, drafted: Any, desk: Desk, is_busy: bool) -> Any:
    now: Wanted = wanted.value

    def ask(days: int) -> None:
        wanted.set(Wanted(settings=now.settings, until=min(both.day + days, N_DAYS), start=now.start))

    def again() -> None:
        wanted.set(Wanted(settings=drafted, start=now.start + 1))

    is_over = both.day >= N_DAYS
    with tag("div", kind="takes") as shown:
        button(words.say("explore_next"), lambda: ask(1), disabled=is_busy or is_over)
        button(words.say("explore_week"), lambda: ask(_WEEK), disabled=is_busy or is_over)
        button(words.say("explore_stop"), desk.stop, kind="quiet", disabled=not is_busy)
        button(words.say("explore_again"), again, kind="quiet", disabled=is_busy)
    return shown


@solara.component  # type: ignore[untyped-decorator]
def _Status(words: Words, both: Both, wanted: Wanted, day: int, is_busy: bool, is_changed: bool, failed: str) -> Any:
    with tag("div", kind="status", role="status") as shown:
        if failed:
            tag("p", words.say("explore_failed", reason=failed), kind="bad")
        elif is_busy:
            told = words.say("explore_busy", day=day, until=wanted.until) if day else words.say("explore_starting")
            tag("p", told, tag("progress", aria_label=told), kind="busy")
        elif both.day >= N_DAYS:
            tag("p", words.say("explore_over", most=N_DAYS))
        else:
            tag("p", words.say("explore_ready", n=both.day, most=N_DAYS))
        if is_changed:
            tag("p", words.say("explore_changed"), kind="changed")
    return shown


@solara.component  # type: ignore[untyped-decorator]
def Told(both: Both, words: Words) -> None:
    """Tell of the days, the ladder, the graph and a feed; what is drawn is drawn once."""
    parts = solara.use_memo(
        lambda: [
            (key, made(both, words))
            for key, made in (
                ("explore_days", sections.days_section), ("explore_ladder", sections.ladder_section),
                ("explore_follows", sections.follows_section),
            )
        ],
        [id(both), words.language],
    )  # fmt: skip
    days, *others = parts
    for key, text in (days,):
        tag("section", tag("h2", words.say(key)), html(text), kind="card", id=key.replace("_", "-"))
    FeedOf(both, words)
    for key, text in others:
        tag("section", tag("h2", words.say(key)), html(text), kind="card", id=key.replace("_", "-"))


@solara.component  # type: ignore[untyped-decorator]
def FeedOf(both: Both, words: Words) -> None:
    """Tell the feed of a reader who is chosen, and of it what one channel put there."""
    chosen, why = solara.use_reactive(""), solara.use_reactive("")
    one, other = both.sides
    readers = dict(sorted({**other.readers, **one.readers}.items()))
    first = most_telling(one.feeds)
    user = int(chosen.value) if chosen.value and int(chosen.value) in readers else first
    feeds = [seen.feeds.get(user, ()) for seen in both.sides] if user is not None else []
    found = list(reasons(*feeds))
    channel = why.value if why.value in found else ""
    with tag("section", kind="card", id="explore-feed"):
        tag("h2", words.say("explore_feed"))
        tag("p", words.say("explore_feed_how", n=SHOWN), kind="about")
        if user is None:
            tag("p", words.say("explore_feed_nobody"))
            return
        with tag("div", kind="controls"):
            Choice(
                name="reader", label=words.say("explore_reader"), value=str(user),
                options=[(str(row), said.reader(whose, words)) for row, whose in readers.items()], on_value=chosen.set,
            )  # fmt: skip
            Choice(
                name="why", label=words.say("explore_why"), value=channel, on_value=why.set,
                options=[("", words.say("explore_why_every")), *options(found, "explore_why_", words)],
            )  # fmt: skip
        html(sections.feed_section(both, user, channel, words))
