"""Standing: what measures against notes leave of their way through the feed."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ...config.schema import RightsConfig
from ...world.safety import DEMOTED, LIMITED, NO_NOTE, REMOVED
from .pools import Authors
from .score import NoteSignals


def recommended(
    signals: NoteSignals, authors: Authors, measures: NDArray[np.uint8], demotion: float
) -> tuple[NoteSignals, Authors]:
    """Return what pools are built from, where measures hold against notes.

    What is limited or removed is in no pool, like an empty slot. What is demoted has no guarantee, and so much less
    merit on the ladder.

    Parameters
    ----------
    measures : uint8 array of shape (C,)
        Bits of ``MEASURES``.
    demotion : float
        Logit.
    """
    if not measures.any():
        return signals, authors
    log, is_barred, is_demoted = signals.log, measures & (LIMITED | REMOVED) > 0, measures & DEMOTED > 0
    log = log._replace(key=np.where(is_barred, np.int64(NO_NOTE), log.key))
    momentum = np.zeros(len(measures), np.float32) if authors.momentum is None else authors.momentum
    merit = np.where(is_demoted, momentum - np.float32(demotion), momentum)
    return signals._replace(log=log, is_fresh=signals.is_fresh & ~is_demoted), authors._replace(momentum=merit)


def favoured(
    authors: Authors, is_original: NDArray[np.uint8], lifted_until: Mapping[int, int], rights: RightsConfig, day: int
) -> Authors:
    """Return what pools are built from, where notes that were declared original, or were copied, are shown more.

    Parameters
    ----------
    is_original : uint8 array of shape (C,)
        Declared.
    lifted_until : mapping
        Slots of notes whose copies were taken down, with the day before which they have more merit.
    """
    lifted = [slot for slot, until in lifted_until.items() if day < until]
    more = np.float32(rights.originality.boost) * is_original.astype(np.float32)
    more[lifted] += np.float32(rights.restore_boost)
    if not more.any():
        return authors
    return authors._replace(momentum=more if authors.momentum is None else authors.momentum + more)
