"""What is best, in a sentence: told from the tables of an optimum and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from .words import Words

Row = Mapping[str, Any]
_ALL = 0.995  # of the money in one pot: all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a search was about.

    Attributes
    ----------
    metric : str
    pots : tuple of str
        What money could go into; none: it was not split.
    money_cny : float, optional
        The whole that was split; None: shares of something without a currency.
    baseline : str, optional
        The arm that gains are against.
    step : float
        Of the next money, as a share of the whole.
    values : mapping
        What was chosen beside the money, as it is typed.
    seeds, runs : int
    """

    metric: str
    pots: tuple[str, ...]
    money_cny: float | None
    baseline: str | None
    step: float
    level: float
    seeds: int
    runs: int
    values: Mapping[str, object] = field(default_factory=dict)

    def amount(self, share: float, words: Words) -> str:
        """Say a share of the money: in CNY where there are any."""
        return words.percent(share) if self.money_cny is None else words.money(self.money_cny * share)

    @property
    def unit(self) -> float:
        """What next money is counted by, as a share of the whole: a yuan, or where there are none the whole step."""
        return self.step if self.money_cny is None else 1.0 / self.money_cny

    def rate(self, more: float | None, words: Words) -> str:
        """Say what next money brings by yuan, or in all."""
        return words.value(self.metric, None if more is None else more * self.unit)

    def rates(self, row: Row, words: Words, *, sign: bool = False) -> str:
        """Say the interval of that."""
        low, high = (None if row[key] is None else row[key] * self.unit for key in ("more_low", "more_high"))
        return self.span(low, high, words, sign=sign)

    def span(self, low: float | None, high: float | None, words: Words, *, sign: bool = False) -> str:
        """Say an interval; one without width is what every seed says."""
        if low is not None and low == high:
            return words.say("optimum_exact")
        return words.span(self.metric, low, high, sign=sign)

    def in_unit(self, key: str) -> str:
        """Return the key of a text that says what next money brings: by yuan, or in all where there are none."""
        return key if self.money_cny is not None else f"{key}_share"


def answer_of(response: pl.DataFrame, sought: Sought, words: Words) -> str:
    """Say in a sentence or two what to do, what it gains, and where the next money goes.

    Parameters
    ----------
    response : frame
        ``response.parquet``.
    """
    best = response.filter(kind="best").row(0, named=True)
    what, metric = plan_of(best, sought, words), words.within(words.metric(sought.metric))
    said = {
        "what": what, "metric": metric,
        "gain": words.value(sought.metric, best["gain"], sign=sought.baseline is not None),
        "span": sought.span(best["gain_low"], best["gain_high"], words),
    }  # fmt: skip
    if sought.baseline is None:
        gain = words.say("optimum_value", **said)
    else:
        gain = words.say("optimum_gain", **said, baseline=words.arm(sought.baseline))
    parts = [_against(response, gain, sought, words), next_of(response, sought, words)]
    return words.say("gap").join(part for part in parts if part)


def plan_of(row: Row, sought: Sought, words: Words) -> str:
    """Say what a point is: shares of the money, largest first, and what else was chosen."""
    values = ", ".join(f"{name}={value}" for name, value in sought.values.items())
    if not sought.pots:
        return words.say("optimum_set", values=values)
    split = words.say("optimum_put", split=split_of(row, sought, words))
    return split if not values else words.say("optimum_with", split=split, values=values)


def split_of(row: Row, sought: Sought, words: Words) -> str:
    """Say how the money is split: largest share first."""
    shares = {pot: row[f"at.{pot}"] for pot in sought.pots}
    whole = sum(shares.values())
    order = sorted((pot for pot in shares if shares[pot] > 0), key=lambda pot: -shares[pot])
    if shares[order[0]] >= _ALL * whole:
        return words.say("optimum_all", pot=words.line(order[0]))
    parts = [
        words.say("optimum_share", share=words.percent(shares[pot] / whole, digits=2), pot=words.line(pot))
        for pot in order
    ]
    return words.say("comma").join(parts)


def rival_of(response: pl.DataFrame) -> Row | None:
    """Return the best of the arms as they are written."""
    rivals = response.filter(pl.col("kind") == "arm", pl.col("more").is_not_null()).sort("more", maintain_order=True)
    return rivals.row(0, named=True) if rivals.height else None


def _against(response: pl.DataFrame, gain: str, sought: Sought, words: Words) -> str:
    rival = rival_of(response)
    if rival is None:
        return words.say("optimum_alone", gain=gain)
    low, high = rival["more_low"], rival["more_high"]
    said = {"gain": gain, "arm": words.arm(rival["name"])}
    if low is None and rival["more"] == 0.0:
        return words.say("optimum_same", **said)
    if low is None or low <= 0.0 <= high:
        return words.say("optimum_not_told", **said, span=words.span(sought.metric, low, high, sign=True))
    lead = words.value(sought.metric, abs(rival["more"]))
    if low > 0.0:
        return words.say("optimum_lead", **said, lead=lead, span=words.span(sought.metric, low, high))
    return words.say("optimum_behind", **said, lead=lead, span=words.span(sought.metric, -high, -low))


def next_rows(response: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the pots, the one whose next money brings most first."""
    return response.filter(kind="next").sort("more", descending=True, nulls_last=True, maintain_order=True).to_dicts()


def is_sure(row: Row) -> bool:
    """Whether the next money in a pot surely brings something."""
    return row["more_low"] is not None and row["more_low"] > 0.0


def is_idle(row: Row) -> bool:
    """Whether the next money in a pot changes nothing, in any run: nobody takes it."""
    return row["more"] == 0.0 and row["more_low"] in (None, 0.0)


def is_exact(response: pl.DataFrame) -> bool:
    """Whether every seed says the same of the best and of all that is beside it."""
    seen = response.filter(pl.col("kind").is_in(["best", "next"]))
    return bool((seen["gain_low"] == seen["gain_high"]).fill_null(False).all())


def next_of(response: pl.DataFrame, sought: Sought, words: Words) -> str:
    """Say where the next money goes; nothing where no money was split."""
    rows = next_rows(response)
    if not rows:
        return ""
    first = rows[0]
    step = sought.amount(sought.step, words)
    said = {
        "step": step, "pot": words.line(first["name"]), "rate": sought.rate(first["more"], words),
        "span": sought.rates(first, words),
    }  # fmt: skip
    if not is_sure(first):
        sure = next((row for row in rows if is_sure(row)), None)
        if sure is None:
            return _next_open(rows, sought, words)
        rate, span = sought.rate(sure["more"], words), sought.rates(sure, words)
        return words.say(
            sought.in_unit("optimum_next_sure"), step=step, pot=words.line(sure["name"]), rate=rate, span=span,
            first=said["pot"], most=sought.rates(first, words, sign=True),
        )  # fmt: skip
    key = sought.in_unit("optimum_next")
    others = [words.line(row["name"]) for row in rows[1:] if row["behind_low"] is None or row["behind_low"] <= 0.0]
    if not others:
        return words.say(key, **said)
    return words.say(f"{key}_open", **said, others=words.say("comma").join(others))


def _next_open(rows: Sequence[Row], sought: Sought, words: Words) -> str:
    """Say that next money surely brings something nowhere: for it cannot be told, or for it brings nothing."""
    step, first = sought.amount(sought.step, words), rows[0]
    if all(is_idle(row) or (row["more_high"] is not None and row["more_high"] <= 0.0) for row in rows):
        return words.say("optimum_next_nothing", step=step)
    span = sought.rates(first, words, sign=True)
    key = sought.in_unit("optimum_next_open_all")
    return words.say(key, seeds=sought.seeds, step=step, pot=words.line(first["name"]), span=span)


def notes_of(response: pl.DataFrame, sought: Sought, words: Words) -> list[str]:
    """Say what else must be known: what is full, what a cut costs, what it rests on."""
    notes = []
    rows = next_rows(response)
    full = [words.line(row["name"]) for row in rows if row["is_full"] and not is_idle(row)]
    idle = [words.line(row["name"]) for row in rows if is_idle(row)]
    if full and len(full) == len(rows):
        notes.append(words.say("optimum_full_all"))
    elif full:
        notes.append(words.say("optimum_full", pots=words.say("comma").join(full)))
    if idle:
        step = sought.amount(sought.step, words)
        notes.append(words.say("optimum_idle", pots=words.say("comma").join(idle), step=step))
    notes += [_cut(row, sought, words) for row in response.filter(kind="cut").to_dicts()]
    return [*notes, words.say("optimum_from", seeds=sought.seeds, runs=sought.runs)]


def _cut(row: Row, sought: Sought, words: Words) -> str:
    """Say what the best is with a fifth less money, and what that costs."""
    low, high = row["more_low"], row["more_high"]
    said = {"split": split_of(row, sought, words), "seeds": sought.seeds}
    if is_idle(row):
        return words.say("optimum_cut_free", **said)
    if low is None or low <= 0.0 <= high:
        return words.say("optimum_cut_open", **said, span=sought.span(low, high, words, sign=True))
    if low < 0.0:
        cost, span = words.value(sought.metric, -row["more"]), sought.span(-high, -low, words)
        return words.say("optimum_cut_better", **said, cost=cost, span=span)
    cost, span = words.value(sought.metric, row["more"]), sought.span(low, high, words)
    return words.say("optimum_cut", **said, cost=cost, span=span)


def front_of(front: pl.DataFrame, metrics: Sequence[str], words: Words) -> str:
    """Say between how many plans only a choice of goals can tell, and how far they lie apart in each goal.

    Parameters
    ----------
    front : frame
        ``front.parquet``, with any row.
    metrics : sequence of str
        Of the goals, two at least.
    """
    kept = front.filter("is_on_front").sort(metrics[0])
    parts = [
        words.say(
            "optimum_front_goal", metric=words.within(words.metric(metric)), first=words.value(metric, kept[metric][0]),
            last=words.value(metric, kept[metric][-1]),
        )
        for metric in metrics
    ]  # fmt: skip
    return words.say("optimum_front", n=kept.height, goals=words.say("comma").join(parts))
