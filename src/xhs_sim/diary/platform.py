"""The platform's day: users, notes, creators, surfaces, searches, brands."""

from collections.abc import Mapping
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..config.schema import COOPERATIONS
from ..phases.convert import Orders, Terms
from ..phases.engagement.panel import CHANNELS
from ..phases.engagement.state import PANEL_COLUMNS
from ..phases.search.day import Found
from ..phases.search.law import QUERY_KINDS
from ..records.ledger import CONTRACT_LINES
from ..records.names import Names
from ..records.store import Recorder
from ..records.terms import EVENTS
from ..world.columns import ADS, ALL_SURFACES, COUNTS, FORMATS, GENDERS, NEARBY, REACTIONS, SEARCH, STAGES
from ..world.world import World
from .ads import AD_SURFACES

FOLLOWER_BANDS = (-1, 0, 10, 100, 1000, 10_000)  # users with more than so many followers


class Served(NamedTuple):
    """A day's feed, added up over ticks; ``with_search`` adds what search showed, and ads have fields of their own."""

    notes: NDArray[np.int32]  # (C, surfaces, 8) all of the day
    segments: NDArray[np.int64]  # (2, A, 3)
    sessions: int
    panel: list[NDArray[np.int64]]  # panel events tick by tick, (E, 16) each; the search events of the day last
    reactions: NDArray[np.int32]  # (C, S, 5)
    ads: NDArray[np.int64] = np.zeros((0, len(COUNTS)), np.int64)  # (2, 8) in the feed and on search
    own_ads: int = 0  # impressions of ads that are no creator's note
    n_organic: int = SEARCH + 1  # surfaces in use that are not of ads


def words(codes: NDArray[Any], words: list[str] | tuple[str, ...]) -> pl.Series:
    """Return words for codes; -1 becomes null."""
    places = np.where(codes < 0, len(words), codes).astype(np.uint32)
    return pl.Series([*words, None], dtype=pl.String).gather(places)


def _acts(counts: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Name the first seven counters of (..., 8)."""
    return {name: counts[..., k] for k, name in enumerate(EVENTS)}


def _joined(feed: NDArray[np.int32], search: NDArray[np.int32]) -> NDArray[np.int32]:
    """Put search's counters, (C, 1, n), beside the feed's, (C, S, n), which may have surfaces behind it."""
    if feed.shape[1] <= SEARCH:
        return np.concatenate([feed, search], axis=1)
    joined = feed.copy()
    joined[:, SEARCH] += search[:, 0]
    return joined


def with_search(served: Served, found: Found) -> Served:
    """Return what was shown on all surfaces."""
    reactions = _joined(served.reactions, found.reactions)
    return served._replace(
        segments=served.segments + found.segments, panel=[*served.panel, found.panel], reactions=reactions
    )


def record_day(
    recorder: Recorder,
    world: World,
    served: Served,
    by_note: NDArray[np.int64],
    day: int,
    extra: Mapping[str, int],
    small_followers: int,
) -> dict[str, Any]:
    """Write the platform's day and its surfaces; return the day's row. ``by_note`` are its notes over all surfaces."""
    users, notes = world.users, world.content.log
    here = world.residents(day)
    active = users.is_active > 0
    organic = served.notes[:, : served.n_organic].sum(axis=0, dtype=np.int64)
    by_surface = np.concatenate([organic, served.ads])
    totals = by_surface.sum(axis=0)
    alive = np.flatnonzero(notes.key >= 0)
    small = world.total_followers()[notes.creator[alive]] < small_followers
    small_impressions = by_note[alive[small], 0].sum()
    mood = float(world.truth.satisfaction[active].mean(dtype=np.float64)) if active.any() else None
    row = {
        "day": day,
        "users": int(here.sum()),
        "active_users": int(active.sum()),
        "new_users": int((users.signup_day == day).sum()),
        "sessions": served.sessions,
        **dict(zip(EVENTS, totals.tolist(), strict=False)),
        "live_notes": len(alive),
        "small_creator_impressions": int(small_impressions),
        "true_satisfaction": mood,
        "ad_impressions": int(served.ads[:, 0].sum()),
        "merchant_impressions": served.own_ads,
        **extra,
    }
    recorder.add("daily", {name: [value] for name, value in row.items()})
    surfaces = [*ALL_SURFACES[: len(organic)], *AD_SURFACES[: len(served.ads)]]
    recorder.add("surface_daily", {"day": [day] * len(surfaces), "surface": surfaces, **_acts(by_surface)})
    return row


def record_reactions(recorder: Recorder, world: World, served: Served, day: int) -> None:
    """Write the day's rare acts, for each note and surface that had any."""
    acts = [served.reactions[:, :, k] for k in range(len(REACTIONS))]  # numpy's ``any`` over an axis of five is slow
    slot, surface = np.nonzero(reduce(np.logical_or, acts))
    counts = served.reactions[slot, surface]
    columns = {name: counts[:, k] for k, name in enumerate(REACTIONS)}
    note = world.content.log.key[slot]
    recorder.add(
        "reactions", {"day": np.full(len(slot), day), "note": note, "surface": words(surface, ALL_SURFACES), **columns}
    )


def record_searches(recorder: Recorder, found: Found, day: int) -> None:
    """Write the day's searches by kind of query."""
    counts = dict(zip(("searches", "purchase_searches", "impressions", "clicks"), found.queries.T, strict=True))
    recorder.add("search_daily", {"day": [day] * len(QUERY_KINDS), "kind": QUERY_KINDS, **counts})


def record_segments(recorder: Recorder, world: World, served: Served, names: Names, day: int) -> None:
    """Write the day by gender and age band."""
    users, n_ages = world.users, len(names.age_bands)
    active = users.is_active > 0
    cell = users.gender[active].astype(np.int64) * n_ages + users.age_band[active]
    flat = served.segments.reshape(-1, 3)
    recorder.add(
        "segment_daily",
        {
            "day": [day] * len(flat),
            "gender": [g for g in GENDERS for _ in names.age_bands],
            "age_band": names.age_bands * 2,
            "active_users": np.bincount(cell, minlength=2 * n_ages),
            "impressions": flat[:, 0],
            "clicks": flat[:, 1],
            "engagements": flat[:, 2],
        },
    )


def _notewords(world: World, slots: NDArray[np.intp], names: Names) -> dict[str, Any]:
    notes = world.content.log
    return {
        "note": notes.key[slots],
        "creator": notes.creator[slots],
        "topic": words(notes.topic[slots], names.topics),
        "is_sponsored": notes.is_sponsored[slots] > 0,
        "brand": words(notes.brand[slots], names.brands),
    }


def record_notes_and_creators(
    recorder: Recorder, world: World, counts: NDArray[np.int64], names: Names, day: int, notes: bool
) -> None:
    """Write the day of each note that was shown, and of each creator with a shown or new note.

    ``counts`` are the day's of each note over all surfaces: (C, 8).
    """
    log = world.content.log
    shown = np.flatnonzero(counts[:, 0] > 0)
    if notes:
        words = _notewords(world, shown, names)
        recorder.add("note_daily", {"day": np.full(len(shown), day), **words, **_acts(counts[shown])})
    fresh = np.flatnonzero((log.key >= 0) & (log.day == day))
    slots = np.union1d(shown, fresh)
    who, at = np.unique(log.creator[slots], return_inverse=True)

    def total(values: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.bincount(at, weights=values[slots], minlength=len(who)).astype(np.int64)

    recorder.add(
        "creator_daily",
        {
            "day": np.full(len(who), day),
            "creator": who,
            "followers": world.total_followers()[who].astype(np.int64),
            "notes_published": np.bincount(at, weights=log.day[slots] == day, minlength=len(who)).astype(np.int64),
            "impressions": total(counts[:, 0]),
            "clicks": total(counts[:, 1]),
            "engagements": total(counts[:, 2] + counts[:, 3] + counts[:, 4]),
            "follows": total(counts[:, 6]),
        },
    )


def record_finished_notes(recorder: Recorder, world: World, slots: NDArray[np.intp], names: Names) -> None:
    """Write the final totals of notes that leave the feed (or are alive when the run ends)."""
    log = world.content.log
    slots = slots[log.day[slots] >= 0]  # notes from before day 0 are scenery
    counts = log.counts[slots].sum(axis=1, dtype=np.int64)
    recorder.add(
        "notes",
        {
            **_notewords(world, slots, names),
            "published_day": log.day[slots],
            "format": words(log.is_video[slots], FORMATS),
            **_acts(counts),
            "impressions_following": log.counts[slots, 1, 0],
            "impressions_search": log.counts[slots, SEARCH, 0],
            "impressions_nearby": log.counts[slots, NEARBY, 0],
            "impressions_ads": log.counts[slots, ADS, 0],
            "true_quality": world.content.truth.quality[slots],
        },
    )


def record_panel(recorder: Recorder, panel: list[NDArray[np.int64]], is_panel: NDArray[np.bool_], day: int) -> None:
    """Write a day's events of the panel's users, one row an impression; searches count to the last tick."""
    used = [events[(events[:, 0] >= 0) & is_panel[events[:, 0]]] for events in panel]
    ticks = np.minimum(np.arange(len(used)), max(len(used) - 2, 0))
    rows = np.ascontiguousarray(np.concatenate(used).T)
    columns: dict[str, Any] = dict(zip(PANEL_COLUMNS, rows, strict=True))
    columns |= {
        "day": np.full(rows.shape[1], day),
        "tick": np.repeat(ticks, [len(events) for events in used]),
        "dwell_s": columns["dwell_ms"] / 1000.0,
        "predicted_click": columns["predicted_ppm"] / 1e6,
        "surface": words(columns["surface"], (*ALL_SURFACES[:ADS], *AD_SURFACES)),
        "channel": words(columns["channel"], (*CHANNELS, *QUERY_KINDS)),
    }
    columns["creator"] = pl.Series(columns["creator"]).set(pl.Series(rows[4] < 0), None)  # an ad that is no creator's
    recorder.add("panel", columns)


def record_orders(recorder: Recorder, orders: Orders, names: Names, rows: NDArray[np.intp], day: int) -> None:
    """Write the orders among a day's product visits."""
    recorder.add(
        "orders",
        {
            "day": np.full(len(rows), day),
            "user": orders.user[rows],
            "brand": words(orders.brand[rows], names.brands),
            "product": words(orders.product[rows], names.products),
            "price_cny": orders.price[rows],
            "on_platform": orders.on_platform[rows],
            "is_attributed": orders.is_attributed[rows],
            "is_refunded": orders.is_refunded[rows],
            "is_first": orders.is_first[rows],
            "is_live": orders.is_live[rows],
        },
    )


def brand_row(
    world: World,
    served: Served,
    by_note: NDArray[np.int64],
    orders: Orders,
    brand: int,
    terms: Terms,
    reached_before: int,
    day: int,
    labels: tuple[int, ...] = (),
) -> dict[str, Any]:
    """Return one brand's day; ``by_note`` are the notes of ``served`` over all surfaces.

    Notes of the ``labels`` count too: a joint note is about both brands.
    """
    log = world.content.log
    mine = np.flatnonzero(np.isin(log.brand, (brand, *labels)))
    counts = by_note[mine]
    totals = counts.sum(axis=0)
    reached = int((world.brands.impressions[:, brand] > 0).sum())
    here = world.residents(day)
    stages = np.bincount(world.brands.stage[here, brand], minlength=len(STAGES))
    row: dict[str, Any] = {name: totals[k] for k, name in enumerate(EVENTS) if name != "follows"}
    row |= {"ad_impressions": int(served.notes[mine, ADS, 0].sum(dtype=np.int64))}
    row |= {"sponsored_impressions": counts[log.is_sponsored[mine] > 0, 0].sum()}
    row |= {"reach_new": reached - reached_before, "reach_cumulative": reached}
    row |= {"searched_cumulative": int(world.brands.searched[:, brand].sum(dtype=np.int64))}
    row |= {f"n_{stage}": stages[k] for k, stage in enumerate(STAGES)}
    return row | _money(orders, orders.brand == brand, terms)


def _money(orders: Orders, mine: NDArray[np.bool_], terms: Terms) -> dict[str, Any]:
    price = orders.price
    paid = mine & orders.is_order & orders.on_platform
    leaked = mine & orders.is_order & ~orders.on_platform
    refunded = paid & orders.is_refunded
    gmv = float(price[paid].sum())
    return {
        "visits": int(orders.visits[mine].sum(dtype=np.int64)),
        "carts": int((mine & orders.is_cart).sum()),
        "orders": int(paid.sum()),
        "gmv_cny": gmv,
        "leaked_orders": int(leaked.sum()),
        "leaked_gmv_cny": float(price[leaked].sum()),
        "refunds": int(refunded.sum()),
        "refund_cny": float(price[refunded].sum()),
        "attributed_orders": int((mine & orders.is_attributed).sum()),
        "attributed_gmv_cny": float(price[mine & orders.is_attributed].sum()),
        "first_orders": int((paid & orders.is_first).sum()),
        "cost_of_goods_cny": float(orders.cost[paid].sum()),
        "commission_cny": terms.commission * gmv,
        "payment_fee_cny": terms.payment_fee * gmv,
        "merchant_cny": terms.merchant * gmv,
        "sold_out_orders": int((mine & orders.is_sold_out).sum()),
        "live_orders": int((paid & orders.is_live).sum()),
        "live_gmv_cny": float(price[paid & orders.is_live].sum()),
    }


def record_contracts(
    recorder: Recorder,
    campaign: str,
    brand: str,
    contracts: Any,
    keys: NDArray[np.int64],
    day: int,
    tiers: tuple[str, ...],
) -> None:
    """Write the contracts whose note appeared today."""
    m = len(keys)
    common = {"campaign": [campaign] * m, "brand": [brand] * m, "creator": contracts.row}
    recorder.add(
        "contracts",
        common
        | {
            "tier": words(contracts.tier, tiers),
            "followers": contracts.followers.astype(np.int64),
            "followers_inside": contracts.inside.astype(np.int64),
            "fee_cny": contracts.fee_cny,
            "service_fee_cny": contracts.service_fee_cny,
            "publish_day": np.full(m, day),
            "note": keys,
            "price_source": np.where(contracts.is_quoted, "quote", "price_law"),
            "kind": words(contracts.kind, COOPERATIONS),
            "line": words(contracts.line, CONTRACT_LINES),
            "goods_cny": contracts.goods_cny,
        },
    )


def record_cohorts(recorder: Recorder, world: World, day: int) -> None:
    """Write, for each sign-up day so far, how many are there today."""
    born = world.users.signup_day[world.n_initial :]
    active = world.users.is_active[world.n_initial :] > 0
    size = np.bincount(born[born <= day], minlength=day + 1)
    there = np.bincount(born[active], minlength=day + 1)
    days = np.flatnonzero(size)
    recorder.add(
        "cohorts", {"cohort_day": days, "age_days": day - days, "size": size[days], "active_users": there[days]}
    )


def record_end(recorder: Recorder, world: World, names: Names, n_days: int) -> None:
    """Write what is known when the run ends: activity, frequency, followers."""
    users = world.users
    here = users.signup_day < n_days
    window = min(30, n_days)
    past = users.active_days[here] >> np.uint32(1)  # the lowest bit is the day that is never simulated
    days = np.bitwise_count(past & np.uint32((1 << window) - 1))
    per_days = np.bincount(days, minlength=window + 1)
    looked = (users.search_days[here] & np.uint32((1 << window) - 1)) > 0
    searchers = np.bincount(days, weights=looked, minlength=window + 1).astype(np.int64)
    recorder.add("user_ids", {"user": np.arange(len(world.given_ids)), "id": list(world.given_ids)})
    recorder.add("activity_days", {"active_days": np.arange(len(per_days)), "users": per_days, "searchers": searchers})
    for b, brand in enumerate(names.brands):
        seen = np.bincount(world.brands.impressions[here, b])
        times = np.arange(len(seen))
        recorder.add("reach_frequency", {"brand": [brand] * len(seen), "frequency": times, "users": seen})
    followers = world.total_followers()[here]
    bands = {"more_than": FOLLOWER_BANDS, "users": [int((followers > least).sum()) for least in FOLLOWER_BANDS]}
    recorder.add("follower_bands", bands)
