"""What a campaign did beyond notes and ads: contracts kept, money by kind, event, group, challenge, survey."""

from collections.abc import Callable, Sequence

import polars as pl

from .frames import for_each_brand, measured, ratio, total, total_cny
from .metric import Tables


def contract_completion_rate(records: Tables) -> pl.DataFrame:
    """Notes that creators delivered, over those delivered, failed or stopped; null without any."""
    came = records["contracts"].lazy().select("brand", came=pl.lit(1))
    ended = records["contract_events"].lazy().filter(pl.col("event").is_in(["failed", "stopped"]))
    both = pl.concat([came, ended.select("brand", came=pl.lit(0))])
    return for_each_brand(records, measured(both, ratio(total("came"), pl.len()), "brand"))


def mean_delay_days(records: Tables) -> pl.DataFrame:
    """Days from signing to the note, mean over delivered notes; null where signing is not recorded (plain terms)."""
    keys = ["brand", "creator", "number"]
    events = records["contract_events"].lazy()
    signed = events.filter(pl.col("event") == "signed").select(*keys, signed="day")
    came = events.filter(pl.col("event") == "delivered").join(signed, on=keys)
    days = came.select("brand", days=(pl.col("day") - pl.col("signed")).cast(pl.Int64))
    return for_each_brand(records, measured(days, ratio(total("days"), pl.len()), "brand"))


def spend_on(name: str, meaning: str, *kinds: str) -> Callable[[Tables], pl.DataFrame]:
    """Make the metric of what the brand paid for some kinds of thing."""

    def metric(records: Tables) -> pl.DataFrame:
        paid = records["ledger"].lazy().filter(pl.col("kind").is_in(kinds))
        return for_each_brand(records, measured(paid, total_cny("amount_cny"), "brand"), absent=0.0)

    metric.__name__, metric.__doc__ = name, meaning
    return metric


creator_spend = spend_on(
    "creator_spend", "Fees and bonuses of creators less what came back, and the marketplace's fees.",
    "creator_fee", "service_fee", "bonus", "fee_refund",
)  # fmt: skip
media_spend = spend_on("media_spend", "Paid for media outside the platform.", "media")
event_spend = spend_on("event_spend", "Paid for the offline event.", "event")
community_spend = spend_on("community_spend", "Paid for running the brand's group.", "community")
reward_spend = spend_on("reward_spend", "Paid as rewards of a challenge or check-in, or as prizes of a draw.", "reward")
survey_spend = spend_on("survey_spend", "Paid for answers to a survey of the market.", "survey")


def _people_of(activities: Sequence[str], records: Tables) -> pl.DataFrame:
    rows = records["activity_daily"].lazy().filter(pl.col("activity").is_in(activities))
    return for_each_brand(records, measured(rows, total("people"), "brand"), absent=0.0)


def attendance(records: Tables) -> pl.DataFrame:
    """People who came to the brand's offline event."""
    return _people_of(["event"], records)


def participants(records: Tables) -> pl.DataFrame:
    """Users who took part for a reward: in a challenge, a check-in or a draw."""
    return _people_of(["challenge", "check_in", "draw"], records)


def media_notices(records: Tables) -> pl.DataFrame:
    """Times that people of the market noticed the brand in media outside, each at most once a day."""
    return _people_of(["media"], records)


def prompted_notes(records: Tables) -> pl.DataFrame:
    """Unpaid notes about the brand that its event or its challenge or draw made people write."""
    rows = records["activity_daily"]
    return for_each_brand(records, measured(rows, total("notes"), "brand"), absent=0.0)


def community_members(records: Tables) -> pl.DataFrame:
    """Members of the brand's group on its last day."""
    last = pl.col("members").sort_by("day").last()
    return for_each_brand(records, measured(records["community_daily"], last, "brand"), absent=0.0)


def community_d7_return(records: Tables) -> pl.DataFrame:
    """Members who visit seven days after they joined, over all who joined; null before the group is a week old."""
    value = ratio(total("returned"), total("joined_week_ago"))
    return for_each_brand(records, measured(records["community_daily"], value, "brand"))


def surveyed_interest(records: Tables) -> pl.DataFrame:
    """Share of the users in the survey who say that they are interested, as answered; null without a survey."""
    users = records["surveys"].lazy().filter(pl.col("surveyed") == "users")
    return for_each_brand(records, measured(users, ratio(total("said_interested"), total("asked")), "brand"))
