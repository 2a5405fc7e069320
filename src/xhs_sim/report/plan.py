"""What an arm's plan comes to, day by day: notes, ads, media, events, groups, rewards, surveys, prices, live rooms.

Read from what a run wrote, so it is the plan as it was carried out; hiring is by lot and differs between
replicates, hence one is told (the first) and said to be one.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import polars as pl

from .evidence import setting
from .runs import Run
from .words import Words

TIERS = ("head", "waist", "junior", "koc", "ordinary")  # from the largest


class Entry(NamedTuple):
    """Something that happens on a day: which line of the plan, and what is said of it."""

    line: str
    text: str


Told = Iterator[tuple[int, str]]  # day, text
Teller = Callable[[Run, str | None, Words], Told]


def days_of(run: Run, brand: str | None, words: Words) -> dict[int, list[Entry]]:
    """Return what happens on each day of a run, in the order of ``LINES``; days with nothing are left out."""
    found: dict[int, list[Entry]] = {}
    for line, tell in LINES.items():
        for day, text in tell(run, brand, words):
            found.setdefault(day, []).append(Entry(line, text))
    return dict(sorted(found.items()))


def rows_of(run: Run, table: str, brand: str | None) -> pl.DataFrame:
    """Return a table's rows of a brand; without rows where the run has no such table, or names no brand."""
    frame = run.table(table)
    if frame is None or brand is None:
        return pl.DataFrame()
    return frame.filter(pl.col("brand") == brand)


def _notes(run: Run, brand: str | None, words: Words) -> Told:
    contracts = rows_of(run, "contracts", brand)
    if contracts.is_empty():
        return
    for day, part in _by_day(contracts, "publish_day"):
        sizes = dict(part.group_by("tier").agg(pl.len()).iter_rows())
        tiers = words.say("comma").join(
            words.say("plan_of_tier", n=sizes[tier], tier=words.say(f"tier_{tier}")) for tier in TIERS if tier in sizes
        )
        yield day, words.say("plan_notes", tiers=tiers)


def _ads(run: Run, brand: str | None, words: Words) -> Told:
    yield from _paid(run, brand, words, "plan_ads", "feed_ads", "search_ads")


def _media(run: Run, brand: str | None, words: Words) -> Told:
    yield from _paid(run, brand, words, "plan_media", "media")


def _paid(run: Run, brand: str | None, words: Words, key: str, *kinds: str) -> Told:
    ledger = rows_of(run, "ledger", brand)
    if ledger.is_empty():
        return
    for day, part in _by_day(ledger.filter(pl.col("kind").is_in(kinds)), "day"):
        yield day, words.say(key, cny=words.money(float(part["amount_cny"].sum())))


def _activity(run: Run, brand: str | None, words: Words) -> Told:
    for row in rows_of(run, "activity_daily", brand).iter_rows(named=True):
        yield row["day"], words.say(f"plan_{row['activity']}", people=words.number(row["people"]))


def _group(run: Run, brand: str | None, words: Words) -> Told:
    rows = rows_of(run, "community_daily", brand)
    opens = None if rows.is_empty() else rows["day"].min()
    for row in rows.iter_rows(named=True):
        key = "plan_group_opens" if row["day"] == opens else "plan_group"
        yield row["day"], words.say(key, joined=words.number(row["joined"]))


def _surveys(run: Run, brand: str | None, words: Words) -> Told:
    for row in rows_of(run, "surveys", brand).iter_rows(named=True):
        yield (
            row["day"],
            words.say("plan_survey", asked=words.number(row["asked"]), who=words.say(f"surveyed_{row['surveyed']}")),
        )


def _promotion(run: Run, brand: str | None, words: Words) -> Told:
    plan = setting(run.config, "promotion") or {}
    if brand is None or plan.get("brand") != brand or plan.get("product") is None:
        return
    off = words.percent(float(plan["discount_share"]))
    for day in range(plan["start_day"], min(plan["start_day"] + plan["days"], int(run.config["n_days"]))):
        yield day, words.say("plan_promotion", off=off)


def _coupon(run: Run, brand: str | None, words: Words) -> Told:
    for row in rows_of(run, "coupon_daily", brand).iter_rows(named=True):
        yield row["day"], words.say("plan_coupon", given=words.number(row["given"]), used=words.number(row["used"]))


def _live(run: Run, brand: str | None, words: Words) -> Told:
    for row in rows_of(run, "live_sessions", brand).iter_rows(named=True):
        yield (
            row["day"],
            words.say("plan_live", hour=row["hour"], minutes=row["minutes"], audience=words.number(row["audience"])),
        )


def _own(run: Run, brand: str | None, words: Words) -> Told:
    daily = run.table("account_daily")
    if daily is None:
        return
    for row in daily.filter(pl.col("notes_published") > 0).iter_rows(named=True):
        yield row["day"], words.say("plan_own", n=row["notes_published"])


# What a plan is made of, in the order told; the key is also the colour's.
LINES: Final[Mapping[str, Teller]] = {
    "event": _activity, "live": _live, "promotion": _promotion, "coupon": _coupon, "notes": _notes, "own": _own,
    "media": _media, "ads": _ads, "group": _group, "survey": _surveys,
}  # fmt: skip


def hired_creators(run: Run, brand: str | None) -> pl.DataFrame:
    """Who was hired, by day: ``publish_day, tier, creator, followers, kind, price, impressions, engagements``."""
    contracts, notes = rows_of(run, "contracts", brand), run.table("notes")
    if contracts.is_empty() or notes is None:
        return pl.DataFrame()
    got = notes.select("note", "impressions", engagements=pl.col("likes") + pl.col("saves") + pl.col("comments"))
    price = pl.col("fee_cny") + pl.col("service_fee_cny") + pl.col("goods_cny")
    columns = ("publish_day", "tier", "creator", "followers", "kind", "price", "impressions", "engagements")
    return (
        contracts.with_columns(price=price)
        .join(got, on="note", how="left")
        .select(columns)
        .sort("publish_day", "creator")
    )


def _by_day(frame: pl.DataFrame, column: str) -> Iterator[tuple[int, pl.DataFrame]]:
    for (day,), part in frame.group_by(column, maintain_order=True):
        yield int(str(day)), part


def budget_of(run: Run) -> float | None:
    """Return what the arm might spend; None where nobody campaigns."""
    value: Any = setting(run.config, "campaign.budget_cny")
    return float(value) if setting(run.config, "campaign.brand") and value else None
