"""What the page says, in sentences of either language. Days are counted from 1 here, as people do."""

from collections.abc import Sequence
from typing import Final

from ..report.words import MINUS, Words
from .days import Day, difference
from .feed import Reader, Slot
from .follows import Part
from .ladder import OUT, RUNGS, Path
from .market import BRAND, START_DAY
from .seen import Both, Seen

PLANS: Final = ("explore_plan_a", "explore_plan_b")
_JOIN: Final = "\u2060"  # no line breaks here
_TOLD: Final = {"reach": "explore_lead_reach", "gmv_cny": "explore_lead_gmv", "spent_cny": "explore_lead_spent"}


def about(both: Both, words: Words) -> str:
    """Say who is simulated, and what is the same under both plans."""
    place = both.place
    return words.say(
        "explore_about", readers=f"{place.n_users:,}", weight=place.weight, people=words.number(both.people),
        brand=BRAND, start=START_DAY + 1, seed=place.seed,
    )  # fmt: skip


def lead(both: Both, words: Words) -> str:
    """Say in one sentence by how much plan B is ahead of plan A."""
    if not both.day:
        return words.say("explore_lead_none")
    one, other = (side.last for side in both.sides)
    ahead = difference(one, other)
    if both.is_one_plan or not any(ahead.values()):
        key = "explore_lead_same" if both.is_one_plan else "explore_lead_equal"
        told = {name: figure(name, getattr(one, name), words) for name in _TOLD}
        return words.say(key, day=both.day, reach=told["reach"], gmv=told["gmv_cny"], spent=told["spent_cny"])
    parts = []
    for name, key in _TOLD.items():
        tell = words.money if name.endswith("_cny") else words.number
        a, b = words.apart(tell, getattr(one, name), getattr(other, name))
        parts.append(words.say(key, n=_ahead(name, ahead[name], words), a=a, b=b))
    return words.say("explore_lead", day=both.day, parts=words.say("semicolon").join(parts))


def figure(name: str, value: float | None, words: Words) -> str:
    """Write a figure of a ``Day`` as it is read."""
    if name == "ctr":
        return words.percent(value)
    return words.money(value) if name.endswith("_cny") else words.number(value)


def _ahead(name: str, value: float | None, words: Words) -> str:
    """Write a difference; its sign stays with it where a line breaks."""
    if name == "ctr":
        told = words.percent(value, sign=True, digits=2)
    else:
        told = words.money(value, sign=True) if name.endswith("_cny") else words.number(value, sign=True)
    return told.replace(MINUS, MINUS + _JOIN)


def figures(both: Both, words: Words) -> list[tuple[str, str, str, str]]:
    """Return a row for each figure: what it is, under plan A, under plan B, and B less A."""
    one, other = (side.last for side in both.sides)
    named = {
        "reach": "reach", "orders": "orders", "gmv_cny": "gmv", "spent_cny": "spent", "visitors": "visitors",
        "ctr": "ctr",
    }  # fmt: skip
    return [
        (words.say(f"explore_row_{key}"), figure(name, getattr(one, name), words),
         figure(name, getattr(other, name), words), _ahead(name, _less(one, other, name), words))
        for name, key in named.items()
    ]  # fmt: skip


def _less(one: Day, other: Day, name: str) -> float | None:
    a, b = getattr(one, name), getattr(other, name)
    return None if a is None or b is None else float(b - a)


def days_alt(both: Both, words: Words) -> str:
    """Say what the curves show now."""
    a, b = (side.last for side in both.sides)
    told = {
        f"{key}_{side}": figure(name, getattr(day, name), words)
        for name, key in (("reach", "reach"), ("gmv_cny", "gmv"), ("ctr", "ctr"))
        for side, day in (("a", a), ("b", b))
    }
    return words.say("explore_days_alt", day=both.day, **told)


def rung(at: int, words: Words) -> str:
    """Name a rung of the ladder, or what lies below it."""
    return words.say("explore_rung_out") if at == OUT else words.say(f"pool_{RUNGS[at]}")


def way(number: int, path: Path, seen: Seen, words: Words) -> str:
    """Tell a note's way, day by day."""
    steps = [words.say("explore_way_start", day=path.published + 1)]
    for day, at in path.steps:
        key = "explore_way_out" if at == OUT else "explore_way_step"
        told = {} if at == OUT else {"rung": rung(at, words)}
        steps.append(words.say(key, day=day + 1, **told))
    note = words.say(
        "explore_about_note", format=words.say(f"format_{'video' if path.is_video else 'image_text'}"),
        topic=_within(words.topic(seen.topics[path.topic]), words),
        followers=words.number(seen.followers[path.creator]),
    )  # fmt: skip
    told_note = words.say("explore_about_paid", note=note) if path.is_sponsored else note
    return words.say("explore_way", n=number, about=told_note, steps=words.say("semicolon").join(steps))


def ways(seen: Seen, words: Words) -> list[str]:
    """Tell the ways of a side's notes, numbered as in its picture."""
    return [way(number, path, seen, words) for number, path in enumerate(seen.paths, 1)]


def paths_alt(plan: str, seen: Seen, words: Words) -> str:
    """Say what the picture of ways shows now."""
    return words.say("explore_paths_alt", plan=plan, n=len(seen.paths), ways=" ".join(ways(seen, words)))


def moved(seen: Seen, words: Words) -> str:
    """Say how notes moved since the evening before; nothing where there is none."""
    return words.say("explore_ladder_moves", **seen.moves._asdict()) if seen.moves else ""


def follows_alt(plan: str, seen: Seen, words: Words) -> str:
    """Say what the picture of the graph shows now."""
    authors = [
        words.say("explore_author_alt", n=number, topic=words.topic(seen.topics[author.topic]),
                  followers=words.number(author.followers), begun=author.begun)
        for number, author in enumerate(seen.part.authors, 1)
    ]  # fmt: skip
    return words.say(
        "explore_follows_alt", plan=plan, n=len(authors), begun=begun(seen.part),
        ended=sum(author.ended for author in seen.part.authors), authors=" ".join(authors),
    )  # fmt: skip


def begun(part: Part) -> int:
    """Return how many follows of the authors began since the start."""
    return sum(author.begun for author in part.authors)


def reader(whose: Reader, words: Words) -> str:
    """Name a reader in a list."""
    return words.say("explore_reader_said", n=whose.row, **_person(whose, words))


def reader_in_full(whose: Reader, words: Words) -> str:
    """Say who a reader is."""
    return words.say("explore_reader_follows", n=whose.n_followees, **_person(whose, words))


def _person(whose: Reader, words: Words) -> dict[str, str]:
    likes = words.say("comma").join(_within(words.topic(topic), words) for topic in whose.likes)
    return {"gender": words.say(f"explore_gender_{whose.gender}"), "age": words.segment(whose.age_band), "likes": likes}


def slot(place: Slot, words: Words) -> dict[str, object]:
    """Return what stands in a place of a feed, in words."""
    marks = [words.say(f"explore_slot_{mark}") for mark in ("paid", "opened", "liked") if getattr(place, f"is_{mark}")]
    if not place.topic:
        note, author = words.say("explore_slot_outside"), ""
    else:
        note = words.say("comma").join((words.topic(place.topic), words.say(f"format_{place.format}")))
        tier = words.say(f"tier_{place.tier}")
        author = words.say("explore_slot_author", tier=_capital(tier), followers=words.number(place.followers))
    why = words.say(f"explore_why_{place.why}")
    return {"place": place.place, "note": note, "author": author, "why": why, "marks": marks}


def feed_head(plan: str, shown: Sequence[Slot], n: int, words: Words) -> str:
    """Say how many of how many notes of a feed are shown, or why there is none."""
    if not n:
        return words.say("explore_feed_absent", plan=plan)
    if not shown:
        return words.say("explore_feed_nothing", plan=plan)
    return words.say("explore_feed_shown", plan=plan, shown=len(shown), n=n)


def _within(label: str, words: Words) -> str:
    return words.within(label)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
