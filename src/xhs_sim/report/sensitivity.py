"""What decides, in a sentence: shares of an output's variance, told from the table of indices and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ..config.schema_paths import known_paths
from .words import Words

LUCK = "luck"
_MOST_NAMED = 3
_NOTHING = 0.05  # of the variance: a factor whose share may be less than that is not said to decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the indices of an output are of.

    Attributes
    ----------
    output : str
        As in the table: ``gain``, ``gap`` or ``value``.
    arm : str
    over : str, optional
        The arm that it is held against.
    metric : str
    by_extra_yuan, by_yuan : bool
        What it is counted by, unless in total.
    """

    output: str
    arm: str
    over: str | None
    metric: str
    by_extra_yuan: bool = False
    by_yuan: bool = False

    def told(self, words: Words) -> str:
        """Say what it is: "the gain of KOC spread over no campaign in expected GMV"."""
        kind = "extra" if self.by_extra_yuan else "yuan" if self.by_yuan else "total"
        unit = words.say(f"sensitivity_{kind}", metric=words.within(words.metric(self.metric)))
        over = "" if self.over is None else words.arm(self.over)
        return words.say(f"sensitivity_{self.output}", arm=words.arm(self.arm), over=over, unit=unit)


def name_of(parameter: str, words: Words) -> str:
    """Return a parameter by its path; luck by its name."""
    return words.say("sensitivity_luck_name") if parameter == LUCK else parameter


def meaning_of(parameter: str, words: Words) -> str:
    """Return what a parameter means; nothing of what the schema does not know."""
    if parameter == LUCK:
        return words.say("sensitivity_luck_meaning")
    row = known_paths().get(parameter)
    return "" if row is None else row.description.told(words.language)


def answer_of(indices: pl.DataFrame, asked: Asked, words: Words) -> str:
    """Say what decides an output.

    Parameters
    ----------
    indices : frame
        ``indices.parquet``.
    asked : Asked
    words : Words
    """
    shares = indices.filter(method="sobol", measure="S1", output=asked.output)
    rows = sorted(shares.to_dicts(), key=lambda row: -row["value"])
    luck = indices.filter(method="sobol", measure="ST", output=asked.output, parameter=LUCK).row(0, named=True)
    if luck["low"] is None:
        return words.say("sensitivity_still", what=asked.told(words), n=luck["n"])
    others = [row for row in rows if row["parameter"] != LUCK]
    said: dict[str, Any] = {"what": asked.told(words), "luck": share_of(luck, words)}
    moved = [row for row in others if row["low"] > _NOTHING]
    first, *rest = moved or others
    said |= {"first": _name(first, words), "share": share_of(first, words), "n": luck["n"]}
    if not moved:
        return words.say("sensitivity_by_luck" if luck["low"] > first["value"] else "sensitivity_undecided", **said)
    behind = [row for row in others if row is not first and row["high"] > first["low"]]
    text = words.say("sensitivity_decides" if not behind else "sensitivity_most", **said)
    if behind:
        names = words.say("comma").join(name_of(row["parameter"], words) for row in behind)
        text += words.say("sensitivity_open", names=names)
    elif rest:
        second, share = name_of(rest[0]["parameter"], words), whole_percent(rest[0]["value"], words)
        text += words.say("sensitivity_second", second=second, share=share)
    text += words.say("sensitivity_luck" if luck["high"] > 0 else "sensitivity_no_luck", **said)
    return text + _as_strong(indices.filter(output=asked.output, measure="mu_star"), others, words)


def _as_strong(effects: pl.DataFrame, moved: Sequence[Mapping[str, Any]], words: Words) -> str:
    """Say which parameters were held still though the screening does not tell them from the weakest that was moved."""
    taken = {row["parameter"] for row in moved}
    screened = {row["parameter"]: row for row in effects.to_dicts() if row["parameter"] != LUCK}
    weakest = min((row["value"] for name, row in screened.items() if name in taken), default=0.0)
    still = [name for name, row in screened.items() if name not in taken and (row["high"] or row["value"]) > weakest]
    if not still:
        return ""
    names = words.say("comma").join(name_of(name, words) for name in still[:_MOST_NAMED])
    key = "sensitivity_as_strong" if len(still) <= _MOST_NAMED else "sensitivity_as_strong_more"
    return words.say(key, names=names, n=len(still), more=len(still) - _MOST_NAMED, strongest=len(taken) + len(still))


def notes_of(indices: pl.DataFrame, asked: Asked, words: Words, *, blocks: Mapping[str, int]) -> list[str]:
    """Say what else must be known: how many parameters were screened, which hardly move it, what was left out.

    Parameters
    ----------
    blocks : mapping
        How many were asked, by method.
    """
    own = indices.filter(output=asked.output)
    notes = []
    effects = {row["parameter"]: row for row in own.filter(measure="mu_star").to_dicts()}
    if effects:
        luck = effects.pop(LUCK)["value"]
        alike = [name for name, row in effects.items() if row["high"] is None]
        small = [name for name, row in effects.items() if row["high"] is not None and row["high"] <= luck]
        names = words.say("comma").join(list(own.filter(method="sobol", measure="S1")["parameter"])[:-1])
        notes.append(words.say("sensitivity_screened", n=len(effects), small=len(small), names=names))
        if alike:
            notes.append(words.say("sensitivity_alike", n=len(alike), times=own.filter(measure="mu_star")["n"][0]))
    for method in ("morris", "sobol"):
        rows = own.filter(pl.col("method") == method)
        if not rows.is_empty() and rows["failed"][0] > 0:
            left = {"failed": rows["failed"][0], "left": rows["n"][0], "all": blocks[method]}
            notes.append(words.say(f"sensitivity_left_out_{method}", **left))
    return notes


def _name(row: Mapping[str, Any], words: Words) -> str:
    """Return a parameter with its meaning, as it stands in a sentence."""
    meaning = meaning_of(row["parameter"], words)
    name = name_of(row["parameter"], words)
    return words.say("sensitivity_named", name=name, meaning=meaning) if meaning else name


def share_of(row: Mapping[str, Any], words: Words) -> str:
    """Return a share with its interval, which what is no estimate lacks."""
    if row["low"] is None or row["low"] == row["high"]:
        return whole_percent(row["value"], words)
    told = {key: whole_percent(row[key], words) for key in ("value", "low", "high")}
    if told["low"] == told["high"]:  # an interval that is narrower than a percent is one still
        told["low"], told["high"] = words.apart(words.percent, row["low"], row["high"])
    return words.say("sensitivity_share", **told)


def whole_percent(share: float, words: Words) -> str:
    """Return a share in whole percents: none of them is known better."""
    return words.percent(round(share, 2))
