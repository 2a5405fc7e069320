"""Notes: their days, ticks and rare acts, what became of them, and the panel's impressions one by one."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..phases.engagement.state import PANEL_COLUMNS
from ..records.store import Recorder
from ..world.columns import ADS, FOLLOWING, NEARBY, PROFILE, REACTIONS, SEARCH, VIDEO_FEED, NoteLog
from ..world.world import World
from .platform import acts_of, acts_of_notes
from .today import NoteDays, Today

AT_ONCE = 50_000  # notes whose totals are written down together: each takes 500 bytes for a moment


def record_reactions(recorder: Recorder, world: World, today: Today) -> None:
    """Write the day's rare acts, for each note and surface that had any."""
    of_feed, of_archive = today.shown.reactions, today.shown.old_reactions
    for acts, key in ((of_feed, world.content.log.key), (of_archive, world.archive.log.key)):
        slots = acts.slots
        reactions = acts.of(slots)
        note, surface = np.nonzero(reactions.any(axis=2))
        columns = dict(zip(REACTIONS, reactions[note, surface].T, strict=True))
        recorder.add("reactions", day=today.day, note=key[slots[note]], surface=surface, **columns)


def record_note_days(recorder: Recorder, today: Today) -> None:
    """Write the day of each note that was shown."""
    notes = today.notes
    shown = np.flatnonzero(notes.counts[:, 0] > 0)
    recorder.add(
        "note_daily", day=today.day, **_about(notes, shown), **acts_of(notes.counts[shown], notes.watched[shown])
    )


def record_finished_notes(recorder: Recorder, world: World, slots: NDArray[np.intp]) -> None:
    """Write the totals of notes when they leave the feed (or are in it when the run ends)."""
    slots = slots[world.content.log.day[slots] >= 0]  # notes from before day 0 are scenery
    for first in range(0, len(slots), AT_ONCE):
        _record_finished(recorder, world, slots[first : first + AT_ONCE])


def _record_finished(recorder: Recorder, world: World, slots: NDArray[np.intp]) -> None:
    log, counts = world.content.log, world.content.counts.of(slots)
    recorder.add(
        "notes",
        **_about(log, slots),
        published_day=log.day[slots],
        format=log.is_video[slots],
        **acts_of_notes(counts),
        impressions_following=counts[:, FOLLOWING, 0],
        impressions_video_feed=counts[:, VIDEO_FEED, 0],
        impressions_profile=counts[:, PROFILE, 0],
        impressions_search=counts[:, SEARCH, 0],
        impressions_nearby=counts[:, NEARBY, 0],
        impressions_ads=counts[:, ADS, 0],
        clicks_ads=counts[:, ADS, 1],
        true_quality=world.content.truth.quality[slots],
    )


def _about(notes: NoteLog | NoteDays, slots: NDArray[np.intp]) -> dict[str, NDArray[Any]]:
    return {
        "note": notes.key[slots],
        "creator": notes.creator[slots],
        "topic": notes.topic[slots],
        "is_sponsored": notes.is_sponsored[slots] > 0,
        "brand": notes.brand[slots],
    }


def record_watched(recorder: Recorder, watched: list[NDArray[np.int64]], day: int) -> None:
    """Write a day of what ``watch_tick`` returned."""
    tick, note, surface, stage, *counts = np.concatenate(watched).T
    acts = acts_of(np.column_stack(counts), np.where(surface == VIDEO_FEED, counts[0], 0))
    recorder.add("note_ticks", day=day, tick=tick, note=note, surface=surface, stage=stage, **acts)


def record_panel(recorder: Recorder, today: Today, is_panel: NDArray[np.bool_]) -> None:
    """Write a day's events of the panel's users, one row an impression."""
    panel = today.shown.panel
    used = [np.flatnonzero((events[:, 0] >= 0) & is_panel[events[:, 0]]) for events in panel]
    n_events = [len(rows) for rows in used]
    columns = np.empty((len(PANEL_COLUMNS), sum(n_events)), np.int64)
    ends = np.cumsum(n_events)
    for events, rows, end in zip(panel, used, ends, strict=True):
        columns[:, end - len(rows) : end] = events[rows].T
    logged: dict[str, Any] = dict(zip(PANEL_COLUMNS, columns, strict=True))
    dwell_ms, predicted_ppm, creator = logged.pop("dwell_ms"), logged.pop("predicted_ppm"), logged.pop("creator")
    recorder.add(
        "panel",
        **logged,
        day=today.day,
        tick=np.repeat(np.arange(len(used)), n_events),
        creator=pl.Series(creator).set(pl.Series(creator < 0), None),  # an ad that is no creator's
        dwell_s=dwell_ms / 1000.0,
        predicted_click=predicted_ppm / 1e6,
    )
