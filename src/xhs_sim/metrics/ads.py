"""Advertisements: how many there are, what they get, what they cost. All advertisers, unless it says of the brand."""

import polars as pl

from ..records.money import FEN_PER_CNY
from .frames import for_each_brand, measured, ratio, total, total_cny
from .metric import Tables, metric

IN_FEED = pl.col("placement") == "feed"
FEWEST = 50  # impressions of a note whose click rate is looked at


@metric("share", better="none", en="Ad load", zh="广告加载率")
def ad_load(records: Tables) -> pl.DataFrame:
    """Ads over slots looked at, on explore."""
    shown, surface = pl.col("impressions"), pl.col("surface")
    ads = shown.filter(surface == "feed_ads").sum()
    return measured(records["surface_daily"], ratio(ads, ads + shown.filter(surface == "explore").sum()))


@metric("per impression", better="higher", en="CTR of feed ads", zh="信息流广告点击率")
def feed_ad_ctr(records: Tables) -> pl.DataFrame:
    """Clicks on feed ads over their impressions."""
    return measured(_feed(records), ratio(total("clicks"), total("impressions")))


@metric("per impression", better="none", en="CTR of promoted notes, feed", zh="推广笔记点击率（信息流）")
def promoted_own_note_feed_ctr(records: Tables) -> pl.DataFrame:
    """Clicks on notes of one's own that are promoted in the feed, or of creators whom one hired, over impressions."""
    return measured(_promoted(records).filter(IN_FEED), ratio(total("clicks"), total("impressions")))


@metric("per impression", better="none", en="CTR of promoted notes, search", zh="推广笔记点击率（搜索）")
def promoted_own_note_search_ctr(records: Tables) -> pl.DataFrame:
    """The same among results of search."""
    return measured(_promoted(records).filter(~IN_FEED), ratio(total("clicks"), total("impressions")))


@metric("ratio", better="none", en="Promoted over organic CTR", zh="推广与自然点击率之比")
def promoted_over_organic_ctr(records: Tables) -> pl.DataFrame:
    """Median, over notes with 50 impressions as an ad and 50 otherwise, of the click rate as an ad over the other."""
    clicks, shown = (
        pl.col("clicks") - pl.col("clicks_ads"),
        pl.sum_horizontal("impressions", -pl.col("impressions_ads"), -pl.col("impressions_video_feed")),
    )
    both = records["notes"].lazy().filter(pl.col("impressions_ads") >= FEWEST, shown >= FEWEST, clicks > 0)
    return measured(both, ((pl.col("clicks_ads") / pl.col("impressions_ads")) / (clicks / shown)).median())


@metric("share", better="none", en="Paid impressions of brands' accounts", zh="品牌号付费曝光占比")
def account_paid_share(records: Tables) -> pl.DataFrame:
    """Impressions as an ad over all, of the notes of accounts that brands own; null without one."""
    owned = records["account_daily"].lazy().filter(pl.col("brand").is_not_null()).select("creator").unique()
    notes = records["notes"].lazy().filter(~pl.col("is_sponsored")).join(owned, on="creator", how="semi")
    return measured(notes, ratio(total("impressions_ads"), total("impressions")))


@metric("CNY per 1000 impressions", better="none", en="CPM of feed ads", zh="信息流广告千次曝光成本")
def feed_ad_cpm(records: Tables) -> pl.DataFrame:
    """1000 * charges for feed ads over their impressions, over-delivery included (CPM of ads)."""
    return measured(_feed(records), ratio(total("spend_fen") * 1000 / FEN_PER_CNY, total("impressions")))


@metric("CNY per click", better="none", en="CPC of feed ads", zh="信息流广告单次点击成本")
def feed_ad_cpc(records: Tables) -> pl.DataFrame:
    """Charges for feed ads over clicks on them."""
    return measured(_feed(records), ratio(total("spend_fen") / FEN_PER_CNY, total("clicks")))


@metric("CNY per click", better="none", en="CPC of search ads", zh="搜索广告单次点击成本")
def search_ad_cpc(records: Tables) -> pl.DataFrame:
    """Charges for search ads over clicks on them."""
    there = records["ad_daily"].lazy().filter(~IN_FEED)
    return measured(there, ratio(total("spend_fen") / FEN_PER_CNY, total("clicks")))


@metric("share", better="lower", en="Ads beyond a budget", zh="超预算投放占比")
def over_delivery_share(records: Tables) -> pl.DataFrame:
    """Worth of ads delivered beyond a budget, not billed, over the worth of all that were delivered."""
    return measured(records["ad_daily"], ratio(total("over_fen"), total("over_fen", "spend_fen")))


@metric("CNY", better="higher", en="Ad revenue", zh="广告收入")
def ad_revenue(records: Tables) -> pl.DataFrame:
    """Charges for ads."""
    return measured(records["ad_daily"], total("spend_fen") / FEN_PER_CNY)


@metric("CNY per DAU", better="higher", en="Ad revenue per DAU", zh="每活跃用户日广告收入")
def ad_revenue_per_active_day(records: Tables) -> pl.DataFrame:
    """Charges for ads over user-days (DAU)."""
    charged = records["ad_daily"].lazy().select(spend_fen=pl.col("spend_fen").sum())
    days = records["daily"].lazy().select(active_users=pl.col("active_users").sum())
    both = pl.concat([charged, days], how="horizontal")
    return measured(both, ratio(total("spend_fen") / FEN_PER_CNY, total("active_users")))


@metric("CNY", better="none", en="Ad spend", zh="广告花费")
def ad_spend(records: Tables) -> pl.DataFrame:
    """What the brand paid for ads."""
    return measured(records["brand_daily"], total_cny("ad_spend_cny"), "brand")


@metric("impressions", better="higher", en="Ad impressions", zh="广告曝光")
def ad_impressions(records: Tables) -> pl.DataFrame:
    """Impressions of the brand's notes as ads."""
    return measured(records["brand_daily"], total("ad_impressions"), "brand")


@metric("CNY per click", better="lower", en="CPC of the brand's feed ads", zh="品牌信息流广告单次点击成本")
def brand_feed_cpc(records: Tables) -> pl.DataFrame:
    """Charges for the brand's feed ads over clicks on them; null without a click."""
    return _cpc_of_brands(records, IN_FEED)


@metric("CNY per click", better="lower", en="CPC of the brand's search ads", zh="品牌搜索广告单次点击成本")
def brand_search_cpc(records: Tables) -> pl.DataFrame:
    """Charges for the brand's search ads over clicks on them; null without a click."""
    return _cpc_of_brands(records, ~IN_FEED)


def _cpc_of_brands(records: Tables, where: pl.Expr) -> pl.DataFrame:
    mine = records["ad_daily"].lazy().filter(where & (pl.col("source") == "brand")).with_columns(brand="advertiser")
    return for_each_brand(records, measured(mine, ratio(total("spend_fen") / FEN_PER_CNY, total("clicks")), "brand"))


def _feed(records: Tables) -> pl.LazyFrame:
    return records["ad_daily"].lazy().filter(IN_FEED)


def _promoted(records: Tables) -> pl.LazyFrame:
    return records["ad_daily"].lazy().filter(pl.col("source") != "background")
