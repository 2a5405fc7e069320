"""How the feed is read: depth, where the first click falls, which surface it comes from, how soon a note is liked."""

from collections.abc import Callable

import polars as pl

from .asked import answer
from .content import LIFE_DAYS
from .frames import days_of, exact_sum, measured, ratio, single, total
from .metric import Tables, metric

BEYOND_FEED = ("search", "search_ads", "video_feed", "profile")
SCREENFUL = 10  # notes: what a few swipes show


@metric("impressions", better="none", en="Notes looked at in a request", zh="单次请求浏览深度")
def session_depth(records: Tables) -> pl.DataFrame:
    """Impressions of the feed over requests for notes: how many are looked at, before the user goes on to others."""
    of_feed = pl.col("impressions").filter(~pl.col("surface").is_in(BEYOND_FEED)).sum()
    shown = records["surface_daily"].lazy().group_by("day").agg(impressions=of_feed)
    days = records["daily"].lazy().select("day", "requests").join(shown, on="day")
    return measured(days, ratio(total("impressions"), total("requests")))


@metric("place", better="none", en="Place of the first click", zh="首次点击位置")
def first_click_rank(records: Tables) -> pl.DataFrame:
    """Mean place (from 1) of a session's first click, over panel sessions with a click on explore."""
    clicks = records["panel"].lazy().filter(pl.col("clicked") & (pl.col("surface") == "explore"))
    firsts = clicks.group_by("day", "user", "session").agg(first=pl.col("slot").min() + 1)
    return measured(firsts, pl.col("first").mean())


@metric("share", better="none", en="Clicks on following", zh="关注页点击占比")
def following_click_share(records: Tables) -> pl.DataFrame:
    """Reads on the following surface, over reads."""
    reads = pl.col("reads")
    there = reads.filter(pl.col("surface") == "following").sum()
    return measured(records["surface_daily"], ratio(there, reads.sum()))


def impression_share(surface: str) -> Callable[[Tables], pl.DataFrame]:
    """Return the metric: impressions on a surface, over impressions; 0 if nobody was there."""

    def share(records: Tables) -> pl.DataFrame:
        shown = pl.col("impressions")
        there = shown.filter(pl.col("surface") == surface).sum()
        return measured(records["surface_daily"], ratio(there, shown.sum()))

    share.__name__ = f"{surface}_impression_share"
    share.__doc__ = f"Impressions on the surface {surface}, over impressions on all surfaces."
    return share


metric("share", better="none", en="Impressions on explore", zh="发现页曝光占比")(impression_share("explore"))
metric("share", better="none", en="Impressions on following", zh="关注页曝光占比")(impression_share("following"))
metric("share", better="none", en="Impressions on search", zh="搜索页曝光占比")(impression_share("search"))
metric("share", better="none", en="Impressions nearby", zh="附近页曝光占比")(impression_share("nearby"))
metric("share", better="none", en="Impressions in the video feed", zh="视频流曝光占比")(impression_share("video_feed"))
metric("share", better="none", en="Impressions on profiles", zh="主页曝光占比")(impression_share("profile"))


@metric("topics", better="higher", en="Topics in ten notes", zh="每十条笔记的话题数")
def topics_per_screenful(records: Tables) -> pl.DataFrame:
    """Mean number of topics among the first ten notes, over panel sessions on explore that saw ten."""
    topics = records["notes"].lazy().select("note", "topic")
    shown = records["panel"].lazy().filter(pl.col("surface") == "explore")
    place = pl.col("slot").rank("ordinal").over("day", "user", "session")  # among notes: ads are not counted
    seen = shown.filter(place <= SCREENFUL)
    slates = seen.join(topics, on="note").group_by("day", "user", "session")
    counts = slates.agg(topics=pl.col("topic").n_unique(), shown=pl.len()).filter(pl.col("shown") == SCREENFUL)
    return measured(counts, pl.col("topics").mean())


@metric("probability", better="higher", en="AUC of predicted clicks", zh="点击预估 AUC")
def click_auc(records: Tables) -> pl.DataFrame:
    """Chance that a clicked impression was predicted above one not clicked (ties half); panel, explore.

    .5 is guessing, 1 is knowing; what a click model reaches is bounded by the luck in clicks.
    """
    explore = records["panel"].lazy().filter(pl.col("surface") == "explore").select("predicted_click", "clicked")
    ranked = explore.with_columns(rank=pl.col("predicted_click").rank("average"))
    clicked = answer(ranked.filter("clicked").select(n=pl.len(), ranks=pl.col("rank").sum())).row(0)
    n_others = answer(ranked.filter(~pl.col("clicked")).select(pl.len())).item()
    above = clicked[1] - clicked[0] * (clicked[0] + 1) / 2
    return single(above / (clicked[0] * n_others) if clicked[0] * n_others > 0 else None)


@metric("predicted per click", better="none", en="Predicted over actual clicks", zh="点击预估校准比")
def click_calibration(records: Tables) -> pl.DataFrame:
    """Predicted clicks over clicks; panel, explore. 1 is calibrated, 2 promises twice too much."""
    explore = records["panel"].lazy().filter(pl.col("surface") == "explore")
    return measured(explore, ratio(exact_sum(pl.col("predicted_click")), pl.col("clicked").sum()))


@metric("share", better="none", en="Likes in a note's first two days", zh="发布两日内点赞占比")
def first_day_like_share(records: Tables) -> pl.DataFrame:
    """Likes on the day of publication or the next, over likes within a week; panel, notes with a week in the run."""
    n_days = days_of(records)
    aged_enough = n_days - pl.col("published_day") >= LIFE_DAYS
    notes = records["notes"].lazy().filter(aged_enough).select("note", "published_day")
    likes = records["panel"].lazy().filter("liked").join(notes, on="note")
    aged = likes.with_columns(age=pl.col("day") - pl.col("published_day")).filter(pl.col("age") < LIFE_DAYS)
    return measured(aged, ratio((pl.col("age") <= 1).sum(), pl.len()))
