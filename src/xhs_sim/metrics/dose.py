"""How large a campaign is against its market: beyond some size a model of one market says nothing.

Every brand of the run has a row; a brand that pays nothing has a dose of 0.
"""

import polars as pl

from .asked import answer
from .costs import spend
from .frames import as_metric, for_each_brand, measured, ratio, total
from .metric import Tables, metric


@metric("CNY per person", better="none", en="Spend per person of the market", zh="市场人均花费")
def budget_per_head(records: Tables) -> pl.DataFrame:
    """Spend over the people of the market on day 0."""
    users = records["daily"].lazy().select(under=pl.col("users").sort_by("day").first())
    return _over(spend(records).lazy().filter(pl.col("day").is_null()), users)


@metric("share", better="none", en="Paid impressions among all", zh="付费曝光占全部曝光")
def share_of_impressions(records: Tables) -> pl.DataFrame:
    """Impressions of notes that the brand pays for and of ads for others of its notes, over all impressions.

    An ad for a sponsored note is counted once, with the note.
    """
    paid = measured(records["brand_daily"], total("sponsored_impressions"), "brand")
    others = records["notes"].lazy().filter(~pl.col("is_sponsored"), pl.col("brand").is_not_null())
    boosted = measured(others, total("impressions_ads"), "brand")
    bought = pl.concat([paid, boosted]).lazy().group_by("day", "brand", maintain_order=True).agg(pl.col("value").sum())
    return _over(bought, records["daily"].lazy().select(under=total("impressions")))


@metric("share", better="none", en="Paid notes among all", zh="付费笔记占全部笔记")
def share_of_notes(records: Tables) -> pl.DataFrame:
    """Notes that the brand paid for, over all notes that were published in the run."""
    paid = for_each_brand(records, measured(records["contracts"], pl.len(), "brand"), absent=0.0)
    return _over(paid.lazy(), records["daily"].lazy().select(under=total("notes_published")))


@metric("share", better="none", en="Most of a tier's creators hired", zh="单一层级达人签约占比")
def share_of_tier_hired(records: Tables) -> pl.DataFrame:
    """Creators of a tier with a contract that brought a note, over those on offer: the most of any tier.

    On offer is who could be hired when the brand signed, most of them on one day; 0 of a brand that hired nobody.
    """
    keys = ["brand", "tier"]
    on_offer = records["offers"].lazy().group_by(keys).agg(there=pl.col("creators").max())
    hired = records["contracts"].lazy().group_by(keys, maintain_order=True).agg(hired=pl.col("creator").n_unique())
    shares = hired.join(on_offer, on=keys).with_columns(share=ratio(pl.col("hired"), pl.col("there")))
    return for_each_brand(records, measured(shares, pl.col("share").max(), "brand"), absent=0.0)


def _over(rows: pl.LazyFrame, under: pl.LazyFrame) -> pl.DataFrame:
    """Divide the values of all brands by one number of the platform."""
    value = ratio(pl.col("value"), pl.col("under"))
    return answer(as_metric(rows.join(under, how="cross").with_columns(value=value)))
