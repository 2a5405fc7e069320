"""The funnel of a note: what single notes get, open and like, which a rate over all notes cannot show.

Of the notes of the run that are old enough (``content.grown_notes``), neither sponsored nor advertised. Numbers of
people, so that they are the same whatever a reader stands for. Rates of clicks are of image-text notes with 50
impressions or more, and their spread is that of the notes themselves: the luck of few clicks is taken out of it.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from .asked import answer, once
from .content import grown_notes
from .distribution import hill_exponent, mean_of, sd_of, spread_without_noise, top_share
from .frames import measured, ratio, single, total
from .metric import METRICS, Tables, metric
from .small_accounts import in_small_accounts

FEWEST_IMPRESSIONS = 50  # of a note whose click rate is looked at
FEWEST_READS = 20  # of a note whose acts per read are looked at
FEW, MANY = 100, 2000  # followers


@metric("impressions", better="none", en="Median impressions of a note", zh="单篇曝光中位数")
def impressions_median(records: Tables) -> pl.DataFrame:
    """Median impressions of a note."""
    return measured(_notes(records), pl.col("impressions").median())


@metric("ln(impressions)", better="none", en="Mean of ln(impressions)", zh="ln(曝光) 均值")
def impressions_ln_mean(records: Tables) -> pl.DataFrame:
    """Mean over notes of ln(impressions), of those with any."""
    return single(mean_of(np.log(_impressions(records))))


@metric("ln(impressions)", better="none", en="SD of ln(impressions)", zh="ln(曝光) 标准差")
def impressions_ln_sd(records: Tables) -> pl.DataFrame:
    """Standard deviation over notes of ln(impressions), of those with any; null for a single note."""
    return single(sd_of(np.log(_impressions(records))))


@metric("share", better="none", en="Notes below 500 impressions", zh="曝光低于 500 的笔记占比")
def impressions_below_500_share(records: Tables) -> pl.DataFrame:
    """Notes with less than 500 impressions, over notes."""
    return _below(records, 500)


@metric("share", better="none", en="Notes below 1,000 impressions", zh="曝光低于 1,000 的笔记占比")
def impressions_below_1000_share(records: Tables) -> pl.DataFrame:
    """Notes with less than 1,000 impressions, over notes."""
    return _below(records, 1000)


@metric("share", better="none", en="Notes below 5,000 impressions", zh="曝光低于 5,000 的笔记占比")
def impressions_below_5000_share(records: Tables) -> pl.DataFrame:
    """Notes with less than 5,000 impressions, over notes."""
    return _below(records, 5000)


@metric("share", better="none", en="Impressions of the top 1%", zh="头部 1% 笔记曝光占比")
def impressions_top_1_share(records: Tables) -> pl.DataFrame:
    """Impressions of the most shown 1% of notes, over impressions."""
    return single(top_share(_impressions(records), 0.01))


@metric("share", better="none", en="Impressions of the top 10%", zh="头部 10% 笔记曝光占比")
def impressions_top_10_share(records: Tables) -> pl.DataFrame:
    """Impressions of the most shown 10% of notes, over impressions."""
    return single(top_share(_impressions(records), 0.10))


@metric("density exponent", better="none", signed=True, en="Tail exponent of impressions", zh="曝光尾部指数")
def impressions_tail_exponent(records: Tables) -> pl.DataFrame:
    """Exponent of the density of the 5% of notes that are shown most (Hill); null without 50 of them."""
    return single(hill_exponent(_impressions(records), 0.05))


@metric("per impression", better="none", en="Median click rate of a note", zh="单篇封面点击率中位数")
def cover_rate_note_median(records: Tables) -> pl.DataFrame:
    """Median over notes of clicks over impressions."""
    return measured(_covers(records), (pl.col("clicks") / pl.col("impressions")).median())


@metric("logit", better="none", en="SD of notes' click rates", zh="单篇封面点击率对数几率标准差")
def cover_rate_logit_sd(records: Tables) -> pl.DataFrame:
    """Standard deviation over notes of the logit of the click rate, noise removed; null for a single note."""
    covers = answer(_covers(records).select("impressions", "clicks"))
    return single(spread_without_noise(covers["clicks"].to_numpy(), covers["impressions"].to_numpy()))


@metric("log per log", better="none", signed=True, en="Click rate grows with impressions", zh="点击率随曝光增长斜率")
def cover_rate_impression_slope(records: Tables) -> pl.DataFrame:
    """Slope of ln((clicks + 1/2) / impressions) over ln(impressions), least squares over notes."""
    covers = answer(_covers(records).select("impressions", "clicks"))
    shown, clicks = (covers[name].to_numpy().astype(np.float64) for name in ("impressions", "clicks"))
    x, y = np.log(shown), np.log((clicks + 0.5) / shown)
    spread = float(x.var()) if len(x) > 1 else 0.0
    return single(float(((x - x.mean()) * (y - y.mean())).mean()) / spread if spread > 0 else None)


@metric("ratio", better="none", en="Click rate by followers", zh="点击率的粉丝倍数")
def cover_rate_by_followers(records: Tables) -> pl.DataFrame:
    """Median click rate of notes of creators with over 2,000 followers, over that of those with under 100."""
    followers = records["creators"].lazy().select("creator", "followers")
    rate, followers_of = pl.col("clicks") / pl.col("impressions"), pl.col("followers")
    above, below = rate.filter(followers_of > MANY).median(), rate.filter(followers_of < FEW).median()
    return measured(_covers(records).join(followers, on="creator"), ratio(above, below))


@metric("per impression", better="none", is_rate=True, en="Likes per impression", zh="每曝光点赞")
def likes_per_impression(records: Tables) -> pl.DataFrame:
    """Likes over impressions, of creators' notes."""
    return measured(_notes(records), ratio(total("likes"), total("impressions")))


@metric("per impression", better="none", is_rate=True, en="Median likes per impression", zh="单篇每曝光点赞中位数")
def likes_per_impression_note_median(records: Tables) -> pl.DataFrame:
    """Median over notes with 50 impressions or more of likes over impressions."""
    shown = _notes(records).filter(pl.col("impressions") >= FEWEST_IMPRESSIONS)
    return measured(shown, (pl.col("likes") / pl.col("impressions")).median())


@metric("per read", better="none", is_rate=True, en="Median likes per read", zh="单篇每阅读点赞中位数")
def like_rate_note_median(records: Tables) -> pl.DataFrame:
    """Median over notes with 20 reads or more of likes over reads."""
    return measured(_opened(records), (pl.col("likes") / pl.col("reads")).median())


@metric("logit", better="none", en="SD of notes' like rates", zh="单篇点赞率对数几率标准差")
def like_rate_logit_sd(records: Tables) -> pl.DataFrame:
    """Standard deviation over notes with 20 reads or more of the logit of likes per read, noise removed."""
    opened = answer(_opened(records).select("reads", "likes"))
    return single(spread_without_noise(opened["likes"].to_numpy(), opened["reads"].to_numpy()))


@metric("per read", better="none", is_rate=True, en="Median engagement per read", zh="单篇每阅读互动中位数")
def engagement_rate_note_median(records: Tables) -> pl.DataFrame:
    """Median over notes with 20 reads or more of likes, saves, comments and shares over reads."""
    acts = pl.sum_horizontal("likes", "saves", "comments", "shares")
    return measured(_opened(records), (acts / pl.col("reads")).median())


for _all in [METRICS[each.__name__] for each in (
    impressions_median, impressions_ln_mean, impressions_ln_sd, impressions_below_500_share,
    impressions_below_1000_share, impressions_below_5000_share, cover_rate_note_median, cover_rate_logit_sd,
    likes_per_impression, likes_per_impression_note_median, like_rate_note_median,
)]:  # fmt: skip
    in_small_accounts(_all.unit, en=_all.label_en, zh=_all.label_zh)(_all.compute)


@metric(
    "per impression", better="none", is_rate=True, en="Likes per impression, brands' accounts", zh="品牌号每曝光点赞"
)
def shop_likes_per_impression(records: Tables) -> pl.DataFrame:
    """Likes over impressions, of notes of accounts that brands own; null without one."""
    owned = records["account_daily"].lazy().filter(pl.col("brand").is_not_null())
    return measured(owned, ratio(total("likes"), total("impressions")))


def _notes(records: Tables) -> pl.LazyFrame:
    return grown_notes(records).filter(~pl.col("is_sponsored"), pl.col("impressions_ads") == 0)


def _covers(records: Tables) -> pl.LazyFrame:
    is_cover = (pl.col("format") == "image_text") & (pl.col("impressions") >= FEWEST_IMPRESSIONS)
    return _notes(records).filter(is_cover).sort("note")


def _opened(records: Tables) -> pl.LazyFrame:
    return _notes(records).filter(pl.col("reads") >= FEWEST_READS).sort("note")


def _below(records: Tables, most: int) -> pl.DataFrame:
    return measured(_notes(records), ratio((pl.col("impressions") < most).sum(), pl.len()))


@once
def _impressions(records: Tables) -> NDArray[np.int64]:
    """Return the impressions of each note that has any, in ascending order."""
    shown = _notes(records).filter(pl.col("impressions") > 0).select(pl.col("impressions").sort())
    return answer(shown)["impressions"].to_numpy()
