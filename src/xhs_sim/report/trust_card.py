"""How far a model foretells own notes that it was not fitted to, in sentences: a validation's answer, and its card."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import polars as pl

from .calibration import figure_name
from .words import Words

ANSWER, TABLE, RANKS, COVERAGE = "validation.json", "foretold.parquet", "truths.parquet", "coverage.parquet"
CARD: Final = "trust_card.json"
_INPUTS: Final = "inputs"  # of a study: copies of what it read

Status = Literal["good", "caution", "bad"]


@dataclass(frozen=True, slots=True)
class Validated:
    """What a validation left in its folder.

    Attributes
    ----------
    answer : mapping
        Of ``validation.json``.
    table, ranks, coverage : frame
        ``foretold.parquet``, ``truths.parquet`` and ``coverage.parquet``.
    """

    answer: Mapping[str, Any]
    table: pl.DataFrame
    ranks: pl.DataFrame
    coverage: pl.DataFrame


@dataclass(frozen=True, slots=True)
class TrustCard:
    """The ensemble that a study ran with, and what is known of how far to trust it.

    Attributes
    ----------
    file : str
        Of the ensemble.
    card : mapping or None
        Its trust card; None where there is none.
    is_of_other : bool
        Whether a card lies there that belongs to another ensemble.
    """

    file: str
    card: Mapping[str, Any] | None
    is_of_other: bool = False


def read_validation(folder: Path) -> Validated | None:
    """Read a folder; None where it holds no finished validation."""
    names = (ANSWER, TABLE, RANKS, COVERAGE)
    if not all((folder / name).is_file() for name in names):
        return None
    answer = json.loads((folder / ANSWER).read_text(encoding="utf-8"))
    return Validated(answer, *(pl.read_parquet(folder / name) for name in names[1:]))


def read_trust_card(folder: Path, ensemble: str | None, digest: str | None) -> TrustCard | None:
    """Read the trust card of the ensemble that a study ran with: beside it, or as the study kept it.

    Parameters
    ----------
    folder : Path
        Of the study.
    ensemble : str or None
        File that the study names; None where replicates had no members.
    digest : str or None
        Of its contents, as the runs read it.
    """
    if not ensemble:
        return None
    beside = Path(ensemble).parent
    kept = [*beside.glob(f"*-{CARD}"), *(folder / _INPUTS).glob(f"*-{CARD}")]
    newest = sorted(kept, key=lambda each: each.stat().st_mtime, reverse=True)
    cards = [card for place in (beside / CARD, *newest) if (card := _card_at(place)) is not None]
    own = next((card for card in cards if digest is None or card.get("ensemble") == digest), None)
    return TrustCard(ensemble, own, own is None and bool(cards))


def _card_at(path: Path) -> Mapping[str, Any] | None:
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return card if isinstance(card, dict) and "figures" in card else None


def sentences_of(answer: Mapping[str, Any], words: Words) -> list[str]:
    """Return all that is to be said of a validation, what matters most first."""
    return [
        told_in_short(answer, words), *reasons(answer, words), *_shares(answer, words),
        _left_out(answer, words), *_right(answer, words), *_limits(answer, words),
    ]  # fmt: skip


def status_of(answer: Mapping[str, Any]) -> Status:
    """Grade the whole: as its worst figure, or by how few figures lie inside where right models have more."""
    grades = {row["grade"] for row in answer["figures"]}
    short = {share["level"]: share["is_short"] for share in answer["shares"]}
    if "bad" in grades or short[max(short)]:
        return "bad"
    return "caution" if "caution" in grades or any(short.values()) else "good"


def told_in_short(answer: Mapping[str, Any], words: Words) -> str:
    """Say in one sentence what to trust, and what not."""
    by_grade = {grade: _graded(answer, grade) for grade in ("good", "caution", "bad")}
    named = {grade: _listed(names, words) for grade, names in by_grade.items()}
    if not by_grade["bad"] and not by_grade["caution"]:
        return words.say("own_all_good", good=named["good"])
    parts = [words.say(f"own_{grade}", names=named[grade]) for grade in ("good", "caution", "bad") if by_grade[grade]]
    return words.say("own_short", told=words.say("semicolon").join(parts))


def _graded(answer: Mapping[str, Any], grade: str) -> list[str]:
    """Return the figures whose worst grade over both ways of leaving out is this one."""
    order = ("good", "caution", "bad")
    worst: dict[str, str] = {}
    for row in answer["figures"]:
        before = worst.get(row["figure"], "good")
        worst[row["figure"]] = max(before, row["grade"], key=order.index)
    return [name for name, of in worst.items() if of == grade]


def reasons(answer: Mapping[str, Any], words: Words) -> list[str]:
    """Say of each figure that is not foretold well what was seen, and what follows from that."""
    rows = [row for grade in ("bad", "caution") for row in answer["figures"] if row["grade"] == grade]
    return [_reason(row, answer["models"], words) for row in rows]


def _reason(row: Mapping[str, Any], models: int, words: Words) -> str:
    is_beyond = row["chance"] * (models + 1) < 1.5  # the observation alone
    key = "own_chance_none" if is_beyond else "own_chance"
    side = "more" if row["off"] > 0 else "less"
    return words.say(
        "own_reason", name=figure_name(row["figure"], words), kind=words.say(f"own_kind_{row['kind']}"),
        observed=f"{row['observed']:.3g}", low=f"{row['low']:.3g}", high=f"{row['high']:.3g}",
        chance=words.say(key, n=models, chance=words.percent(row["chance"], digits=2)),
        why=words.say(f"own_{row['figure']}_{side}"),
    )  # fmt: skip


def _shares(answer: Mapping[str, Any], words: Words) -> list[str]:
    told = [
        words.say(
            "own_share", level=words.percent(each["level"]), within=each["within"], all=each["of"],
            least=each["least"], most=each["most"],
        )
        for each in answer["shares"]
    ]  # fmt: skip
    key = "own_shares_short" if any(each["is_short"] for each in answer["shares"]) else "own_shares"
    return [words.say(key, told=words.say("semicolon").join(told))]


def _left_out(answer: Mapping[str, Any], words: Words) -> str:
    in_turn = words.say(
        "own_left_creators", groups=answer["groups"], smallest=answer["smallest"], accounts=answer["accounts"],
        notes=answer["notes"],
    )  # fmt: skip
    later = answer["later"]
    if later is None:
        return words.say("own_left_no_time", creators=in_turn)
    return words.say(
        "own_left_both", creators=in_turn, since=answer["since"], earlier=later["earlier"], later=later["later"]
    )


def _right(answer: Mapping[str, Any], words: Words) -> list[str]:
    alarms = words.percent(answer["false_alarms"], digits=2)
    said = [words.say("own_alarms", n=answer["models"], share=alarms)]
    shares = [each["coverage"] for each in answer["parameters"]]
    said.append(words.say(
        "own_covered", n=answer["truths"], level=words.percent(answer["level"]),
        least=words.percent(min(shares), digits=2), most=words.percent(max(shares), digits=2),
    ))  # fmt: skip
    return said


def _limits(answer: Mapping[str, Any], words: Words) -> list[str]:
    said = []
    if answer["lacking"]:
        said.append(words.say("own_lacking", names=_listed(answer["lacking"], words)))
    if answer["outside"]:
        said.append(words.say("calibration_outside", names=_listed(answer["outside"], words)))
    first, last = answer["trials"]
    people = words.number(answer["people"])
    said.append(
        words.say("own_by", first=first, last=last, people=people, days=answer["days"], window=answer["window"])
    )
    return said


def _listed(names: Sequence[str], words: Words) -> str:
    return words.say("comma").join(figure_name(name, words) for name in names)
