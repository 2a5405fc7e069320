"""Copies: notes of creators who take a hot note and make it theirs; and which notes are declared original.

A copier's note is a copy with probability ``copy_share``: of one of the ``hot_notes`` of its topic that have most
likes, each alike, from the last ``hot_days`` days. Its quality is ``q + fidelity (q0 - q)``, q its author's own and q0
the original's; what readers are prone to do, likewise in logs; its content ``(1 - likeness) v + likeness v0``.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import CopyingConfig, OriginalityConfig, RightsConfig
from ...rng import Streams
from ...world.columns import NoteLog, NoteTruth
from ...world.content import NewNotes
from ...world.population import draw_uniforms
from ...world.safety import NO_NOTE, REMOVED, NoteMarks, Safety, no_marks

NO_ORIGINAL = -1  # slot of what a note copies
_COPIES, _WHICH, _DECLARES = range(3)  # columns of a note's draws


class Writing(NamedTuple):
    """Who writes new notes by themselves; M rows, as of the notes."""

    user_key: NDArray[np.int64]  # (M,)
    is_own: NDArray[np.bool_]  # (M,) written by nobody's order


def hot_slots(log: NoteLog, copied: NDArray[np.int64], day: int, plan: CopyingConfig) -> list[NDArray[np.intp]]:
    """Return the slots of the hot notes of each topic, best first: those with likes that are no copies themselves.

    Parameters
    ----------
    log : NoteLog
        Without what was removed.
    copied : int array of shape (C,)
        Key of the note that each copies.
    """
    age, n = day - log.day, len(copied)
    is_hot = (log.key >= 0) & (age > 0) & (age <= plan.hot_days) & (log.day >= 0) & (log.log_likes > 0)
    slots = np.flatnonzero(is_hot[:n] & (copied == NO_NOTE))
    order = slots[np.lexsort((log.key[slots], -log.log_likes[slots]))]
    n_topics = int(log.topic.max(initial=0)) + 1
    return [order[log.topic[order] == topic][: plan.hot_notes] for topic in range(n_topics)]


def originals_of(
    notes: NewNotes, writing: Writing, hot: list[NDArray[np.intp]], plan: CopyingConfig, streams: Streams
) -> NDArray[np.intp]:
    """Return the slot of what each new note copies, NO_ORIGINAL = nothing; (M,)."""
    found, key = np.full(len(notes.key), NO_ORIGINAL, np.intp), streams.key("copy")
    is_copier = draw_uniforms(writing.user_key, streams.key("copier"), 0) < plan.copiers
    wants = writing.is_own & is_copier & (draw_uniforms(notes.key, key, _COPIES) < plan.copy_share)
    which = draw_uniforms(notes.key, key, _WHICH)
    for m in np.flatnonzero(wants):
        topic = int(notes.topic[m])
        if topic < len(hot) and len(hot[topic]):
            found[m] = hot[topic][int(which[m] * len(hot[topic]))]
    return found


def with_copies(
    notes: NewNotes, originals: NDArray[np.intp], feed: tuple[NoteTruth, NoteLog], plan: CopyingConfig
) -> NewNotes:
    """Return new notes of which some are made after others."""
    at = np.flatnonzero(originals != NO_ORIGINAL)
    if not len(at):
        return notes
    (truth, log), of = feed, originals[at]
    quality, kinds, vec = notes.quality.copy(), notes.kinds.copy(), notes.vec.copy()
    quality[at] += np.float32(plan.fidelity) * (truth.quality[of] - quality[at])
    kinds[at] = kinds[at] ** (1.0 - plan.fidelity) * truth.kinds[of] ** plan.fidelity
    vec[at] = (1.0 - plan.likeness) * vec[at] + plan.likeness * log.vec[of]
    return notes._replace(quality=quality, kinds=kinds, vec=vec)


def declared(
    notes: NewNotes, writing: Writing, is_copy: NDArray[np.bool_], plan: OriginalityConfig, streams: Streams
) -> NDArray[np.uint8]:
    """Return which new notes their authors declare original; (M,)."""
    share = np.where(is_copy, plan.false_declare_share, plan.declare_share)
    lots = draw_uniforms(notes.key, streams.key("copy"), _DECLARES)
    return (writing.is_own & (lots < share)).astype(np.uint8)


def by_rights(
    notes: NewNotes,
    writing: Writing,
    feed: tuple[NoteTruth, NoteLog],
    safety: Safety,
    plan: RightsConfig,
    streams: Streams,
) -> tuple[NewNotes, NoteMarks]:
    """Return new notes of which some are copies of those of the feed, and what is copied and declared of them."""
    truth, log = feed
    day = int(notes.day.max(initial=-1))
    there = safety.shown(log, day, REMOVED)
    hot = hot_slots(there, safety.notes.copied, day, plan.copying) if writing.is_own.any() else []
    originals = originals_of(notes, writing, hot, plan.copying, streams)
    is_copy, marks = originals != NO_ORIGINAL, no_marks(len(notes.key))
    is_original = declared(notes, writing, is_copy, plan.originality, streams)
    copied = np.where(is_copy, log.key[originals], marks.copied)
    notes = with_copies(notes, originals, (truth, log), plan.copying)
    return notes, marks._replace(copied=copied, is_original=is_original)
