"""Rights: which new notes are copies, and what was claimed of which."""

import numpy as np
from numpy.typing import NDArray

from ..records.store import Recorder
from ..world.content import NewNotes
from ..world.safety import NO_NOTE, NoteMarks


def record_copies(recorder: Recorder, notes: NewNotes, marks: NoteMarks) -> None:
    """Write down which of some new notes are copies."""
    at = np.flatnonzero(marks.copied != NO_NOTE)
    recorder.add(
        "copies",
        day=notes.day[at],
        note=notes.key[at],
        creator=notes.creator[at],
        original=marks.copied[at].astype(np.uint64),
        is_declared=marks.is_original[at] > 0,
    )


def record_claims(
    recorder: Recorder, day: int, event: str, note: NDArray[np.int64], is_copy: NDArray[np.bool_]
) -> None:
    """Write down what happened to notes that were taken for copies."""
    if len(note):
        recorder.add("claims", day=day, note=note, event=event, true_copy=is_copy)
