"""What a ranker thinks of a note whoever looks at it: features of logged behaviour, weighted.

A feature takes ``NoteSignals`` and returns one number a note slot. To add one: a function here, its entry in
``FEATURES``, and a ranker that weighs it (``ranker.weights``); or a function anywhere, named by a package's entry
point or as ``package.module.function``.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config import ConfigError
from ...config.messages import message
from ...config.registry import Registry
from ...config.schema import LadderConfig, RankerConfig
from ...kernels.jit import njit_part
from ...kernels.threads import share_out
from ...world.columns import COUNTS, FEED, NoteLog, NoteTruth
from ...world.note_counts import Cells, NoteCounts

CES_POINTS = {"likes": 1, "saves": 1, "comments": 4, "shares": 4, "follows": 8}  # community_lore
CES_PRIOR = 2.0  # points that shrink a young note to the platform's level
USUAL_FOLLOWERS = 1000.0  # whose standing is 0
_RUNGS = 4.0  # of standing: one follower more must not ripple
_STEPS = 16.0  # as learned estimates: a few events must not ripple through every feed


class NoteSignals(NamedTuple):
    """What may be looked at; C note slots, empty ones included."""

    log: NoteLog
    counts: NoteCounts  # what each got so far, by surface
    shown: NDArray[np.int64]  # (C,) impressions so far
    age_days: NDArray[np.float32]  # (C,) since publication
    is_fresh: NDArray[np.bool_]  # (C,) under the guarantee
    ladder: LadderConfig
    followers: NDArray[np.floating]  # (C,) of the creator


def signals_of(
    notes: NoteLog, counts: NoteCounts, ladder: LadderConfig, followers: NDArray[np.floating], now: tuple[int, int, int]
) -> NoteSignals:
    """Return what rankers may look at, at (day, tick, ticks per day)."""
    n = len(notes.key)
    shown, age, is_fresh = np.empty(n, np.int64), np.empty(n, np.float32), np.empty(n, np.bool_)
    guarantee = float(ladder.guarantee), float(ladder.guarantee_hours)
    share_out(_look_at, notes, counts.cells, now, guarantee, shown, age, is_fresh)
    return NoteSignals(notes, counts, shown, age, is_fresh, ladder, followers)


@njit_part
def _look_at(
    thread: int,
    n_threads: int,
    notes: NoteLog,
    cells: Cells,
    now: tuple[int, int, int],
    guarantee: tuple[float, float],
    shown: NDArray[np.int64],
    age_days: NDArray[np.float32],
    is_fresh: NDArray[np.bool_],
) -> None:
    """Write down what each note was shown in the feed, its age, and whether it is under the guarantee."""
    (day, tick, ticks), n_notes = now, shown.shape[0]
    for n in range(thread * n_notes // n_threads, (thread + 1) * n_notes // n_threads):
        shown[n] = 0
        for surface in FEED:
            if cells.place[surface, n] >= 0:
                shown[n] += cells.counts[cells.place[surface, n], 0]
        age = np.float32(day - notes.day[n] + (tick - notes.tick[n]) / ticks)
        age_days[n] = age
        is_young = age >= 0 and age * np.float32(24.0) < np.float32(guarantee[1])
        is_fresh[n] = notes.key[n] >= 0 and is_young and shown[n] < guarantee[0]


Feature = Callable[[NoteSignals], NDArray[np.floating]]


def predicted_quality(signals: NoteSignals) -> NDArray[np.floating]:
    """ln(clicks over expected clicks), as learned."""
    return signals.log.quality_hat


def predicted_engage(signals: NoteSignals) -> NDArray[np.floating]:
    """ln(engagements per click over the usual), as learned."""
    return signals.log.engage_hat


def recency(signals: NoteSignals) -> NDArray[np.floating]:
    """exp(-age / life): 1 for a new note."""
    return np.exp(-signals.age_days / np.float32(signals.ladder.life_days))


def popularity(signals: NoteSignals) -> NDArray[np.floating]:
    """ln(1 + likes)."""
    return signals.log.log_likes


def boost(signals: NoteSignals) -> NDArray[np.floating]:
    """Cold start: what is left of the guarantee, falling with delivery and with age; 0 when over."""
    ladder = signals.ladder
    delivered = signals.shown / max(ladder.guarantee, 1.0)
    waited = signals.age_days * 24.0 / ladder.guarantee_hours
    return np.where(signals.is_fresh, ladder.boost * (1.0 - delivered) * (1.0 - waited), 0.0)


def ces(signals: NoteSignals) -> NDArray[np.floating]:
    """ln(engagement points over the points that as many impressions usually bring), the CES of creators' lore.

    Points: like 1, save 1, comment 4, share 4, follow 8.
    """
    counts = signals.counts.over_surfaces()
    points = np.asarray(sum(weight * counts[:, COUNTS.index(act)] for act, weight in CES_POINTS.items()), np.int64)
    alive = signals.log.key >= 0
    usual = (np.sum(points[alive]) + CES_PRIOR) / (signals.shown[alive].sum() + 1000.0)
    usual = np.exp(np.round(np.log(usual) * 4.0) / 4.0)
    score = np.log((points + CES_PRIOR) / (usual * signals.shown + CES_PRIOR))
    return np.round(score * _STEPS) / _STEPS


def standing(signals: NoteSignals) -> NDArray[np.floating]:
    """Followers of the creator over 1,000, ln: what the account brings, whoever opens the note."""
    return np.round(np.log((1.0 + signals.followers) / (1.0 + USUAL_FOLLOWERS)) * _RUNGS) / _RUNGS


class OfPair(NamedTuple):
    """A feature of a user and a note: what the serving kernel looks at itself (``law.FeedLaw``)."""

    meaning: str


FEATURES: Final[Registry[Feature | OfPair]] = Registry(
    "feature",
    {
        "predicted_click": OfPair("Estimated taste of the user, times the note's embedding."),
        "predicted_quality": predicted_quality,
        "predicted_engage": predicted_engage,
        "recency": recency,
        "popularity": popularity,
        "followed": OfPair("1 if the user follows the creator, or a friend sent the note."),
        "boost": boost,
        "standing": standing,
        "ces": ces,
        "noise": OfPair("Keyed uniform noise."),
        "oracle": OfPair("True utility: true taste and true quality, the upper bound."),
    },
)


def performance(signals: NoteSignals) -> NDArray[np.floating]:
    """How a note does against expectation: clicks, and what follows them by ``ladder.acts``."""
    return signals.log.quality_hat + signals.ladder.acts * signals.log.engage_hat


def lift_by_standing(signals: NoteSignals) -> NDArray[np.floating]:
    """Return what the creator's followers add to what the ladder promotes by."""
    weight = signals.ladder.standing
    return weight * standing(signals) if weight else np.zeros(len(signals.shown))


LADDER_RULES: dict[str, Feature] = {"performance": performance, "ces": ces}


def common_score(signals: NoteSignals, ranker: RankerConfig, truth: NoteTruth) -> NDArray[np.float32]:
    """Return the part of each note's score that does not depend on the user: (C,).

    Parameters
    ----------
    truth : NoteTruth
        Read by the oracle ranker only, the upper bound.
    """
    score = np.zeros(len(signals.shown))
    for name in _in_order(ranker.weights):
        feature = FEATURES[name]
        if not isinstance(feature, OfPair):
            value = feature(signals)
            score = score + ranker.weights[name] * (value if name in FEATURES.own else _checked(value, score, name))
    if ranker.weights.get("oracle"):
        score = score + ranker.weights["oracle"] * truth.quality
    return np.where(signals.log.key >= 0, score, 0.0).astype(np.float32)


def _in_order(weights: Mapping[str, float]) -> list[str]:
    """Return the features that count, ours first: sums do not depend on the order in which a file names them."""
    counting = [name for name, weight in weights.items() if weight]
    return [*(name for name in FEATURES.own if name in counting), *sorted(set(counting) - FEATURES.own.keys())]


def _checked(value: Any, score: NDArray[np.floating], name: str) -> NDArray[np.floating]:
    """Refuse what another's feature returns if it is no finite number a slot."""
    found: NDArray[np.floating] = np.asarray(value)
    if found.shape != score.shape or not np.isfinite(found).all():
        raise ConfigError(message("run.ranker_shape", name=name, shape=str(found.shape), expected=str(score.shape)))
    return found
