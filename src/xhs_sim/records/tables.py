"""The data dictionary: every table of a run, its columns and their types."""

import polars as pl

I32, I64, F64, TEXT, FLAG, U64 = pl.Int32, pl.Int64, pl.Float64, pl.String, pl.Boolean, pl.UInt64
EVENTS = ("impressions", "clicks", "likes", "saves", "comments", "shares", "follows")
ENGAGEMENTS = ("likes", "saves", "comments")  # shares and follows are counted by themselves
FEN_PER_CNY = 100
ATTRIBUTION_RULES = ("last_touch", "first_touch", "linear", "platform")
PAID_CHANNELS = ("creator_notes", "feed_ads", "search_ads", "live")  # of touches: those that cost money
_ACTS = dict.fromkeys(EVENTS, I64)

TABLES: dict[str, dict[str, type[pl.DataType]]] = {
    "daily": {
        "day": I32, "users": I64, "active_users": I64, "new_users": I64, "churned_users": I64, "sessions": I64, **_ACTS,
        "searches": I64, "searchers": I64,
        "notes_published": I64, "publishers": I64, "new_publishers": I64, "stopped_publishers": I64,
        "live_notes": I64, "small_creator_impressions": I64, "shares_to_friends": I64, "shares_outside": I64,
        "true_satisfaction": F64, "ad_impressions": I64, "merchant_impressions": I64,
    },
    "surface_daily": {"day": I32, "surface": TEXT, **_ACTS},
    "topic_daily": {
        "day": I32, "topic": TEXT, "popularity": F64, "event": TEXT, "notes_published": I64, "impressions": I64,
        "clicks": I64,
    },
    "reactions": {
        "day": I32, "note": U64, "surface": TEXT, "hides": I64, "reports": I64, "messages": I64, "replies": I64,
        "unfollows": I64,
    },
    "search_daily": {
        "day": I32, "kind": TEXT, "searches": I64, "purchase_searches": I64, "impressions": I64, "clicks": I64,
    },
    "segment_daily": {
        "day": I32, "gender": TEXT, "age_band": TEXT, "active_users": I64, "impressions": I64, "clicks": I64,
        "engagements": I64,
    },
    "note_daily": {
        "day": I32, "note": U64, "creator": I32, "topic": TEXT, "is_sponsored": FLAG, "brand": TEXT, **_ACTS,
    },
    "note_ticks": {"day": I32, "tick": I32, "note": U64, "surface": TEXT, "stage": TEXT, **_ACTS},
    "creator_daily": {
        "day": I32, "creator": I32, "followers": I64, "notes_published": I64, "impressions": I64, "clicks": I64,
        "engagements": I64, "follows": I64,
    },
    "account_daily": {
        "day": I32, "owner": TEXT, "brand": TEXT, "creator": I32, "followers": I64, "followers_inside": I64,
        "notes_published": I64, **_ACTS, "impressions_search": I64, "unfollows": I64, "hours": F64,
    },
    "notes": {
        "note": U64, "creator": I32, "published_day": I32, "topic": TEXT, "format": TEXT, "is_sponsored": FLAG,
        "brand": TEXT, **_ACTS, "impressions_following": I64, "impressions_search": I64,
        "impressions_nearby": I64, "impressions_ads": I64,
        "true_quality": F64,
    },
    "creators": {
        "creator": I32, "followers": I64, "followers_inside": I64, "tier": TEXT, "n_notes": I64,
        "publishes": FLAG, "topic": TEXT, "true_goal": TEXT, "true_zeal": F64, "true_topic_share": F64,
        "true_video_share": F64,
    },
    "brand_daily": {
        "day": I32, "brand": TEXT, "sponsored_impressions": I64, "ad_impressions": I64, "ad_spend_cny": F64,
        **{name: kind for name, kind in _ACTS.items() if name != "follows"},
        "reach_new": I64, "reach_cumulative": I64, "searches": I64, "searched_cumulative": I64,
        "n_unaware": I64, "n_aware": I64, "n_interested": I64,
        "n_deeply_interested": I64, "n_bought": I64, "n_recommending": I64, "visits": I64, "carts": I64, "orders": I64,
        "gmv_cny": F64, "leaked_orders": I64, "leaked_gmv_cny": F64, "refunds": I64, "refund_cny": F64,
        "attributed_orders": I64, "attributed_gmv_cny": F64, "first_orders": I64, "cost_of_goods_cny": F64,
        "commission_cny": F64, "payment_fee_cny": F64, "merchant_cny": F64, "sold_out_orders": I64, "live_orders": I64,
        "live_gmv_cny": F64,
    },
    "ad_daily": {
        "day": I32, "source": TEXT, "advertiser": TEXT, "placement": TEXT, **_ACTS,
        "hides": I64, "reports": I64, "messages": I64, "replies": I64, "unfollows": I64, "leads": I64,
        "spend_fen": I64, "over_fen": I64, "budget_fen": I64,
    },
    "brand_segments": {
        "brand": TEXT, "gender": TEXT, "age_band": TEXT, "city_tier": TEXT, "users": I64, "reached": I64,
        "aware_or_more": I64, "interested_or_more": I64, "bought": I64,
    },
    "reach_frequency": {"brand": TEXT, "frequency": I32, "users": I64},
    "ledger": {
        "day": I32, "campaign": TEXT, "brand": TEXT, "kind": TEXT, "line": TEXT, "tier": TEXT, "creator": I32,
        "amount_cny": F64,
    },
    "budget": {"day": I32, "campaign": TEXT, "brand": TEXT, "line": TEXT, "tier": TEXT, "amount_fen": I64},
    "offers": {"day": I32, "campaign": TEXT, "brand": TEXT, "tier": TEXT, "creators": I64},
    "contracts": {
        "campaign": TEXT, "brand": TEXT, "creator": I32, "tier": TEXT, "followers": I64, "followers_inside": I64,
        "fee_cny": F64, "service_fee_cny": F64, "price_source": TEXT, "publish_day": I32, "note": U64,
        "kind": TEXT, "line": TEXT, "goods_cny": F64,
    },
    "alliances": {
        "day": I32, "brand": TEXT, "partner": TEXT, "fit": F64, "knows_brand": I64, "knows_partner": I64,
        "knows_both": I64,
    },
    "media_daily": {
        "day": I32, "campaign": TEXT, "brand": TEXT, "contacts_inside": I64, "contacts_outside": I64, "noticed": I64,
        "learned": I64,
    },
    "contract_events": {
        "day": I32, "campaign": TEXT, "brand": TEXT, "creator": I32, "number": I32, "event": TEXT, "amount_cny": F64,
        "kind": TEXT,
    },
    "activity_daily": {
        "day": I32, "campaign": TEXT, "brand": TEXT, "activity": TEXT, "people": I64, "notes": I64, "friends": I64,
    },
    "community_daily": {
        "day": I32, "campaign": TEXT, "brand": TEXT, "members": I64, "joined": I64, "active_members": I64,
        "talked": I64, "joined_week_ago": I64, "returned": I64,
    },
    "surveys": {
        "day": I32, "campaign": TEXT, "brand": TEXT, "surveyed": TEXT, "asked": I64, "said_aware": I64,
        "true_aware": I64, "said_interested": I64, "true_interested": I64,
    },
    "user_ids": {"user": I32, "id": TEXT},
    "cohorts": {"cohort_day": I32, "age_days": I32, "size": I64, "active_users": I64},
    "activity_days": {"active_days": I32, "users": I64, "searchers": I64},
    "follower_bands": {"more_than": I32, "users": I64},
    "orders": {
        "day": I32, "user": I32, "brand": TEXT, "product": TEXT, "price_cny": F64, "on_platform": FLAG,
        "is_attributed": FLAG, "is_refunded": FLAG, "is_first": FLAG, "is_live": FLAG,
    },
    "attribution": {
        "day": I32, "user": I32, "brand": TEXT, "channel": TEXT, "weight": F64,
        **{f"{rule}_fen": I64 for rule in ATTRIBUTION_RULES},
    },
    "product_daily": {
        "day": I32, "brand": TEXT, "product": TEXT, "list_cny": F64, "price_cny": F64, "reference_cny": F64,
        "reviews": I64, "stars": F64, "units": I64, "stock": I64,
    },
    "live_sessions": {
        "day": I32, "brand": TEXT, "product": TEXT, "host": I32, "hour": I32, "minutes": I32, "audience": I64,
        "followers": I64, "peak": I64, "minutes_watched": F64, "product_clicks": I64, "orders": I64, "units": I64,
        "gmv_cny": F64, "refunds": I64,
    },
    "live_audience": {"day": I32, "brand": TEXT, "minute": I32, "watching": I64},
    "income": {"day": I32, "payer": TEXT, "receiver": TEXT, "kind": TEXT, "brand": TEXT, "amount_fen": I64},
    "panel": {
        "day": I32, "tick": I32, "user": I32, "session": I32, "slot": I32, "note": U64, "creator": I32, "surface": TEXT,
        "channel": TEXT, "predicted_click": F64, "clicked": FLAG, "dwell_s": F64, "liked": FLAG, "saved": FLAG,
        "commented": FLAG, "shared": FLAG, "followed": FLAG, "hidden": FLAG,
    },
}
