"""What users do beyond clicks and likes: turning away, writing, being answered, passing notes on."""

import polars as pl

from .frames import measured, ratio, total
from .metric import Tables, metric


def _per(records: Tables, act: str, base: str) -> pl.DataFrame:
    """Return a rare act over a common one, whole run."""
    rare = records["reactions"].lazy().group_by("day").agg(pl.col(act).sum())
    days = records["daily"].lazy().select("day", base).join(rare, on="day", how="left").fill_null(0)
    return measured(days, ratio(total(act), total(base)))


@metric("per impression", better="lower", en="Hide rate", zh="不感兴趣率")
def hide_rate(records: Tables) -> pl.DataFrame:
    """Clicks on "not interested" over impressions."""
    return _per(records, "hides", "impressions")


@metric("per read", better="lower", en="Report rate", zh="举报率")
def report_rate(records: Tables) -> pl.DataFrame:
    """Reports of notes over reads."""
    return _per(records, "reports", "reads")


@metric("per read", better="higher", en="Message rate", zh="私信率")
def message_rate(records: Tables) -> pl.DataFrame:
    """Messages to creators (DM) over reads."""
    return _per(records, "messages", "reads")


@metric("per comment", better="higher", en="Reply rate", zh="评论回复率")
def reply_rate(records: Tables) -> pl.DataFrame:
    """Creators' answers over comments."""
    return _per(records, "replies", "comments")


@metric("per follow", better="lower", en="Unfollows per follow", zh="取关与关注之比")
def unfollow_rate(records: Tables) -> pl.DataFrame:
    """Follows given up over follows."""
    return _per(records, "unfollows", "follows")


@metric("per share", better="higher", en="Friends reached by a share", zh="每次分享触达好友")
def friends_per_share(records: Tables) -> pl.DataFrame:
    """Friends in the market who got a shared note, over shares."""
    return measured(records["daily"], ratio(total("shares_to_friends"), total("shares")))


@metric("per share", better="none", en="People elsewhere reached by a share", zh="每次分享站外触达")
def share_spill(records: Tables) -> pl.DataFrame:
    """People not on the platform who got a shared note, over shares."""
    return measured(records["daily"], ratio(total("shares_elsewhere"), total("shares")))
