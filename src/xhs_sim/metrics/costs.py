"""What a brand paid, what a unit of each thing cost, and what was left.

Spend is all that the ledger holds: what creators and hosts get, the marketplace's fees, ads, and what else a campaign
pays for. A cost per unit is unknown where nothing was spent: 0 CNY a buyer would make doing nothing the best campaign.
"""

from collections.abc import Collection

import polars as pl

from ..records.terms import ENGAGEMENTS
from .asked import answer, once
from .frames import for_each_brand, measured, ratio, run_and_days, total, total_cny
from .metric import Tables, metric


def idle_arms(effects: pl.DataFrame, means: Collection[str]) -> list[str]:
    """Return the arms into which as little is put as into the baseline: nothing, by any brand.

    ``means`` are the metrics of what treatments say that they put in.
    """
    treated = effects.filter(pl.col("metric").is_in(list(means)), pl.col("arm") != pl.col("baseline_arm"))
    put_in = treated.group_by("arm", maintain_order=True).agg(pl.col("treatment", "baseline").sum())
    return list(put_in.filter(pl.col("treatment") == 0, pl.col("baseline") == 0)["arm"])


@metric("CNY", better="none", en="Spend", zh="花费")
@once
def spend(records: Tables) -> pl.DataFrame:
    """All that the brand paid, on the day of payment: creators, hosts, marketplace, ads, media, event and the like."""
    return run_and_days(_paid_days(records), total_cny("spend"), "brand")


@metric("notes", better="none", en="Sponsored notes", zh="报备笔记数")
def sponsored_notes(records: Tables) -> pl.DataFrame:
    """Notes that the brand paid for, in money or with a product."""
    return for_each_brand(records, measured(records["contracts"], pl.len(), "brand"), absent=0.0)


@metric("CNY per 1000 impressions", better="lower", en="CPM", zh="千次曝光成本")
def cpm(records: Tables) -> pl.DataFrame:
    """1000 * spend over impressions of sponsored notes (CPM)."""
    return _cost_per(records, total("sponsored_impressions") / 1000)


@metric("CNY per read", better="lower", en="CPC", zh="单次阅读成本")
def cpc(records: Tables) -> pl.DataFrame:
    """Spend over reads of sponsored notes (CPC): clicks, and what was watched in the video feed."""
    return _cost_per(records, total("sponsored_reads"))


@metric("CNY per engagement", better="lower", en="CPE", zh="单次互动成本")
def cpe(records: Tables) -> pl.DataFrame:
    """Spend over likes + saves + comments on sponsored notes (CPE)."""
    return _cost_per(records, total("sponsored_engagements"))


@metric("CNY per first-time buyer", better="lower", en="CAC", zh="获客成本")
def cac(records: Tables) -> pl.DataFrame:
    """Spend over first-time buyers (CAC): users whose first order of the brand was on the platform.

    All of them count, also those who would have come without the campaign; what a campaign's own
    buyers cost needs two arms (``study.returns``).
    """
    return _cost_per(records, total("first_orders"))


@metric("CNY", better="higher", signed=True, en="Margin", zh="毛利")
def margin_cny(records: Tables) -> pl.DataFrame:
    """GMV - refunds - cost of goods - commission, payment fees and the merchant's share - spend, on the platform.

    Goods of refunded orders are written off and their commission is not given back: opened
    cosmetics are not sold again, and the records charge both at the order. Leaked orders bring the
    brand margin elsewhere, which is left out.
    """
    lost = total_cny("refund_cny", "cost_of_goods_cny", "commission_cny", "payment_fee_cny", "merchant_cny", "spend")
    return measured(_paid_days(records), total_cny("gmv_cny") - lost, "brand")


def _paid_days(records: Tables) -> pl.LazyFrame:
    """Return ``brand_daily`` with ``spend``, 0 on the days without."""
    paid = records["ledger"].lazy().group_by("day", "brand").agg(spend=total_cny("amount_cny"))
    days = records["brand_daily"].lazy().join(paid, on=["day", "brand"], how="left", maintain_order="left")
    return days.with_columns(pl.col("spend").fill_null(0.0))


def _cost_per(records: Tables, units: pl.Expr) -> pl.DataFrame:
    """Return spend per unit by brand; ``units`` may name what ``_campaign_totals`` holds."""
    paid = total_cny("spend")
    return measured(_campaign_totals(records), pl.when(paid > 0).then(ratio(paid, units)), "brand")


@once
def _campaign_totals(records: Tables) -> pl.DataFrame:
    """Return one row per brand: spend and what sponsored notes got for it."""
    counts = pl.col("sponsored_impressions", "first_orders").sum()
    brands = _paid_days(records).group_by("brand", maintain_order=True).agg(counts, spend=total_cny("spend"))
    notes = records["notes"].lazy().filter("is_sponsored")
    payers = pl.concat([frame.select("note", "brand") for frame in (notes, records["contracts"].lazy())]).unique()
    sponsored = notes.drop("brand").join(payers, on="note").group_by("brand")  # a joint note has two payers
    acts = sponsored.agg(sponsored_reads=total("reads"), sponsored_engagements=total(*ENGAGEMENTS))
    return answer(brands.join(acts, on="brand", how="left", maintain_order="left").fill_null(0))
