"""How likes are spread over notes: the shape that calibration holds against the platform's.

All of them look at the notes of the run that are old enough (``content.grown_notes``), sponsored or not.
The best open sample of real notes is of small accounts, so each has a twin for those (``small_accounts``), and how
saves, comments and shares go with likes is told of those alone.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .asked import answer, once
from .content import grown_notes
from .distribution import gini, mean_of, sd_of, tail_exponent, top_share
from .frames import measured, ratio, single
from .metric import METRICS, Tables, metric
from .small_accounts import in_small_accounts

FEWEST_LIKES = 20  # of a note whose saves, comments and shares per like are looked at


@metric("ln(1+likes)", better="none", en="Mean of ln(1+likes)", zh="ln(1+赞) 均值")
def like_ln_mean(records: Tables) -> pl.DataFrame:
    """Mean over notes of ln(1 + likes)."""
    return single(mean_of(np.log1p(_likes(records))))


@metric("ln(1+likes)", better="none", en="SD of ln(1+likes)", zh="ln(1+赞) 标准差")
def like_ln_sd(records: Tables) -> pl.DataFrame:
    """Standard deviation over notes of ln(1 + likes); null for a single note."""
    return single(sd_of(np.log1p(_likes(records))))


@metric("likes", better="none", en="Median likes", zh="点赞中位数")
def like_median(records: Tables) -> pl.DataFrame:
    """Median likes of a note."""
    return measured(grown_notes(records), pl.col("likes").median())


@metric("share", better="none", en="Notes without a like", zh="零赞笔记占比")
def like_zero_share(records: Tables) -> pl.DataFrame:
    """Notes without a like, over notes."""
    return measured(grown_notes(records), ratio((pl.col("likes") == 0).sum(), pl.len()))


@metric("Gini", better="none", en="Gini of likes", zh="点赞基尼系数")
def like_gini(records: Tables) -> pl.DataFrame:
    """Gini coefficient of likes over notes; null if nobody liked anything."""
    return single(gini(_likes(records)))


@metric("density exponent", better="none", signed=True, en="Tail exponent of likes", zh="点赞尾部指数")
def like_tail_exponent(records: Tables) -> pl.DataFrame:
    """Exponent of the density's power-law tail; null without 50 notes in the tail."""
    return single(tail_exponent(_likes(records)))


@metric("share of likes", better="none", en="Likes of the top 1%", zh="头部 1% 笔记点赞占比")
def like_top_1_share(records: Tables) -> pl.DataFrame:
    """Likes on the most liked 1% of notes, over likes."""
    return single(top_share(_likes(records), 0.01))


@metric("share of likes", better="none", en="Likes of the top 10%", zh="头部 10% 笔记点赞占比")
def like_top_10_share(records: Tables) -> pl.DataFrame:
    """Likes on the most liked 10% of notes, over likes."""
    return single(top_share(_likes(records), 0.10))


@metric("share", better="none", en="Notes with 100 likes or more", zh="百赞以上笔记占比")
def like_100_share(records: Tables) -> pl.DataFrame:
    """Notes with at least 100 likes, over notes."""
    return measured(grown_notes(records), ratio((pl.col("likes") >= 100).sum(), pl.len()))


for _all in [METRICS[each.__name__] for each in (
    like_ln_mean, like_ln_sd, like_median, like_zero_share, like_100_share, like_gini, like_tail_exponent,
    like_top_1_share, like_top_10_share,
)]:  # fmt: skip
    in_small_accounts(_all.unit, en=_all.label_en, zh=_all.label_zh)(_all.compute)


@in_small_accounts("log per log", en="Saves grow with likes", zh="收藏随赞增长斜率")
def saves_slope(records: Tables) -> pl.DataFrame:
    """Slope of ln(1 + saves) over ln(1 + likes), least squares over notes."""
    return _slope(records, "saves")


@in_small_accounts("log per log", en="Comments grow with likes", zh="评论随赞增长斜率")
def comments_slope(records: Tables) -> pl.DataFrame:
    """Slope of ln(1 + comments) over ln(1 + likes), least squares over notes."""
    return _slope(records, "comments")


@in_small_accounts("log per log", en="Shares grow with likes", zh="分享随赞增长斜率")
def shares_slope(records: Tables) -> pl.DataFrame:
    """Slope of ln(1 + shares) over ln(1 + likes), least squares over notes."""
    return _slope(records, "shares")


@in_small_accounts("per like", en="Median saves per like", zh="单篇每赞收藏中位数")
def saves_per_like_note_median(records: Tables) -> pl.DataFrame:
    """Median over notes with 20 likes or more of saves over likes."""
    return _median_per_like(records, "saves")


@in_small_accounts("ln(per like)", en="SD of ln(saves per like)", zh="ln(每赞收藏) 标准差")
def saves_per_like_ln_sd(records: Tables) -> pl.DataFrame:
    """Standard deviation over notes with 20 likes or more of ln((saves + 1/2) / likes); null for a single note."""
    return _spread_per_like(records, "saves")


@in_small_accounts("per like", en="Median comments per like", zh="单篇每赞评论中位数")
def comments_per_like_note_median(records: Tables) -> pl.DataFrame:
    """Median over notes with 20 likes or more of comments over likes."""
    return _median_per_like(records, "comments")


@in_small_accounts("ln(per like)", en="SD of ln(comments per like)", zh="ln(每赞评论) 标准差")
def comments_per_like_ln_sd(records: Tables) -> pl.DataFrame:
    """Standard deviation over notes with 20 likes or more of ln((comments + 1/2) / likes); null for a single note."""
    return _spread_per_like(records, "comments")


@in_small_accounts("per like", en="Median shares per like", zh="单篇每赞分享中位数")
def shares_per_like_note_median(records: Tables) -> pl.DataFrame:
    """Median over notes with 20 likes or more of shares over likes."""
    return _median_per_like(records, "shares")


@in_small_accounts("ln(per like)", en="SD of ln(shares per like)", zh="ln(每赞分享) 标准差")
def shares_per_like_ln_sd(records: Tables) -> pl.DataFrame:
    """Standard deviation over notes with 20 likes or more of ln((shares + 1/2) / likes); null for a single note."""
    return _spread_per_like(records, "shares")


def _liked(records: Tables) -> pl.LazyFrame:
    return grown_notes(records).filter(pl.col("likes") >= FEWEST_LIKES).sort("note")


def _median_per_like(records: Tables, act: str) -> pl.DataFrame:
    return measured(_liked(records), (pl.col(act) / pl.col("likes")).median())


def _spread_per_like(records: Tables, act: str) -> pl.DataFrame:
    notes = answer(_liked(records).select("likes", act).sort("likes", act))
    return single(sd_of(np.log((notes[act].to_numpy() + 0.5) / notes["likes"].to_numpy())))


def _slope(records: Tables, act: str) -> pl.DataFrame:
    notes = answer(grown_notes(records).select("likes", act).sort("likes", act))
    x, y = np.log1p(notes["likes"].to_numpy()), np.log1p(notes[act].to_numpy())
    spread = float(x.var()) if len(x) > 1 else 0.0
    return single(float(((x - x.mean()) * (y - y.mean())).mean()) / spread if spread > 0 else None)


@once
def _likes(records: Tables) -> NDArray[np.int64]:
    """Return the likes of each note in ascending order: float sums must not hang on the order of rows."""
    return answer(grown_notes(records).select(pl.col("likes").sort()))["likes"].to_numpy()
