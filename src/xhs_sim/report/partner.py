"""What an alliance brought to both sides: the campaign's brand and its partner, each against the baseline."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from .evidence import Evidence
from .runs import stack
from .sections import Cell, Section, Table, brand_name, dense, per_run_cells, row_cell
from .summary import excludes_zero
from .words import UNKNOWN, Words

GAINS = ("reach", "aware_users", "interested_users", "orders", "gmv")


def has_partner(evidence: Evidence) -> bool:
    """Whether any arm has a partner."""
    return not stack(evidence.runs, "alliances").is_empty()


def tell_partner(evidence: Evidence, words: Words) -> Section | None:
    """A sentence and a row per side of each alliance; None where nobody is allied."""
    alliances = stack(evidence.runs, "alliances")
    if alliances.is_empty():
        return None
    partners = dict(alliances.select("arm", "partner").unique().iter_rows())
    sides = [(arm, side) for arm in evidence.arms for side in (evidence.brand, partners.get(arm)) if side]
    sides = [(arm, side) for arm, side in sides if arm != evidence.baseline]
    tables = [_gains(evidence, sides, words), _overlap(evidence, alliances, words)]
    sentences = [
        _sentence(evidence, arm, partner, words) for arm, partner in partners.items() if arm in evidence.treated
    ]
    return Section("partner", words.say("partner_title"), tuple(filter(None, sentences)), tuple(tables))


def gain(evidence: Evidence, metric: str, arm: str, brand: str) -> dict[str, Any] | None:
    """The effect on one brand in one arm, as in ``effects.parquet``."""
    if evidence.effects.is_empty():
        return None
    found = evidence.effects.filter(
        pl.col("metric") == metric, pl.col("arm") == arm, pl.col("brand") == brand, pl.col("diff").is_not_null()
    )
    return found.row(0, named=True) if found.height else None


def _gains(evidence: Evidence, sides: Sequence[tuple[str, str]], words: Words) -> Table:
    ledger = stack(evidence.runs, "ledger")
    paid = ledger.group_by("arm", "seed", "brand").agg(value=pl.col("amount_cny").sum())
    spent = per_run_cells(paid.with_columns(key=pl.col("arm") + "/" + pl.col("brand")), "key", "spend", evidence, words)
    rows = []
    for arm, side in sides:
        found = (row_cell(metric, gain(evidence, metric, arm, side), words, at="diff", sign=True) for metric in GAINS)
        role = words.say("partner_own" if side == evidence.brand else "partner_other")
        name = Cell(brand_name(evidence, side, words), (f"{words.arm(arm)} · {role}",))
        rows.append((name, [*found, spent.get(f"{arm}/{side}", Cell(UNKNOWN))]))
    heads = [words.say("partner_brand"), *(words.metric(metric) for metric in GAINS), words.say("partner_paid")]
    caption = words.say("partner_caption", baseline=words.arm(evidence.baseline), level=words.percent(evidence.level))
    return Table("gains", words.say("partner_table"), *dense(heads, rows), caption)


def _overlap(evidence: Evidence, alliances: pl.DataFrame, words: Words) -> Table:
    """Who knew the brands on the day that the alliance was signed."""
    columns = {"fit": "fit", "knows_brand": "users", "knows_partner": "users", "knows_both": "users"}
    cells = {
        column: per_run_cells(
            alliances.select("arm", "seed", value=pl.col(column).cast(pl.Float64)), "arm", metric, evidence, words
        )
        for column, metric in columns.items()
    }
    partners = dict(alliances.select("arm", "partner").unique().iter_rows())
    rows = [
        (
            Cell(brand_name(evidence, partners[arm], words), (words.arm(arm),)),
            [cells[c].get(arm, Cell(UNKNOWN)) for c in columns],
        )
        for arm in evidence.arms
        if arm in partners
    ]
    heads = [words.say("partner_with"), *(words.say(f"partner_{column}") for column in columns)]
    return Table("overlap", words.say("partner_overlap"), *dense(heads, rows))


def _sentence(evidence: Evidence, arm: str, partner: str, words: Words) -> str:
    """What the partner gains of what it cares for, if that can be said; the own side is the verdict's."""
    row = gain(evidence, "interested_users", arm, partner)
    if row is None:
        return ""
    told = {"arm": words.arm(arm), "partner": brand_name(evidence, partner, words)}
    if not excludes_zero(row):
        return words.say("partner_open", **told)
    cell = row_cell("interested_users", row, words, at="diff", sign=True)
    return words.say("partner_gain", **told, gain=cell.value, span=" ".join(cell.beneath))
