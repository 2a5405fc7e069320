"""Own: the notes of an account that a team plans, and what the team's work makes of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import ContentConfig, ContentPlanConfig, EffortConfig
from ...rng import Streams
from ...world.columns import N_DIMS, N_STYLE
from ...world.content import NewNotes
from ...world.population import draw_normals
from .draft import Drafts, no_lean
from .note import KINDS, NoteLaw
from .writers import Writers, write_notes

OWN = 1 << 45  # where the numbers of planned notes begin
QUALITY = 10  # draw of a note's own quality, in ``draw_notes``
LEAST_SHARE = 0.1  # of a note's hours that its covers never take


class Planned(NamedTuple):
    """What each note of an account is to be; K rows."""

    topic: NDArray[np.int8]
    is_video: NDArray[np.bool_]
    tick: NDArray[np.int8]


def publish_own(
    writers: Writers, row: int, first: int, planned: Planned, brand: int, originality: float | None
) -> NewNotes:
    """Write planned notes of one account.

    Their keys lie in a range of their own, so nobody's organic notes are drawn anew.

    Parameters
    ----------
    row, first : int
        Whose account; how many planned notes it published before.
    brand : int
        Whose name the notes bear, -1 = nobody's. Nobody is paid: they are not sponsored.
    originality : float or None
        In place of the creator's own.
    """
    k = len(planned.topic)
    drafts = Drafts(np.full(k, row, np.int32), OWN + first + np.arange(k), planned.tick, no_lean(k))
    law = writers.law._replace(topic_focus=1.0, riding=0.0)
    if originality is not None:
        law = law._replace(originality=0.0, imitation=0.0)
    batches, places = [], []
    for share in (0.0, 1.0):  # of videos
        at = np.flatnonzero(planned.is_video == (share > 0))
        some, these = Drafts._make(column[at] for column in drafts), law._replace(video_share=share)
        batches.append(write_notes(writers._replace(law=these), some, planned.topic[at]))
        places.append(at)
    order = np.argsort(np.concatenate(places))
    notes = NewNotes._make(np.concatenate(columns)[order] for columns in zip(*batches, strict=True))
    notes = notes._replace(brand=np.full(k, brand, np.int8))
    if brand >= 0:
        notes = notes._replace(kinds=notes.kinds * shop_kinds(writers.content))
    return notes if originality is None else with_originality(notes, originality, writers.law)


def shop_kinds(content: ContentConfig) -> NDArray[np.float32]:
    """Return how many times as often as with a creator's note people act on a brand's own, by kind: (4,)."""
    return np.exp([content.shop_kind_effect[kind] for kind in KINDS]).astype(np.float32)


def with_originality(notes: NewNotes, originality: float, law: NoteLaw) -> NewNotes:
    """Return notes, written without any trait, as those of a creator who is that original."""
    copied, vec = law.imitation * (1.0 - originality), notes.vec.copy()
    style = slice(N_DIMS - N_STYLE, N_DIMS)
    vec[:, style] = (1.0 - copied) * vec[:, style] + copied * law.fashion[notes.topic]
    return notes._replace(vec=vec, quality=notes.quality + np.float32(law.originality * (originality - 0.5)))


def hours_per_note(plan: ContentPlanConfig) -> float:
    """Return the hours of work in one note, covers included."""
    return plan.hours_per_week / plan.notes_per_week


def effort_effect(plan: ContentPlanConfig, effort: EffortConfig, is_video: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return what work adds to each note's quality, logit: ``quality ln(hours / usual hours)``.

    A video's usual hours are ``video_factor`` times an image-text note's. Covers beyond the first take
    ``cover_hours`` each from the note, a tenth of whose hours they leave.
    """
    hours = hours_per_note(plan)
    left = max(hours - (plan.covers - 1) * effort.cover_hours, LEAST_SHARE * hours)
    usual = effort.usual_hours * np.where(is_video, effort.video_factor, 1.0)
    return np.asarray(effort.quality * np.log(left / usual))


def cover_effect(
    note_key: NDArray[np.int64], plan: ContentPlanConfig, effort: EffortConfig, note_sd: float, streams: Streams
) -> NDArray[np.float64]:
    """Return what choosing among covers adds to each note's quality, logit: (K,).

    The first cover is the one that the note would have anyway, a part of its own luck. Each is worth
    ``N(0, cover_sd)``; a test shows it to ``cover_testers`` people of whom about ``test_ctr`` open it, so
    its logit is known up to ``N(0, 1 / (m p (1 - p)))``. The one that looks best is used.
    """
    covers = range(plan.covers)
    worth, seen = (
        np.stack([draw_normals(note_key, streams.key(purpose), c) for c in covers], axis=1).astype(np.float64)
        for purpose in ("cover", "cover test")
    )
    part = min(effort.cover_sd / note_sd, 1.0) if note_sd > 0 else 0.0
    luck = draw_normals(note_key, streams.key("note"), QUALITY)
    worth[:, 0] = part * luck + np.sqrt(1.0 - part * part) * worth[:, 0]
    worth *= effort.cover_sd
    seen /= np.sqrt(plan.cover_testers * effort.test_ctr * (1.0 - effort.test_ctr))
    best = (worth + seen).argmax(axis=1)
    return worth[np.arange(len(worth)), best] - worth[:, 0]
