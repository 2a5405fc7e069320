"""Wear: what a session has shown of the same topic or creator makes one more less interesting."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...kernels.jit import lean
from ...kernels.lanes import LANES, count_equal
from ..engagement.law import EngageLaw
from .desk import Desk


@lean
def start_wear(desk: Desk, law: EngageLaw) -> None:
    """Begin a session that has shown nothing."""
    if not law.topic_wear + law.creator_wear > 0.0:
        return
    for t in range(desk.topic_wear.shape[0]):
        desk.topic_wear[t] = np.float32(0.0)
    for k in range(desk.creators_shown.shape[0]):
        desk.creators_shown[k] = -1


@lean
def wear_of(desk: Desk, cards: NDArray[Any], note: int, slot: int, law: EngageLaw) -> float:
    """Return the logit that earlier notes of the topic and of the creator cost, and remember this one."""
    card = cards[note]
    worn = float(desk.topic_wear[card.topic])
    desk.topic_wear[card.topic] += np.float32(law.topic_wear)
    if law.creator_wear > 0.0:
        for block in range((slot + LANES - 1) // LANES):
            worn += law.creator_wear * count_equal(desk.creators_shown, block * LANES, card.creator)
        desk.creators_shown[slot] = card.creator
    return worn
