"""What a ranker thinks of a note whoever looks at it: features of logged behaviour, weighted.

A feature takes ``NoteSignals`` and returns one number a note slot. Those of ``FEATURES`` have a
weight in ``ranker`` under their own name; a user adds one from outside with
``ranker.extra=[{feature: my_package.my_module.my_feature, weight: 1.0}]``.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config import ConfigError
from ...config.schema import LadderConfig, RankerConfig
from ...world.columns import COUNTS, NoteLog, NoteTruth

CES_POINTS = {"likes": 1, "saves": 1, "comments": 4, "shares": 4, "follows": 8}  # community_lore
CES_PRIOR = 2.0  # points that shrink a young note to the platform's level
_STEPS = 16.0  # as learned estimates: a few events must not ripple through every feed
_IMPRESSIONS = COUNTS.index("impressions")


class NoteSignals(NamedTuple):
    """What may be looked at; C note slots, empty ones included."""

    log: NoteLog
    shown: NDArray[np.int64]  # (C,) impressions so far
    age_days: NDArray[np.float32]  # (C,) since publication
    is_fresh: NDArray[np.bool_]  # (C,) under the guarantee
    ladder: LadderConfig


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
    counts = signals.log.counts.sum(axis=1, dtype=np.int64)
    points = sum(weight * counts[:, COUNTS.index(act)] for act, weight in CES_POINTS.items())
    alive = signals.log.key >= 0
    usual = (np.sum(points[alive]) + CES_PRIOR) / (signals.shown[alive].sum() + 1000.0)
    usual = np.exp(np.round(np.log(usual) * 4.0) / 4.0)
    score = np.log((points + CES_PRIOR) / (usual * signals.shown + CES_PRIOR))
    return np.round(score * _STEPS) / _STEPS


FEATURES: dict[str, Feature] = {
    feature.__name__: feature for feature in (predicted_quality, predicted_engage, recency, popularity, boost, ces)
}


def performance(signals: NoteSignals) -> NDArray[np.floating]:
    """How a note does against expectation: clicks and what follows them."""
    return signals.log.quality_hat + signals.log.engage_hat


LADDER_RULES: dict[str, Feature] = {"performance": performance, "ces": ces}


def weights_of(ranker: RankerConfig) -> dict[str, float]:
    """Return the weight of each feature."""
    return {
        "predicted_quality": ranker.predicted_quality, "predicted_engage": ranker.predicted_engage,
        "recency": ranker.recency, "popularity": ranker.popularity, "boost": ranker.boost, "ces": ranker.ces,
    }  # fmt: skip


def load_feature(name: str) -> Feature:
    """Return a feature of the user's own, named ``package.module.function``.

    Raises
    ------
    ConfigError
        If there is no such module or function.
    """
    module, _, function = name.rpartition(".")
    try:
        found: Feature = getattr(import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(f"ranker.extra: {name}: {error} (expected package.module.function)") from None
    return found


def common_score(signals: NoteSignals, ranker: RankerConfig, truth: NoteTruth) -> NDArray[np.float32]:
    """Return the part of each note's score that does not depend on the user: (C,).

    Parameters
    ----------
    truth : NoteTruth
        Read by the oracle ranker only, the upper bound.
    """
    score = np.zeros(len(signals.shown))
    for name, weight in weights_of(ranker).items():
        if weight != 0:
            score = score + weight * FEATURES[name](signals)
    for own in ranker.extra:
        value = np.asarray(load_feature(own.feature)(signals))
        if value.shape != score.shape or not np.isfinite(value).all():
            raise ConfigError(f"ranker.extra: {own.feature} returned {value.shape} (expected {score.shape}, finite)")
        score = score + own.weight * value
    if ranker.oracle != 0:
        score = score + ranker.oracle * truth.quality
    return np.where(signals.log.key >= 0, score, 0.0).astype(np.float32)
