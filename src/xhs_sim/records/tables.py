"""The data dictionary: every table of a run, and what each of its columns holds.

``docs/columns.yaml`` says what the columns mean, ``diary`` writes the rows.
"""

from typing import TYPE_CHECKING

from .columns import (
    CNY,
    DAY,
    FLAG,
    NOTE,
    NUMBER,
    ORDINAL,
    PERSON,
    TEXT,
    Column,
    cny,
    counts,
    fen,
    flags,
    numbers,
    words,
)
from .rule_tables import TABLES_OF_RULES
from .terms import ATTRIBUTION_RULES, EVENTS, STAGES

if TYPE_CHECKING:
    import polars as pl

_ACTS = counts(*EVENTS)
_REACTIONS = counts("hides", "reports", "messages", "replies", "unfollows")
_BRAND, _PRODUCT, _TOPIC, _TIER = words("brands"), words("products"), words("topics"), words("tiers")
_SEGMENT = {"gender": words("genders"), "age_band": words("age_bands")}
_OF_CAMPAIGN = {"day": DAY, "campaign": TEXT, "brand": _BRAND}

TABLES: dict[str, dict[str, Column]] = {
    # the platform
    "daily": {
        "day": DAY,
        **counts("users", "active_users", "new_users", "churned_users", "sessions", "requests"),
        **_ACTS,
        **counts("searches", "searchers", "first_searchers"),
        **counts("notes_published", "publishers", "new_publishers", "stopped_publishers", "live_notes"),
        **counts("older_impressions", "older_clicks"),
        **counts("small_creator_impressions", "shares_to_friends", "shares_elsewhere"),
        "true_satisfaction": NUMBER,
        **counts("ad_impressions", "merchant_impressions"),
    },
    "surface_daily": {"day": DAY, "surface": words("surfaces_and_ads"), **_ACTS},
    "topic_daily": {
        "day": DAY,
        "topic": _TOPIC,
        "popularity": NUMBER,
        "event": words("events"),
        **counts("notes_published", "impressions", "clicks", "reads", "search_clicks"),
    },
    "search_daily": {
        "day": DAY,
        "kind": words("query_kinds"),
        **counts("searches", "purchase_searches", "impressions", "clicks"),
    },
    "segment_daily": {"day": DAY, **_SEGMENT, **counts("active_users", "impressions", "clicks", "engagements")},
    # notes
    "note_daily": {
        "day": DAY,
        "note": NOTE,
        "creator": PERSON,
        "topic": _TOPIC,
        "is_sponsored": FLAG,
        "brand": _BRAND,
        **_ACTS,
    },
    "note_ticks": {
        "day": DAY,
        "tick": ORDINAL,
        "note": NOTE,
        "surface": words("surfaces"),
        "stage": words("pools"),
        **_ACTS,
    },
    "reactions": {"day": DAY, "note": NOTE, "surface": words("surfaces"), **_REACTIONS},
    "notes": {
        "note": NOTE,
        "creator": PERSON,
        "published_day": DAY,
        "topic": _TOPIC,
        "format": words("formats"),
        "is_sponsored": FLAG,
        "brand": _BRAND,
        **_ACTS,
        **counts("impressions_following", "impressions_video_feed", "impressions_profile"),
        **counts("impressions_search", "impressions_nearby", "impressions_ads", "clicks_ads"),
        "true_quality": NUMBER,
    },
    "panel": {
        "day": DAY,
        "tick": ORDINAL,
        "user": PERSON,
        "session": ORDINAL,
        "slot": ORDINAL,
        "note": NOTE,
        "creator": PERSON,
        "surface": words("surfaces_and_ads"),
        "channel": words("channels"),
        "predicted_click": NUMBER,
        "clicked": FLAG,
        "dwell_s": NUMBER,
        **flags("liked", "saved", "commented", "shared", "followed", "hidden"),
    },
    # creators and accounts
    "creator_daily": {
        "day": DAY,
        "creator": PERSON,
        **counts("followers", "notes_published", "impressions", "older_impressions"),
        **counts("clicks", "reads", "engagements", "follows"),
    },
    "account_daily": {
        "day": DAY,
        "owner": TEXT,
        "brand": _BRAND,
        "creator": PERSON,
        **counts("followers", "notes_published"),
        **_ACTS,
        **counts("impressions_search", "older_impressions", "unfollows"),
        "hours": NUMBER,
    },
    "creators": {
        "creator": PERSON,
        **counts("followers"),
        "tier": _TIER,
        **counts("n_notes"),
        "publishes": FLAG,
        "topic": _TOPIC,
        "true_goal": words("goals"),
        "true_zeal": NUMBER,
        "true_topic_share": NUMBER,
        "true_video_share": NUMBER,
    },
    # users
    "user_ids": {"user": PERSON, "id": TEXT},
    "panel_people": {
        "user": PERSON,
        **_SEGMENT,
        "city_tier": words("city_tiers"),
        "education_level": words("education_levels"),
        "city": ORDINAL,
    },
    "cohorts": {"cohort_day": DAY, "age_days": ORDINAL, **counts("size", "active_users")},
    "activity_days": {"active_days": ORDINAL, **counts("users", "searchers")},
    "follower_bands": {"more_than": ORDINAL, **counts("users")},
    # brands
    "brand_daily": {
        "day": DAY,
        "brand": _BRAND,
        **counts("sponsored_impressions", "ad_impressions"),
        **cny("ad_spend_cny"),
        **counts(*(act for act in EVENTS if act != "follows")),
        **counts("reach_new", "reach_cumulative", "searches", "searched_cumulative"),
        **counts("n_unaware", *STAGES),
        **counts("visits", "carts"),
        **counts("orders"),
        **cny("gmv_cny"),
        **numbers("expected_visits", "expected_orders", "expected_buyers"),
        **cny("expected_gmv_cny"),
        **counts("leaked_orders"),
        **cny("leaked_gmv_cny"),
        **counts("refunds"),
        **cny("refund_cny"),
        **counts("attributed_orders"),
        **cny("attributed_gmv_cny"),
        **counts("first_orders"),
        **cny("cost_of_goods_cny", "commission_cny", "payment_fee_cny", "merchant_cny"),
        **counts("sold_out_orders", "live_orders"),
        **cny("live_gmv_cny"),
    },
    "brand_segments": {
        "brand": _BRAND,
        **_SEGMENT,
        "city_tier": words("city_tiers"),
        "education_level": words("education_levels"),
        **counts("users", "reached", "aware_or_more", "interested_or_more", "bought"),
    },
    "target_reach": {
        "brand": _BRAND,
        **counts("users", "reached", "aware_or_more", "interested_or_more", "bought", "orders"),
        **cny("gmv_cny"),
        **numbers("expected_orders"),
        **cny("expected_gmv_cny"),
    },
    "reach_frequency": {"brand": _BRAND, "frequency": ORDINAL, **counts("users")},
    # ads
    "ad_daily": {
        "day": DAY,
        "source": words("sources"),
        "advertiser": TEXT,
        "placement": words("placements"),
        **_ACTS,
        **_REACTIONS,
        **counts("leads"),
        **fen("spend_fen", "over_fen", "budget_fen"),
    },
    # campaigns
    "ledger": {**_OF_CAMPAIGN, "kind": TEXT, "line": TEXT, "tier": _TIER, "creator": PERSON, **cny("amount_cny")},
    "budget": {**_OF_CAMPAIGN, "line": TEXT, "tier": _TIER, **fen("amount_fen")},
    "offers": {**_OF_CAMPAIGN, "tier": _TIER, **counts("creators"), "price_factor": NUMBER},
    "contracts": {
        "campaign": TEXT,
        "brand": _BRAND,
        "creator": PERSON,
        "tier": _TIER,
        **counts("followers"),
        **cny("fee_cny", "service_fee_cny"),
        "price_source": words("price_sources"),
        "publish_day": DAY,
        "note": NOTE,
        "kind": words("cooperations"),
        "line": words("contract_lines"),
        **cny("goods_cny"),
        "way": words("ways"),
    },
    "contract_events": {
        **_OF_CAMPAIGN,
        "creator": PERSON,
        "number": ORDINAL,
        "event": TEXT,
        **cny("amount_cny"),
        "kind": words("cooperations"),
    },
    "alliances": {
        "day": DAY,
        "brand": _BRAND,
        "partner": _BRAND,
        "fit": NUMBER,
        **counts("knows_brand", "knows_partner", "knows_both"),
    },
    "rival_answers": {**_OF_CAMPAIGN, "excess_voice": NUMBER, "factor": NUMBER, **fen("purse_fen")},
    "media_daily": {**_OF_CAMPAIGN, **counts("contacts_on_platform", "contacts_elsewhere", "noticed", "learned")},
    "activity_daily": {**_OF_CAMPAIGN, "activity": TEXT, **counts("people", "notes", "friends")},
    "community_daily": {
        **_OF_CAMPAIGN,
        **counts("members", "joined", "active_members", "talked", "joined_week_ago", "returned"),
    },
    "surveys": {
        **_OF_CAMPAIGN,
        "surveyed": TEXT,
        **counts("asked", "said_aware", "true_aware", "said_interested", "true_interested"),
    },
    # selling
    "orders": {
        "day": DAY,
        "user": PERSON,
        "brand": _BRAND,
        "product": _PRODUCT,
        **cny("price_cny"),
        **flags("on_platform", "is_attributed", "is_refunded", "is_first", "is_live"),
        "weight": NUMBER,
    },
    "attribution": {
        "day": DAY,
        "user": PERSON,
        "brand": _BRAND,
        "channel": words("touch_channels"),
        "weight": NUMBER,
        **fen(*(f"{rule}_fen" for rule in ATTRIBUTION_RULES)),
    },
    "product_daily": {
        "day": DAY,
        "brand": _BRAND,
        "product": _PRODUCT,
        **cny("list_cny", "price_cny", "reference_cny"),
        **counts("reviews"),
        "stars": NUMBER,
        **counts("units", "stock"),
    },
    "live_sessions": {
        "day": DAY,
        "brand": _BRAND,
        "product": _PRODUCT,
        "host": PERSON,
        "hour": ORDINAL,
        "minutes": ORDINAL,
        **counts("audience", "followers", "peak"),
        "minutes_watched": NUMBER,
        **counts("product_clicks", "orders", "units"),
        "gmv_cny": CNY,
        **counts("refunds"),
    },
    "live_audience": {"day": DAY, "brand": _BRAND, "minute": ORDINAL, **counts("watching")},
    "income": {"day": DAY, "payer": TEXT, "receiver": TEXT, "kind": TEXT, "brand": _BRAND, **fen("amount_fen")},
    **TABLES_OF_RULES,
}


def schema_of(table: str) -> "pl.Schema":
    """Return the columns of a table as their types."""
    import polars as pl  # late: see ``columns.Column``

    return pl.Schema({name: column.dtype for name, column in TABLES[table].items()})
