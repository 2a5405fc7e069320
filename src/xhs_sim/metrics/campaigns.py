"""What a campaign did beyond notes and ads: contracts kept, money by kind, media, event, group, challenge, survey."""

from collections.abc import Callable, Sequence

import polars as pl

from .asked import answer
from .frames import as_metric, covers, for_each_brand, measured, ratio, total, total_cny
from .metric import Tables, metric

OWED = pl.col("kind") != "trial"
KINDS = {"paid": "paid contracts", "trial": "products on trial", "cocreation": "contracts to develop a note together"}
_CALLED = {
    "paid": ("paid notes", "付费笔记"),
    "trial": ("trial notes", "置换笔记"),
    "cocreation": ("co-created notes", "共创笔记"),
}


@metric("share", better="higher", en="Contracts delivered", zh="合同履约率")
def contract_completion_rate(records: Tables) -> pl.DataFrame:
    """Notes that creators delivered, over those delivered, failed or stopped; null without any. No trial is owed."""
    came = records["contracts"].lazy().filter(OWED).select("brand", came=pl.lit(1))
    ended = records["contract_events"].lazy().filter(OWED, pl.col("event").is_in(["failed", "stopped"]))
    both = pl.concat([came, ended.select("brand", came=pl.lit(0))])
    return for_each_brand(records, measured(both, ratio(total("came"), pl.len()), "brand"))


@metric("days", better="lower", en="Days from signing to note", zh="签约到发布天数")
def mean_delay_days(records: Tables) -> pl.DataFrame:
    """Days from signing to the note, mean over delivered notes; null where signing is not recorded (plain terms)."""
    keys = ["brand", "creator", "number"]
    events = records["contract_events"].lazy().filter(OWED)
    signed = events.filter(pl.col("event") == "signed").select(*keys, signed="day")
    came = events.filter(pl.col("event") == "delivered").join(signed, on=keys)
    days = came.select("brand", days=(pl.col("day") - pl.col("signed")).cast(pl.Int64))
    return for_each_brand(records, measured(days, ratio(total("days"), pl.len()), "brand"))


@metric("CNY", better="none", en="Spend on creators", zh="博主花费")
def creator_spend(records: Tables) -> pl.DataFrame:
    """Fees and bonuses of creators less what came back, and the marketplace's fees."""
    return _paid_for(records, "creator_fee", "service_fee", "bonus", "fee_refund")


@metric("CNY", better="none", en="Spend on products on trial", zh="置换产品花费")
def trial_spend(records: Tables) -> pl.DataFrame:
    """Paid for products given to creators: goods at cost, and handling."""
    return _paid_for(records, "gift")


@metric("CNY", better="none", en="Spend on media outside", zh="站外媒体花费")
def media_spend(records: Tables) -> pl.DataFrame:
    """Paid for media outside the platform."""
    return _paid_for(records, "media")


@metric("CNY", better="none", en="Spend on the event", zh="线下活动花费")
def event_spend(records: Tables) -> pl.DataFrame:
    """Paid for the offline event."""
    return _paid_for(records, "event")


@metric("CNY", better="none", en="Spend on the group", zh="社群花费")
def community_spend(records: Tables) -> pl.DataFrame:
    """Paid for running the brand's group."""
    return _paid_for(records, "community")


@metric("CNY", better="none", en="Spend on rewards", zh="奖励花费")
def reward_spend(records: Tables) -> pl.DataFrame:
    """Paid as rewards of a challenge or check-in, or as prizes of a draw."""
    return _paid_for(records, "reward")


@metric("CNY", better="none", en="Spend on the market survey", zh="市场调研花费")
def survey_spend(records: Tables) -> pl.DataFrame:
    """Paid for answers to a survey of the market."""
    return _paid_for(records, "survey")


def _paid_for(records: Tables, *kinds: str) -> pl.DataFrame:
    paid = records["ledger"].lazy().filter(pl.col("kind").is_in(kinds))
    return for_each_brand(records, measured(paid, total_cny("amount_cny"), "brand"), absent=0.0)


def spend_by_kind(kind: str) -> Callable[[Tables], pl.DataFrame]:
    """Make the metric of what the delivered notes of one kind of cooperation cost."""

    def of_kind(records: Tables) -> pl.DataFrame:
        cost = total_cny("fee_cny", "service_fee_cny", "goods_cny")
        return for_each_brand(records, measured(_came(records, kind), cost, "brand"), absent=0.0)

    of_kind.__name__ = f"{kind}_note_spend"
    of_kind.__doc__ = f"Fees, marketplace fees and goods of the notes that came of {KINDS[kind]}; no bonuses."
    return of_kind


def notes_by_kind(kind: str) -> Callable[[Tables], pl.DataFrame]:
    """Make the metric of how many notes came of one kind of cooperation."""

    def of_kind(records: Tables) -> pl.DataFrame:
        return for_each_brand(records, measured(_came(records, kind), pl.len(), "brand"), absent=0.0)

    of_kind.__name__, of_kind.__doc__ = f"{kind}_notes", f"Notes that came of {KINDS[kind]}."
    return of_kind


def ctr_by_kind(kind: str) -> Callable[[Tables], pl.DataFrame]:
    """Make the metric of how readily the notes of one kind of cooperation are opened."""

    def of_kind(records: Tables) -> pl.DataFrame:
        value = ratio(total("clicks"), covers())
        return for_each_brand(records, measured(_seen(records, kind), value, "brand"))

    of_kind.__name__ = f"{kind}_note_ctr"
    of_kind.__doc__ = f"Clicks over covers shown of the notes that came of {KINDS[kind]}; null without any."
    return of_kind


def cpm_by_kind(kind: str) -> Callable[[Tables], pl.DataFrame]:
    """Make the metric of what a thousand impressions of one kind of cooperation cost."""

    def of_kind(records: Tables) -> pl.DataFrame:
        spend = trial_spend if kind == "trial" else spend_by_kind(kind)
        seen = measured(_seen(records, kind), total("impressions").cast(pl.Float64), "brand")
        both = (
            spend(records)
            .lazy()
            .rename({"value": "cost"})
            .join(seen.lazy().select("brand", seen="value"), on="brand", how="left", maintain_order="left")
        )
        return answer(as_metric(both.with_columns(value=ratio(1000 * pl.col("cost"), pl.col("seen")))))

    of_kind.__name__ = f"{kind}_note_cpm"
    of = "parcels sent, written about or not" if kind == "trial" else "their fees and marketplace fees"
    of_kind.__doc__ = f"1000 * cost over impressions of the notes that came of {KINDS[kind]}; cost: {of}."
    return of_kind


for _kind, (_en, _zh) in _CALLED.items():
    metric("notes", better="none", en=_en.capitalize(), zh=f"{_zh}数")(notes_by_kind(_kind))
    metric("CNY", better="none", en=f"Spend on {_en}", zh=f"{_zh}花费")(spend_by_kind(_kind))
    metric("per impression", better="higher", en=f"CTR of {_en}", zh=f"{_zh}点击率")(ctr_by_kind(_kind))
    metric("CNY per 1000 impressions", better="lower", en=f"CPM of {_en}", zh=f"{_zh}千次曝光成本")(cpm_by_kind(_kind))


def _came(records: Tables, kind: str) -> pl.LazyFrame:
    return records["contracts"].lazy().filter(pl.col("kind") == kind)


def _seen(records: Tables, kind: str) -> pl.LazyFrame:
    seen = records["notes"].lazy().select("note", "impressions", "clicks", "reads")
    return _came(records, kind).select("brand", "note").join(seen, on="note")


@metric("share", better="higher", en="Products on trial written about", zh="置换发布率")
def trial_write_rate(records: Tables) -> pl.DataFrame:
    """Trial notes that came, over products sent; null without any."""
    trials = records["contract_events"].lazy().filter(pl.col("kind") == "trial")
    came, sent = ((pl.col("event") == event).sum() for event in ("delivered", "signed"))
    return for_each_brand(records, measured(trials, ratio(came, sent), "brand"))


def _people_of(activities: Sequence[str], records: Tables) -> pl.DataFrame:
    rows = records["activity_daily"].lazy().filter(pl.col("activity").is_in(activities))
    return for_each_brand(records, measured(rows, total("people"), "brand"), absent=0.0)


@metric("people", better="higher", en="Attendance of the event", zh="线下活动到场人数")
def attendance(records: Tables) -> pl.DataFrame:
    """People who came to the brand's offline event."""
    return _people_of(["event"], records)


@metric("users", better="higher", en="Participants for a reward", zh="有奖活动参与人数")
def participants(records: Tables) -> pl.DataFrame:
    """Users who took part for a reward: in a challenge, a check-in or a draw."""
    return _people_of(["challenge", "check_in", "draw"], records)


def _in_all(records: Tables, table: str, amount: pl.Expr) -> pl.DataFrame:
    """Return an amount by brand, 0 where a brand has no rows."""
    return for_each_brand(records, measured(records[table], amount, "brand"), absent=0.0)


@metric("contacts", better="none", en="Media contacts on the platform", zh="站外媒体触达（平台用户）")
def media_contacts(records: Tables) -> pl.DataFrame:
    """Contacts with people of the platform that the brand bought in media off it."""
    return _in_all(records, "media_daily", total("contacts_on_platform"))


@metric("contacts", better="none", en="Media contacts elsewhere", zh="站外媒体触达（非平台用户）")
def media_spill(records: Tables) -> pl.DataFrame:
    """Contacts with others that the brand bought in media off the platform: paid, and of no effect here."""
    return _in_all(records, "media_daily", total("contacts_elsewhere"))


@metric("notices", better="higher", en="Noticed in media outside", zh="站外媒体注意次数")
def media_notices(records: Tables) -> pl.DataFrame:
    """Times that people of the market noticed the brand in media outside, each at most once a day."""
    return _in_all(records, "media_daily", total("noticed"))


@metric("users", better="higher", en="Learned of the brand from media", zh="站外媒体新增认知")
def media_learned(records: Tables) -> pl.DataFrame:
    """Users who had not known the brand and learned of it from media outside."""
    return _in_all(records, "media_daily", total("learned"))


@metric("notes", better="higher", en="Prompted notes", zh="活动带动笔记数")
def prompted_notes(records: Tables) -> pl.DataFrame:
    """Unpaid notes about the brand that its event or its challenge or draw made people write."""
    return _in_all(records, "activity_daily", total("notes"))


@metric("users", better="higher", en="Members of the group", zh="社群成员数")
def community_members(records: Tables) -> pl.DataFrame:
    """Members of the brand's group on its last day."""
    last = pl.col("members").sort_by("day").last()
    return _in_all(records, "community_daily", last)


@metric("share", better="higher", en="Members' D7 return", zh="社群成员 7 日回访率")
def community_d7_return(records: Tables) -> pl.DataFrame:
    """Members who visit seven days after they joined, over all who joined; null before the group is a week old."""
    value = ratio(total("returned"), total("joined_week_ago"))
    return for_each_brand(records, measured(records["community_daily"], value, "brand"))


@metric("coupons", better="none", en="Coupons given", zh="优惠券发放数")
def coupons_given(records: Tables) -> pl.DataFrame:
    """Users who got a coupon of the brand, each once."""
    return _in_all(records, "coupon_daily", total("given"))


@metric("orders", better="higher", en="Coupons used", zh="优惠券核销数")
def coupons_used(records: Tables) -> pl.DataFrame:
    """Orders on the platform that a coupon made cheaper."""
    return _in_all(records, "coupon_daily", total("used"))


@metric("CNY", better="none", en="Money off by coupons", zh="优惠券让利金额")
def coupon_discount(records: Tables) -> pl.DataFrame:
    """What coupons took off prices: given by the brand, so that GMV and margin are that much less."""
    return _in_all(records, "coupon_daily", total_cny("off_cny"))


@metric("share", better="higher", en="Interest by survey", zh="调研兴趣占比")
def surveyed_interest(records: Tables) -> pl.DataFrame:
    """Share of the users in the survey who say that they are interested, as answered; null without a survey."""
    users = records["surveys"].lazy().filter(pl.col("surveyed") == "users")
    return for_each_brand(records, measured(users, ratio(total("said_interested"), total("asked")), "brand"))
