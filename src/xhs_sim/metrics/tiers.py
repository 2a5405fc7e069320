"""Response by tier of creators: what a note of each gets, and what a brand paid for it.

What notes of their own get is the platform's, and is held against what the trade pays for how much; what sponsored
notes cost is a brand's, and hangs on whom it hired.
"""

from collections.abc import Callable

import polars as pl

from ..records.terms import ENGAGEMENTS
from .asked import answer, once
from .content import grown_notes
from .frames import exact_sum, for_each_brand, measured, ratio, total
from .metric import Tables, metric
from .small_accounts import in_small_accounts

VIRAL = 1000  # likes, saves and comments of a hit, as the trade counts
TIERS = {
    "koc": ("KOC", "KOC"),
    "junior": ("junior", "初级达人"),
    "waist": ("waist", "腰部达人"),
    "head": ("head", "头部达人"),
}
_ACTS = pl.sum_horizontal(*ENGAGEMENTS)


def _of_tier(tier: str, name: str, value: pl.Expr, meaning: str) -> Callable[[Tables], pl.DataFrame]:
    """Return the metric of the notes that creators of a tier publish by themselves."""

    def compute(records: Tables) -> pl.DataFrame:
        return measured(_own(records).lazy().filter(pl.col("tier") == tier), value)

    compute.__name__ = f"{name}_{tier}"
    compute.__doc__ = f"{meaning}, of what {tier} creators publish by themselves; null without a note."
    return compute


def _paid(tier: str, name: str, units: pl.Expr, meaning: str) -> Callable[[Tables], pl.DataFrame]:
    """Return the metric of what a brand paid creators of a tier for a unit."""

    def compute(records: Tables) -> pl.DataFrame:
        mine = _hired(records).lazy().filter(pl.col("tier") == tier)
        return for_each_brand(records, measured(mine, ratio(exact_sum(pl.col("cost")), units), "brand"))

    compute.__name__ = f"{name}_{tier}"
    compute.__doc__ = f"Fees and service fees of {tier} creators over {meaning} of their notes for the brand."
    return compute


for _tier, (_en, _zh) in TIERS.items():
    metric("reads per note", better="none", en=f"Reads of a note, {_en}", zh=f"单篇阅读（{_zh}）")(
        _of_tier(_tier, "reads_per_note", ratio(total("reads"), pl.len()), "Reads over notes")
    )
    metric("engagements per note", better="none", en=f"Engagements of a note, {_en}", zh=f"单篇互动（{_zh}）")(
        _of_tier(
            _tier, "engagements_per_note", ratio(total(*ENGAGEMENTS), pl.len()), "Likes + saves + comments over notes"
        )
    )
    metric("share", better="none", en=f"Viral notes, {_en}", zh=f"爆文率（{_zh}）")(
        _of_tier(
            _tier,
            "viral_rate",
            ratio((_ACTS >= VIRAL).sum(), pl.len()),
            f"Share of notes with {VIRAL:,} likes + saves + comments",
        )
    )
    metric("CNY per click", better="lower", en=f"Cost per read, {_en}", zh=f"单次阅读成本（{_zh}）")(
        _paid(_tier, "cost_per_read", total("reads"), "reads")
    )
    metric("CNY per engagement", better="lower", en=f"CPE, {_en}", zh=f"单次互动成本（{_zh}）")(
        _paid(_tier, "cpe", total(*ENGAGEMENTS), "likes + saves + comments")
    )


@in_small_accounts("share", en="Viral notes", zh="爆文率")
def viral_rate(records: Tables) -> pl.DataFrame:
    """Share of notes with 1,000 likes + saves + comments."""
    notes = grown_notes(records).filter(~pl.col("is_sponsored"))
    return measured(notes, ratio((_ACTS >= VIRAL).sum(), pl.len()))


@once
def _own(records: Tables) -> pl.DataFrame:
    tiers = records["creators"].lazy().select("creator", "tier")
    notes = grown_notes(records).filter(~pl.col("is_sponsored")).select("creator", "reads", *ENGAGEMENTS)
    return answer(notes.join(tiers, on="creator").with_columns(pl.col("tier").cast(pl.String)))


@once
def _hired(records: Tables) -> pl.DataFrame:
    cost = pl.col("fee_cny") + pl.col("service_fee_cny")
    contracts = records["contracts"].lazy().select("note", "brand", pl.col("tier").cast(pl.String), cost=cost)
    return answer(contracts.join(records["notes"].lazy().select("note", "reads", *ENGAGEMENTS), on="note"))
