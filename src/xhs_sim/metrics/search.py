"""How much is searched, how results are read, and what follows a click on one against the feed."""

from collections.abc import Callable

import polars as pl

from .asked import answer
from .audience import mau
from .content import comment_rate, like_rate, save_rate, share_rate
from .frames import at_end, exact_sum, measured, ratio, single, total
from .metric import METRICS, Tables, metric

THERE = pl.col("surface") == "search"  # organic results
LEAST_SEEN = 100  # impressions of an account whose share is told
ANYTHING_THERE = pl.col("surface").is_in(("search", "search_ads"))


@metric("share", better="none", en="Clicks on search", zh="搜索点击占比")
def search_share_of_clicks(records: Tables) -> pl.DataFrame:
    """Reads on search, ads included, over reads on all surfaces."""
    reads = pl.col("reads")
    return measured(records["surface_daily"], ratio(reads.filter(ANYTHING_THERE).sum(), reads.sum()))


@metric("searches", better="none", en="Searches per searcher-day", zh="搜索用户日均搜索次数")
def searches_per_searcher_day(records: Tables) -> pl.DataFrame:
    """Searches over days of users who searched on them."""
    return measured(records["daily"], ratio(total("searches"), total("searchers")))


@metric("share", better="none", en="Search before the feed", zh="先搜后逛占比")
def search_first_share(records: Tables) -> pl.DataFrame:
    """Days of searchers on which they searched before they scrolled, over all days of searchers."""
    return measured(records["daily"], ratio(total("first_searchers"), total("searchers")))


def _shares_of_topics(records: Tables) -> pl.LazyFrame:
    """Return the share of each topic's clicks that is on search."""
    topics = records["topic_daily"].lazy().group_by("topic").agg(pl.col("search_clicks", "clicks").sum())
    return topics.filter(pl.col("clicks") > 0).select(share=pl.col("search_clicks") / pl.col("clicks"))


@metric(
    "share", better="none", en="Clicks on search, the topic that is most looked up", zh="搜索点击占比，搜索最多的话题"
)
def search_share_most_searched(records: Tables) -> pl.DataFrame:
    """Clicks on search over all clicks, of the topic where that is most: how-to."""
    return measured(_shares_of_topics(records), pl.col("share").max())


@metric(
    "share", better="none", en="Clicks on search, the topic that is least looked up", zh="搜索点击占比，搜索最少的话题"
)
def search_share_least_searched(records: Tables) -> pl.DataFrame:
    """Clicks on search over all clicks, of the topic where that is least: lifestyle."""
    return measured(_shares_of_topics(records), pl.col("share").min())


@metric("share", better="none", en="Impressions of older notes, all accounts", zh="30天前笔记曝光占比，全部账号")
def older_impression_share(records: Tables) -> pl.DataFrame:
    """Impressions of notes that have left the feed's window, over all impressions."""
    return measured(records["daily"], ratio(total("older_impressions"), total("impressions")))


@metric(
    "share", better="none", en="Impressions of older notes, an established account", zh="30天前笔记曝光占比，老账号"
)
def older_than_30d_share(records: Tables) -> pl.DataFrame:
    """Impressions of notes that have left the feed over all of an account's, mean over accounts that have some.

    Accounts with fewer than ``LEAST_SEEN`` impressions in the run are left out.
    """
    days = records["creator_daily"].lazy().group_by("creator")
    accounts = days.agg(pl.col("older_impressions", "impressions").sum())
    own = accounts.filter(pl.col("older_impressions") > 0, pl.col("impressions") >= LEAST_SEEN)
    shares = own.select(share=pl.col("older_impressions") / pl.col("impressions"))
    return measured(shares, ratio(exact_sum(pl.col("share")), pl.len()))


@metric("share", better="none", en="Monthly users who search", zh="月搜索用户占比")
def monthly_searcher_share(records: Tables) -> pl.DataFrame:
    """Users who searched in the last 30 days, over MAU; null in runs of less than four weeks."""
    monthly = mau(records)["value"].item()
    searched = records["activity_days"].lazy().filter(pl.col("active_days") > 0).select(pl.col("searchers").sum())
    return single(answer(searched).item() / monthly if monthly else None)


@metric("share", better="none", en="Searches to buy", zh="购买意图搜索占比")
def purchase_search_share(records: Tables) -> pl.DataFrame:
    """Searches with purchase intent, over searches."""
    return measured(records["search_daily"], ratio(total("purchase_searches"), total("searches")))


@metric("impressions", better="none", en="Results looked at in a search", zh="单次搜索浏览深度")
def search_depth(records: Tables) -> pl.DataFrame:
    """Results looked at, ads included, over searches."""
    shown = records["surface_daily"].lazy().filter(ANYTHING_THERE).group_by("day").agg(pl.col("impressions").sum())
    days = records["daily"].lazy().select("day", "searches").join(shown, on="day")
    return measured(days, ratio(total("impressions"), total("searches")))


@metric("place", better="none", en="Place of a search's first click", zh="搜索首次点击位置")
def search_first_click_rank(records: Tables) -> pl.DataFrame:
    """Mean place (from 1) of a search's first click, over panel searches with a click."""
    clicks = records["panel"].lazy().filter(pl.col("clicked") & THERE)
    firsts = clicks.group_by("day", "user", "session").agg(first=pl.col("slot").min() + 1)
    return measured(firsts, pl.col("first").mean())


@metric("ratio", better="none", en="CTR of search over explore", zh="搜索与发现页点击率之比")
def search_ctr_ratio(records: Tables) -> pl.DataFrame:
    """CTR on search over CTR on explore."""
    days = records["surface_daily"].lazy()
    sums = answer(days.group_by("surface").agg(pl.col("clicks", "impressions").sum()))
    rates = {row[0]: row[1] / row[2] for row in sums.iter_rows() if row[2]}
    explore = rates.get("explore")
    return single(rates["search"] / explore if explore and "search" in rates else None)


def on_surfaces(prefix: str, act: str, *surfaces: str) -> Callable[[Tables], pl.DataFrame]:
    """Return the metric: an act over reads, on some surfaces only."""

    def rate(records: Tables) -> pl.DataFrame:
        days = records["surface_daily"].lazy().filter(pl.col("surface").is_in(surfaces))
        return measured(days, ratio(total(act), total("reads")))

    rate.__name__ = f"{prefix}_{act.removesuffix('s')}_rate"
    rate.__doc__ = f"{act.capitalize()} over reads, {' and '.join(surfaces)} only."
    return rate


for _prefix, _surfaces, _en, _zh in (
    ("search", ("search",), "search", "搜索"),
    ("feed", ("explore", "following"), "feed", "推荐"),
):
    for _act, _rate in (("likes", like_rate), ("saves", save_rate), ("comments", comment_rate), ("shares", share_rate)):
        _whole = METRICS[_rate.__name__]
        metric("per read", better="higher", en=f"{_whole.label_en}, {_en}", zh=f"{_whole.label_zh}（{_zh}）")(
            on_surfaces(_prefix, _act, *_surfaces)
        )


@metric("searches", better="higher", en="Brand searches", zh="品牌搜索量")
def brand_searches(records: Tables) -> pl.DataFrame:
    """Searches by the brand's name."""
    return measured(records["brand_daily"], total("searches"), "brand")


@metric("share", better="higher", en="Search-back rate", zh="回搜率")
def search_back_rate(records: Tables) -> pl.DataFrame:
    """Users who searched for the brand after an impression of it, over reached users (search-back)."""
    rate = ratio(at_end("searched_cumulative"), at_end("reach_cumulative"))
    return measured(records["brand_daily"], rate, "brand")
