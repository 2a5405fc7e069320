"""Rules: which new notes break them, and what people were shown of such notes."""

import numpy as np
from numpy.typing import NDArray

from ..records.store import Recorder
from ..world.columns import COUNTS, REACTIONS
from ..world.content import NewNotes
from ..world.note_counts import NoteCounts
from ..world.safety import REMOVED, kinds_of
from ..world.world import World

SHOWN, READ, REPORTED = COUNTS.index("impressions"), COUNTS.index("reads"), REACTIONS.index("reports")


def record_violations(recorder: Recorder, notes: NewNotes, bits: NDArray[np.uint16], n_kinds: int) -> None:
    """Write down which of some new notes are of which kind; notes of the days before day 0 are scenery."""
    note, kind = np.nonzero(kinds_of(bits, n_kinds))
    kind, note = (column[notes.day[note] >= 0] for column in (kind, note))
    recorder.add(
        "violations",
        day=notes.day[note],
        note=notes.key[note],
        creator=notes.creator[note],
        brand=notes.brand[note],
        is_sponsored=notes.is_sponsored[note] > 0,
        true_kind=kind,
    )


def record_safety(recorder: Recorder, world: World, reports: NoteCounts, n_kinds: int, day: int) -> None:
    """Write down what was shown, read and reported of notes that break rules; ``reports`` are the day's rare acts."""
    assert world.safety is not None
    log, shown = world.content.log, world.content.today
    slots, bits, is_there = shown.slots, world.safety.notes.violation, log.key >= 0
    counts, reported = shown.over_surfaces(slots), reports_of(reports, len(log.key))[slots]
    breaks, live = bits[slots] > 0, is_there & (world.safety.measures(log, day) & REMOVED == 0)
    recorder.add(
        "safety_daily",
        day=day,
        impressions=int(counts[:, SHOWN].sum()),
        reads=int(counts[:, READ].sum()),
        reports=int(reported.sum()),
        live_notes=int(live.sum()),
        violating_impressions=int(counts[breaks, SHOWN].sum()),
        violating_reads=int(counts[breaks, READ].sum()),
        violating_reports=int(reported[breaks].sum()),
        violating_notes=int(live[bits > 0].sum()),
    )
    shown_of = kinds_of(bits[slots[breaks]], n_kinds).T.astype(np.int64)  # (K, violating notes that were shown)
    recorder.add(
        "violation_daily",
        day=day,
        kind=np.arange(n_kinds),
        notes=kinds_of(bits[live & (bits > 0)], n_kinds).sum(axis=0, dtype=np.int64),
        impressions=shown_of @ counts[breaks, SHOWN],
        reads=shown_of @ counts[breaks, READ],
        reports=shown_of @ reported[breaks],
    )


def reports_of(rare: NoteCounts, n_slots: int) -> NDArray[np.int64]:
    """Return the reports of each note of the feed, of a day's rare acts; (C,)."""
    found, slots = np.zeros(n_slots, np.int64), rare.slots
    found[slots] = rare.of(slots)[:, :, REPORTED].sum(axis=1)
    return found
