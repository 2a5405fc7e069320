"""What a result leans on: whether its leader stays first when doubtful numbers move, where not, and which decide.

What arms are ranked by is told as it is counted: in the metric's unit, or by yuan.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from ..config.bibliography import tell_source
from ..config.messages import told
from ..config.schema_paths import known_paths
from ..metrics import is_money
from .doubted import ANSWER, Assumptions
from .sections import Cell, Section, Table
from .words import Words

_MOST_ROWS = 12
LIKELY = 0.05  # a region as good as which luck finds more often is not told
_THOUSAND = 1000.0


def stand_sentence(found: Assumptions, words: Words) -> str:
    """The answer: in how many draws the leader stays first, and where which other arm leads."""
    answer = found.answer
    stays = answer["leads"].get(answer["leader"])
    if stays is None:
        return words.say("stand_no_draws", failed=answer["failed"])
    parts = [words.say(
        "stand_lead" if answer["is_told_apart"] else "stand_lead_open", arm=words.arm(answer["leader"]),
        times=stays["times"], of=stays["of"], numbers=answer["numbers"],
        low=words.percent(stays["low"], digits=2), high=words.percent(stays["high"], digits=2),
    )]  # fmt: skip
    return words.say("gap").join([*parts, *_where(answer, words)])


def luck_sentence(found: Assumptions, words: Words) -> str:
    """How often the seed alone changes the lead, and whether doubt does so more often."""
    answer = found.answer
    stays, beyond = answer["luck"].get(answer["leader"]), answer["beyond_luck"]
    if stays is None or not beyond:
        return ""
    key = "stand_beyond_luck" if beyond[1] > 0 else "stand_within_luck"
    shown = [words.percent(each, sign=True, digits=2).replace("+", "") for each in beyond]
    luck = words.say("stand_luck", arm=words.arm(answer["leader"]), times=stays["times"], of=stays["of"])
    return words.say("gap").join([luck, words.say(key, more=shown[0], low=shown[1], high=shown[2])])


def left_out_sentence(found: Assumptions, words: Words) -> str:
    """Which arms the draws were not made of, and why; nothing where they were made of all."""
    listed = [
        words.say(f"stand_{why}", arm=words.arm(arm))
        for why in ("never_as_planned", "behind")
        for arm in found.answer[why]
    ]
    return words.say("stand_left_out", arms=words.say("comma").join(listed)) if listed else ""


def stands(row: Mapping[str, Any]) -> bool:
    """Whether a slope of the register is told from what luck finds among so many numbers."""
    low, high = row["change_low"], row["change_high"]
    return low is not None and high is not None and (low > 0 or high < 0)


def silent_sentence(found: Assumptions, words: Words) -> str:
    """That draws do not tell which number moves the lead; nothing where they do."""
    rows = found.register.to_dicts()
    if not rows or not found.answer["draws"] or any(stands(row) or row["is_limit"] for row in rows):
        return ""
    return words.say("stand_silent", draws=found.answer["draws"], numbers=len(rows))


def _where(answer: Mapping[str, Any], words: Words) -> list[str]:
    """A sentence for each arm that leads elsewhere: where, if anything but luck tells; else in how many."""
    known = {each["arm"]: each for each in answer["regions"] if each["by_luck"] <= LIKELY}
    said = [
        words.say(
            "stand_region", limits=limits_told(each["limits"], words), arm=words.arm(arm), led=each["led"],
            inside=each["inside"], coverage=words.percent(each["coverage"], digits=2),
        )
        for arm, each in known.items()
    ]  # fmt: skip
    rest = {
        arm: each["times"]
        for arm, each in answer["leads"].items()
        if arm and arm != answer["leader"] and arm not in known and each["times"]
    }
    if rest:
        listed = [words.say("stand_times", arm=words.arm(arm), times=times) for arm, times in rest.items()]
        said.append(words.say("stand_elsewhere", arms=words.say("comma").join(listed)))
    if nobody := answer["leads"].get("", {}).get("times"):
        said.append(words.say("stand_nobody", times=nobody))
    return said


def limits_told(limits: Sequence[Mapping[str, Any]], words: Words) -> str:
    """A region's limits in words: "a is below .6 and b is 300 or more"."""
    return words.say("stand_and").join(_limit(each, words) for each in limits)


def _limit(limit: Mapping[str, Any], words: Words) -> str:
    name = words.say("stand_number", path=limit["parameter"])
    if "choices" in limit:
        return words.say("stand_among", name=name, choices=words.say("comma").join(limit["choices"]))
    low, high = (None if limit[end] is None else plain(limit[end]) for end in ("low", "high"))
    key = "stand_between" if low and high else "stand_below" if high else "stand_from"
    return words.say(key, name=name, low=low, high=high)


def meaning_of(path: str, words: Words) -> str:
    """What a number means, by the schema; nothing of one that the schema does not know."""
    row = known_paths().get(path)
    return "" if row is None else told(row.description, words.language)


def plain(value: float) -> str:
    """A number of the configuration, as it is typed."""
    return f"{value:.6g}"


def moved(value: float | None, answer: Mapping[str, Any], words: Words, *, sign: bool = True) -> str:
    """A change of the lead, in what arms are ranked by."""
    metric = str(answer["metric"])
    if answer["basis"] == "total" or value is None:
        return words.value(metric, value, sign=sign)
    is_yuan = is_money(metric)
    rate = words.value(metric, value * (1.0 if is_yuan else _THOUSAND), sign=sign)
    return words.say("per_yuan" if is_yuan else "per_1000_yuan", rate=rate)


def tell_assumptions(found: Assumptions | None, words: Words) -> Section | None:
    """Tell it on a page; None where nobody asked."""
    if found is None:
        return None
    said = (stand_sentence, luck_sentence, left_out_sentence, silent_sentence, _market)
    shown = _shown(found)
    table = Table(
        "assumptions", words.say("assumptions_table"),
        tuple(words.say(f"assumptions_{head}") for head in ("number", "used", "doubted", "moves", "source")),
        tuple(_row(row, found, words) for row in shown),
        words.say("assumptions_caption", all=found.register.height, level=words.percent(found.answer["level"]),
                  leader=words.arm(found.answer["leader"]), second=words.arm(found.answer["second"])),
    )  # fmt: skip
    sentences = filter(None, (say(found, words) for say in said))
    return Section("assumptions", words.say("assumptions_title"), tuple(sentences), (table,) if shown else ())


def _shown(found: Assumptions) -> list[dict[str, Any]]:
    """The numbers of the tornado first, then those that draws surely tell of."""
    alone = dict.fromkeys(found.tornado["parameter"])
    rows = {row["parameter"]: row for row in found.register.iter_rows(named=True)}
    order = dict.fromkeys([*alone, *(name for name, row in rows.items() if stands(row))])
    return [rows[name] for name in order][:_MOST_ROWS]


def _row(row: Mapping[str, Any], found: Assumptions, words: Words) -> tuple[Cell, tuple[Cell, ...]]:
    name = row["parameter"]
    doubted = words.say("comma").join(row["choices"] or []) or words.say(
        "span", low=plain(row["low"]), high=plain(row["high"])
    )
    return Cell(name, (meaning_of(name, words),)), (
        Cell(row["default"] or ""), Cell(doubted), _moves(row, found, words),
        Cell(tell_source(row["source"], words.language)),
    )  # fmt: skip


def _moves(row: Mapping[str, Any], found: Assumptions, words: Words) -> Cell:
    """What a number does to the lead: at its ends by itself, else over all draws."""
    ends = {end["end"]: end for end in found.tornado.filter(pl.col("parameter") == row["parameter"]).to_dicts()}
    if ends:
        lines = [
            words.say(f"assumptions_at_{end}", change=_interval(ends[end], "gap_change", found, words))
            for end in ("low", "high")
            if end in ends
        ]
        return Cell(lines[0], tuple(lines[1:]))
    return Cell(words.say("assumptions_over_draws", change=_interval(row, "change", found, words)))


def _interval(row: Mapping[str, Any], name: str, found: Assumptions, words: Words) -> str:
    value, low, high = moved(row[name], found.answer, words), row[f"{name}_low"], row[f"{name}_high"]
    if row[name] == low == high == 0:  # equal bit for bit
        return words.say("assumptions_nothing")
    if low is None or high is None:
        return value
    span = words.say("span", low=moved(low, found.answer, words), high=moved(high, found.answer, words))
    return words.say("figure", value=value, span=span)


def _market(found: Assumptions, words: Words) -> str:
    """In what market it was asked, and where it came from."""
    answer = found.answer
    return words.say(
        "assumptions_from", people=words.number(answer["people"]), readers=words.number(answer["readers"]),
        days=answer["days"], file=ANSWER, digest=answer["config_digest"],
    )  # fmt: skip
