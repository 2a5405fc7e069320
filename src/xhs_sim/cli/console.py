"""How the commands speak: results on stdout, everything else on stderr, all in the language that was asked for."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console

from ..config.messages import LANGUAGES, told

if TYPE_CHECKING:
    from ..report.words import Words
    from ..study import Progress
    from ..study.progress import OnProgress

_NEWS_EVERY_S, _LINE_EVERY_S = 10.0, 60.0
_SPOKEN: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def out() -> Console:
    """Return the console of results; names, questions and values are printed as they stand, brackets and all."""
    width = None if sys.stdout.isatty() else 120
    return Console(width=width, soft_wrap=False, markup=False, emoji=False, highlight=False)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def language_of(typed: Sequence[str]) -> str:
    """Return the language that a command line asks for, before anything of it is checked."""
    asked = LANGUAGES[0]
    for word, following in zip(typed, [*typed[1:], ""], strict=False):
        key, _, value = word.lstrip("+").partition("=")
        value = following if word == "--lang" else value if key in ("--lang", "report.language") else ""
        asked = value if value in LANGUAGES else asked
    return asked


def spoken() -> str:
    """Return the language that is spoken."""
    return _SPOKEN.get()


def in_words(text: str) -> str:
    """Return a message in the language that is spoken."""
    return told(text, spoken())


def say(text: str) -> None:
    """Print one line on stderr."""
    print(f"xhs-sim: {in_words(text)}", file=sys.stderr, flush=True)


def clock(seconds: float) -> str:
    """Return a duration as people write it: ``0:45``, ``3:20``, ``1:02:00``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def describe(progress: "Progress", words: "Words") -> str:
    """Return how far a plan is, in one line."""
    runs, left = (
        ("progress_runs_most", "progress_left_most") if progress.is_most else ("progress_runs", "progress_left")
    )
    parts = [words.say(runs, done=progress.runs_done, all=progress.runs)]
    if progress.runs_reused:
        parts.append(words.say("progress_reused", n=progress.runs_reused))
    if progress.runs_failed:
        parts.append(words.say("progress_failed", n=progress.runs_failed))
    if progress.days != progress.runs - progress.runs_reused:  # functions have none: a run is a day
        parts.append(words.say("progress_days", done=progress.days_done, all=progress.days))
    if progress.left_s is not None:
        parts.append(words.say(left, time=clock(progress.left_s)))
    elif progress.days and not progress.days_done:
        parts.append(words.say("progress_preparing"))
    return words.say("clause").join(parts)


@contextmanager
def showing_progress(words: "Words") -> Iterator["OnProgress"]:
    """Yield what shows progress: a bar on a terminal, else a line now and then."""
    console = Console(stderr=True, markup=False)
    if not console.is_terminal:
        yield _Lines(words)
        return
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}", markup=False))
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(progress: "Progress") -> None:
            told = describe(progress, words)
            bar.update(task, total=progress.days or 1, completed=progress.days_done, description=told)

        yield show


class _Lines:
    """A line now and then, for logs: soon if a day has passed, else as a sign of life."""

    def __init__(self, words: "Words") -> None:
        self._words = words
        self._last, self._days = monotonic(), 0

    def __call__(self, progress: "Progress") -> None:
        now = monotonic()
        if now - self._last >= (_NEWS_EVERY_S if progress.days_done > self._days else _LINE_EVERY_S):
            self._last, self._days = now, progress.days_done
            say(describe(progress, self._words))
