"""The platform's day: users and impressions, by surface, search, segment and topic."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..records.money import split_fen as split_whole
from ..records.store import Recorder
from ..records.terms import ENGAGEMENTS, EVENTS
from ..world.calendar import Season
from ..world.columns import ADS, COUNTS, VIDEO_FEED
from ..world.world import World
from .today import Served, Today

READS = COUNTS.index("reads")
LEAST = 1e-9  # of a share: sums are shared out even where readers did nothing


def acts_of(counts: NDArray[Any], watched: NDArray[Any] | int = 0) -> dict[str, NDArray[Any]]:
    """Name counters, (..., 8), as the tables do; ``watched`` are reads in the video feed, which nobody clicked for."""
    named = {name: counts[..., k] for k, name in enumerate(COUNTS[:-1])} | {"clicks": counts[..., READS] - watched}
    return {name: named[name] for name in EVENTS}


def acts_of_notes(counts: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Name the counters of notes, (..., S, 8), all surfaces together."""
    return acts_of(counts.sum(axis=-2, dtype=np.int64), counts[..., VIDEO_FEED, 0].astype(np.int64))


def by_surface_of(shown: Served) -> NDArray[np.int64]:
    """Return a day's counters by surface, (S, 8): those in use that are not of ads, then those of ads."""
    organic = shown.notes.by_surface()
    organic[: len(shown.old)] += shown.old
    return np.concatenate([organic[list(shown.surfaces)], shown.ads])


def surfaces_of(shown: Served) -> NDArray[np.int64]:
    """Return the surfaces of ``by_surface_of``; those of ads follow each other."""
    return np.concatenate([np.array(shown.surfaces), ADS + np.arange(len(shown.ads))])


def acts_by_surface(shown: Served) -> dict[str, NDArray[Any]]:
    """Name a day's counters by surface, as ``by_surface_of``."""
    by_surface = by_surface_of(shown)
    return acts_of(by_surface, np.where(surfaces_of(shown) == VIDEO_FEED, by_surface[:, 0], 0))


def record_day(
    recorder: Recorder, world: World, today: Today, extra: Mapping[str, int], small_followers: int
) -> dict[str, Any]:
    """Write the platform's day and its surfaces; return the day's row."""
    users, notes, shown, day = world.users, world.content.log, today.shown, today.day
    active, readers = users.is_active > 0, world.readers
    by_surface = acts_by_surface(shown)
    noted = today.notes
    small = world.followers_of(noted.creator) < small_followers
    row = {
        "day": day,
        "users": int(world.residents(day).sum()),
        "active_users": int(active.sum()),
        "new_users": int((users.signup_day == day).sum()),
        "sessions": shown.sessions,
        "requests": shown.requests,
        **{name: int(counts.sum()) for name, counts in by_surface.items()},
        "live_notes": int(np.count_nonzero(notes.key >= 0)),
        "older_impressions": int(shown.old[:, 0].sum()),
        "older_clicks": int(shown.old[:, READS].sum() - shown.old[VIDEO_FEED, 0]),
        "small_creator_impressions": int(noted.counts[small, 0].sum()),
        "true_satisfaction": float(world.truth.satisfaction[readers].mean(dtype=np.float64)) if len(readers) else None,
        "ad_impressions": int(shown.ads[:, 0].sum()),
        "merchant_impressions": shown.own_ads,
        **extra,
    }
    recorder.add("daily", **row)
    recorder.add("surface_daily", day=day, surface=surfaces_of(shown), **by_surface)
    return row


def record_searches(recorder: Recorder, today: Today) -> None:
    """Write the day's searches by kind of query."""
    searches, purchase, impressions, clicks = today.found.queries.T
    recorder.add(
        "search_daily",
        day=today.day,
        kind=np.arange(len(searches)),
        searches=searches,
        purchase_searches=purchase,
        impressions=impressions,
        clicks=clicks,
    )


def record_segments(recorder: Recorder, world: World, today: Today) -> None:
    """Write the day by gender and age band."""
    users, segments = world.users, today.shown.segments
    active = users.is_active > 0
    n_genders, n_ages, _ = segments.shape
    cell = users.gender[active].astype(np.int64) * n_ages + users.age_band[active]
    gender, age = np.divmod(np.arange(n_genders * n_ages), n_ages)
    impressions, clicks, engagements = segments.reshape(-1, 3).T
    if not world.sample.is_whole:  # what all people did, in the proportions in which readers did it
        whole = {name: int(counts.sum()) for name, counts in acts_by_surface(today.shown).items()}
        clicks = _in_proportion(whole["clicks"], clicks)
        engagements = _in_proportion(sum(whole[act] for act in ENGAGEMENTS), engagements)
    recorder.add(
        "segment_daily",
        day=today.day,
        gender=gender,
        age_band=age,
        active_users=np.bincount(cell, minlength=n_genders * n_ages),
        impressions=impressions,
        clicks=clicks,
        engagements=engagements,
    )


def _in_proportion(total: int, counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Share a whole number out in the proportions of others; evenly where they are none."""
    return split_whole(total, counts.astype(np.float64) + LEAST)


def record_topics(recorder: Recorder, today: Today, season: Season, popularity: NDArray[np.float64]) -> None:
    """Write each topic's day: its popularity, the event that lifts it, what was published, shown and opened.

    ``popularity`` is the usual one, (T,).
    """
    noted, day, n_topics = today.notes, today.day, len(popularity)

    def total(values: NDArray[np.int64] | NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(noted.topic, weights=values, minlength=n_topics).astype(np.int64)

    recorder.add(
        "topic_daily",
        day=day,
        topic=np.arange(n_topics),
        popularity=popularity * np.exp(season.on(day)),
        event=season.events_on(day),
        notes_published=total(noted.day == day),
        impressions=total(noted.counts[:, 0]),
        clicks=total(noted.counts[:, READS] - noted.watched),
        reads=total(noted.counts[:, READS]),
        search_clicks=total(noted.search_clicks),
    )
