"""What of what everybody sees is bought."""

import polars as pl

from .frames import for_each_brand, measured, ratio, total
from .metric import Tables, metric


@metric("share", better="lower", en="Bots among followers", zh="粉丝中的机器人占比")
def fake_follower_share(records: Tables) -> pl.DataFrame:
    """Bots over followers as everybody sees them, of all creators, at the end of the run; 0 where nobody bought any."""
    bots = records["fake_followers"].lazy().select(bots=total("bought_followers"))
    shown = records["creators"].lazy().select(followers=total("followers"))
    return measured(pl.concat([bots, shown], how="horizontal"), ratio(total("bots"), total("followers")))


@metric("share", better="lower", en="Hired creators who bought followers", zh="合作博主中买过粉的占比")
def hired_buyer_share(records: Tables) -> pl.DataFrame:
    """Notes under contract by creators who had bought followers before day 0, over all; null without a contract."""
    buyers = records["fake_followers"].lazy().select("creator", is_buyer=pl.lit(True))
    hired = records["contracts"].lazy().select("brand", "creator").join(buyers, on="creator", how="left")
    return for_each_brand(records, measured(hired, ratio(pl.col("is_buyer").fill_null(False).sum(), pl.len()), "brand"))
