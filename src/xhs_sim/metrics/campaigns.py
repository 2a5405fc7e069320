"""What a campaign did beyond notes and ads: contracts kept, money by kind, media, event, group, challenge, survey."""

from collections.abc import Callable, Sequence

import polars as pl

from .frames import as_metric, for_each_brand, measured, ratio, total, total_cny
from .metric import Tables

OWED = pl.col("kind") != "trial"
KINDS = {"paid": "paid contracts", "trial": "products on trial", "cocreation": "contracts to develop a note together"}


def contract_completion_rate(records: Tables) -> pl.DataFrame:
    """Notes that creators delivered, over those delivered, failed or stopped; null without any. No trial is owed."""
    came = records["contracts"].lazy().filter(OWED).select("brand", came=pl.lit(1))
    ended = records["contract_events"].lazy().filter(OWED, pl.col("event").is_in(["failed", "stopped"]))
    both = pl.concat([came, ended.select("brand", came=pl.lit(0))])
    return for_each_brand(records, measured(both, ratio(total("came"), pl.len()), "brand"))


def mean_delay_days(records: Tables) -> pl.DataFrame:
    """Days from signing to the note, mean over delivered notes; null where signing is not recorded (plain terms)."""
    keys = ["brand", "creator", "number"]
    events = records["contract_events"].lazy().filter(OWED)
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
trial_spend = spend_on("trial_spend", "Paid for products given to creators: goods at cost, and handling.", "gift")
media_spend = spend_on("media_spend", "Paid for media outside the platform.", "media")
event_spend = spend_on("event_spend", "Paid for the offline event.", "event")
community_spend = spend_on("community_spend", "Paid for running the brand's group.", "community")
reward_spend = spend_on("reward_spend", "Paid as rewards of a challenge or check-in, or as prizes of a draw.", "reward")
survey_spend = spend_on("survey_spend", "Paid for answers to a survey of the market.", "survey")


def spend_by_kind(kind: str) -> Callable[[Tables], pl.DataFrame]:
    """Make the metric of what the delivered notes of one kind of cooperation cost."""

    def metric(records: Tables) -> pl.DataFrame:
        cost = total_cny("fee_cny", "service_fee_cny", "goods_cny")
        return for_each_brand(records, measured(_came(records, kind), cost, "brand"), absent=0.0)

    metric.__name__ = f"{kind}_note_spend"
    metric.__doc__ = f"Fees, marketplace fees and goods of the notes that came of {KINDS[kind]}; no bonuses."
    return metric


def notes_by_kind(kind: str) -> Callable[[Tables], pl.DataFrame]:
    """Make the metric of how many notes came of one kind of cooperation."""

    def metric(records: Tables) -> pl.DataFrame:
        return for_each_brand(records, measured(_came(records, kind), pl.len(), "brand"), absent=0.0)

    metric.__name__, metric.__doc__ = f"{kind}_notes", f"Notes that came of {KINDS[kind]}."
    return metric


def ctr_by_kind(kind: str) -> Callable[[Tables], pl.DataFrame]:
    """Make the metric of how readily the notes of one kind of cooperation are opened."""

    def metric(records: Tables) -> pl.DataFrame:
        value = ratio(total("clicks"), total("impressions"))
        return for_each_brand(records, measured(_seen(records, kind), value, "brand"))

    metric.__name__ = f"{kind}_note_ctr"
    metric.__doc__ = f"Clicks over impressions of the notes that came of {KINDS[kind]}; null without any."
    return metric


def cpm_by_kind(kind: str) -> Callable[[Tables], pl.DataFrame]:
    """Make the metric of what a thousand impressions of one kind of cooperation cost."""

    def metric(records: Tables) -> pl.DataFrame:
        spend = trial_spend if kind == "trial" else spend_by_kind(kind)
        seen = measured(_seen(records, kind), total("impressions").cast(pl.Float64), "brand")
        both = (
            spend(records)
            .lazy()
            .rename({"value": "cost"})
            .join(seen.lazy().select("brand", seen="value"), on="brand", how="left", maintain_order="left")
        )
        return as_metric(both.with_columns(value=ratio(1000 * pl.col("cost"), pl.col("seen")))).collect()

    metric.__name__ = f"{kind}_note_cpm"
    of = "parcels sent, written about or not" if kind == "trial" else "their fees and marketplace fees"
    metric.__doc__ = f"1000 * cost over impressions of the notes that came of {KINDS[kind]}; cost: {of}."
    return metric


def _came(records: Tables, kind: str) -> pl.LazyFrame:
    return records["contracts"].lazy().filter(pl.col("kind") == kind)


def _seen(records: Tables, kind: str) -> pl.LazyFrame:
    seen = records["notes"].lazy().select("note", "impressions", "clicks")
    return _came(records, kind).select("brand", "note").join(seen, on="note")


def trial_write_rate(records: Tables) -> pl.DataFrame:
    """Trial notes that came, over products sent; null without any."""
    trials = records["contract_events"].lazy().filter(pl.col("kind") == "trial")
    came, sent = ((pl.col("event") == event).sum() for event in ("delivered", "signed"))
    return for_each_brand(records, measured(trials, ratio(came, sent), "brand"))


def _people_of(activities: Sequence[str], records: Tables) -> pl.DataFrame:
    rows = records["activity_daily"].lazy().filter(pl.col("activity").is_in(activities))
    return for_each_brand(records, measured(rows, total("people"), "brand"), absent=0.0)


def attendance(records: Tables) -> pl.DataFrame:
    """People who came to the brand's offline event."""
    return _people_of(["event"], records)


def participants(records: Tables) -> pl.DataFrame:
    """Users who took part for a reward: in a challenge, a check-in or a draw."""
    return _people_of(["challenge", "check_in", "draw"], records)


def _of_media(column: str, records: Tables) -> pl.DataFrame:
    return for_each_brand(records, measured(records["media_daily"], total(column), "brand"), absent=0.0)


def media_contacts(records: Tables) -> pl.DataFrame:
    """Contacts with people of the market that the brand bought outside the platform."""
    return _of_media("contacts_inside", records)


def media_spill(records: Tables) -> pl.DataFrame:
    """Contacts beyond the market that the brand bought outside the platform: paid, and of no effect here."""
    return _of_media("contacts_outside", records)


def media_notices(records: Tables) -> pl.DataFrame:
    """Times that people of the market noticed the brand in media outside, each at most once a day."""
    return _of_media("noticed", records)


def media_learned(records: Tables) -> pl.DataFrame:
    """Users who had not known the brand and learned of it from media outside."""
    return _of_media("learned", records)


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
