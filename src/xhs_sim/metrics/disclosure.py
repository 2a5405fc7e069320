"""Paid notes that do not say so: how many of them there are, what being caught costs, and who notices."""

import polars as pl

from .frames import for_each_brand, measured, ratio, total, total_cny
from .metric import Tables, metric


@metric("share", better="none", en="Undisclosed share of paid notes", zh="未标明的付费笔记占比")
def undisclosed_share(records: Tables) -> pl.DataFrame:
    """Notes paid for outside the marketplace, which do not say so, over all that the brand paid a fee for."""
    paid = records["contracts"].lazy().filter(pl.col("kind") != "trial")
    hidden = paid.select("brand", hidden=(pl.col("way") == "outside").cast(pl.Int64))
    return for_each_brand(records, measured(hidden, ratio(total("hidden"), pl.len()), "brand"))


@metric("CNY", better="lower", en="Cost of penalties", zh="处罚损失")
def penalty_cost_cny(records: Tables) -> pl.DataFrame:
    """Fees of paid notes without the label that the platform acted against, whatever they had brought, and fines."""
    days = records["disclosure_daily"]
    return for_each_brand(records, measured(days, total_cny("lost_cny", "fine_cny"), "brand"), absent=0.0)


@metric("notes", better="lower", en="Undisclosed notes caught", zh="被查处的未标明笔记")
def caught_notes(records: Tables) -> pl.DataFrame:
    """Paid notes without the label that the platform acted against."""
    return for_each_brand(records, measured(records["disclosure_daily"], total("caught_notes"), "brand"), absent=0.0)


@metric("times", better="lower", en="Hidden ads noticed", zh="识破隐性广告的人次")
def noticed_ads(records: Tables) -> pl.DataFrame:
    """Times that people noticed that a note was paid though it did not say so: once a person and day."""
    return for_each_brand(records, measured(records["disclosure_daily"], total("noticed_ads"), "brand"), absent=0.0)
