"""Detect: what the machine makes of a note when it is published, and what a reviewer makes of it.

The machine has a score for each kind of violation: normal with variance 1, around 0 for notes that are within the rule
and around ``separation`` for those that are not. A note is *doubtful* where its highest score reaches ``doubt``, and
the machine is *certain* where it reaches ``certain``. So a stricter threshold finds more and is more often wrong, along
the curve that the separation draws: ``error_rates``.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from ...config.schema import DeskConfig, MachineConfig
from ...world.population import draw_normals, draw_uniforms

PASSED, DOUBTFUL, CERTAIN = range(3)  # what the machine says
NOTHING = -1  # kind of no violation
_SEEN, _IMAGINED, _WHICH = range(3)  # columns of a reviewer's draws


class Detector(NamedTuple):
    """The machine: scores of which kinds, and from where on it says something."""

    kinds: NDArray[np.int64]  # (J,) that it knows, by number
    separation: NDArray[np.float64]  # (J,) sd
    doubt: float  # sd
    certain: float  # sd


class Screened(NamedTuple):
    """What the machine says of notes; M rows."""

    says: NDArray[np.int8]  # (M,) PASSED, DOUBTFUL, CERTAIN
    kind: NDArray[np.int8]  # (M,) of which the score is highest; NOTHING where it passes
    score: NDArray[np.float64]  # (M,) sd, the highest


def detector(config: MachineConfig, kinds: list[str], known: list[str]) -> Detector:
    """Return the machine's law.

    Parameters
    ----------
    kinds : list of str
        All kinds of violation, in the order of their bits.
    known : list of str
        Of these, those that a machine can notice at all.
    """
    own = [name for name in kinds if name in known and config.separation.get(name, 0.0) > 0]
    separation = np.array([config.separation[name] for name in own], float)
    return Detector(np.array([kinds.index(name) for name in own], np.int64), separation, config.doubt, config.certain)


def screened(violation: NDArray[np.integer], keys: NDArray[np.int64], law: Detector, stream: np.uint64) -> Screened:
    """Return what the machine says of notes.

    Parameters
    ----------
    violation : int array of shape (M,)
        Bits of the kinds that each is, in truth.
    keys : int array of shape (M,)
        Whose scores are drawn: two thresholds meet the same scores.
    """
    n = len(keys)
    if len(law.kinds) == 0 or n == 0:
        return Screened(np.zeros(n, np.int8), np.full(n, NOTHING, np.int8), np.full(n, -np.inf))
    breaks = (violation[:, None] >> law.kinds) & 1
    luck = np.stack([draw_normals(keys, stream, int(kind)) for kind in law.kinds], axis=1)
    scores = luck.astype(np.float64) + breaks * law.separation
    most = scores.argmax(axis=1)
    score = scores[np.arange(n), most]
    says = ((score >= min(law.doubt, law.certain)).astype(np.int8) + (score >= law.certain)).astype(np.int8)
    kind = np.where(says > PASSED, law.kinds[most], NOTHING).astype(np.int8)
    return Screened(says, kind, score)


def error_rates(threshold: float, separation: float) -> tuple[float, float]:
    """Return of one kind's score which share of notes within the rule and of those that break it reach a threshold.

    False alarms ``1 - Phi(t)`` and hits ``1 - Phi(t - d)``: a point of the detector's curve.
    """
    return float(ndtr(-threshold)), float(ndtr(separation - threshold))


def first_kind(violation: int) -> int:
    """Return the first of the kinds that a note is, NOTHING where it is within the rules."""
    return (violation & -violation).bit_length() - 1 if violation else NOTHING


class Reviewer(NamedTuple):
    """How well people see."""

    hit_rate: float
    false_rate: float


def reviewer(config: DeskConfig) -> Reviewer:
    """Return the reviewers' law."""
    return Reviewer(config.hit_rate, config.false_rate)


def judged(
    violation: NDArray[np.integer],
    suspected: NDArray[np.integer],
    keys: NDArray[np.int64],
    law: Reviewer,
    stream: np.uint64,
    n_kinds: int,
) -> NDArray[np.int8]:
    """Return which violation reviewers find in notes, NOTHING where they find none.

    Who sees a violation names it rightly: the one that was suspected if the note is of that kind, else its first. Who
    sees one where there is none believes the suspicion; without any, all kinds are alike.
    """
    seen, imagined, which = (draw_uniforms(keys, stream, column) for column in (_SEEN, _IMAGINED, _WHICH))
    bits = violation.astype(np.int64)
    hint = np.where(suspected >= 0, suspected, 0).astype(np.int64)
    is_hinted = (suspected >= 0) & ((bits >> hint) & 1 > 0)
    first = np.log2(np.maximum(bits & -bits, 1)).astype(np.int64)
    true_kind = np.where(is_hinted, hint, first)
    guess = np.where(suspected >= 0, suspected, np.minimum(which * n_kinds, n_kinds - 1).astype(np.int64))
    found = np.where(
        bits > 0, np.where(seen < law.hit_rate, true_kind, NOTHING), np.where(imagined < law.false_rate, guess, NOTHING)
    )
    return found.astype(np.int8)
