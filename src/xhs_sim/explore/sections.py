"""The parts of the page as HTML: what is told stands as text, pictures with what they show now in words."""

import base64
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..report.words import Words
from . import said
from .feed import SHOWN, Slot
from .ladder import RUNGS
from .market import START_DAY
from .pictures import as_svg, draw_days, draw_follows, draw_paths, layout_of
from .seen import Both, Seen


@lru_cache
def _environment() -> Environment:
    loader = PackageLoader(__package__, "sections")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _fill(template: str, words: Words, **context: Any) -> str:
    return _environment().get_template(template).render(say=words.say, **context)


def _source(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")


def _plans(words: Words) -> tuple[str, str]:
    return words.say(said.PLANS[0]), words.say(said.PLANS[1])


def days_section(both: Both, words: Words) -> str:
    """Tell what each day brought, as curves and as a table."""
    picture = {"source": _source(as_svg(draw_days, both, words)), "alt": said.days_alt(both, words)}
    return _fill(
        "days.html.j2", words, picture=picture, rows=said.figures(both, words), plans=_plans(words), start=START_DAY + 1
    )


def ladder_section(both: Both, words: Words) -> str:
    """Tell how many notes stand on each rung, and the ways of some."""
    most = max(max(seen.counts) for seen in both.sides)
    sides = [
        _ladder_side(plan, seen, both.day, most, words) for plan, seen in zip(_plans(words), both.sides, strict=True)
    ]
    return _fill("ladder.html.j2", words, sides=sides)


def _ladder_side(plan: str, seen: Seen, day: int, most: int, words: Words) -> dict[str, Any]:
    rungs = [
        {"name": said.rung(at, words), "n": f"{seen.counts[at]:,}", "share": 100 * seen.counts[at] / max(most, 1)}
        for at in reversed(range(len(RUNGS)))
    ]
    picture = None
    if seen.paths:
        picture = {"source": _source(as_svg(draw_paths, seen, day, words)), "alt": said.paths_alt(plan, seen, words)}
    return {
        "head": words.say("explore_ladder_counts", plan=plan), "rungs": rungs, "moves": said.moved(seen, words),
        "title": words.say("explore_paths_title", plan=plan, n=len(seen.paths)), "picture": picture,
        "ways": said.ways(seen, words),
    }  # fmt: skip


def follows_section(both: Both, words: Words) -> str:
    """Tell who follows whom, under both plans."""
    placed, plans, sides = layout_of(both), _plans(words), []
    for plan, seen in zip(plans, both.sides, strict=True):
        alt, title = (
            said.follows_alt(plan, seen, words),
            words.say("explore_follows_title", plan=plan, begun=said.begun(seen.part)),
        )
        sides.append({"title": title, "alt": alt, "source": _source(as_svg(draw_follows, seen, placed, words))})
    one, other = (seen.part.authors for seen in both.sides)
    rows = [
        (number, words.topic(both.sides[0].topics[a.topic]), a.followers, a.begun, b.followers, b.begun)
        for number, (a, b) in enumerate(zip(one, other, strict=True), 1)
    ]
    return _fill("follows.html.j2", words, sides=sides, rows=rows, plans=plans)


def feed_section(both: Both, user: int | None, why: str, words: Words) -> str:
    """Tell a reader's feed under both plans.

    Parameters
    ----------
    user : int or None
        Row; None = nobody was shown anything yet.
    why : str
        A channel, to show no other; empty = all.
    """
    known = [seen.readers[user] for seen in both.sides if user in seen.readers] if user is not None else []
    who = said.reader_in_full(known[0], words) if known else ""
    sides = [_feed_side(plan, seen.feeds.get(-1 if user is None else user, ()), why, words)
             for plan, seen in zip(_plans(words), both.sides, strict=True)]  # fmt: skip
    return _fill("feed.html.j2", words, who=who, sides=sides)


def _feed_side(plan: str, feed: Sequence[Slot], why: str, words: Words) -> dict[str, Any]:
    shown = [slot for slot in feed if why in ("", slot.why)][:SHOWN]
    return {"head": said.feed_head(plan, shown, len(feed), words), "slots": [said.slot(slot, words) for slot in shown]}
