"""Violate: which new notes break which rules. Some creators do so more than others; what does may be clicked more."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...config.schema import RulesConfig
from ...rng import Streams
from ...world.columns import UNLABELLED
from ...world.content import NewNotes
from ...world.population import draw_normals, draw_uniforms, lognormal_mean_one
from ...world.safety import NO_NOTE, NoteMarks, harm_of_bits, kinds_of

UNDISCLOSED = "undisclosed_ad"  # the kind that a paid note is by itself, unless it says that it is paid
PLAGIARISM = "plagiarism"  # the kind that a copy is by itself; by chance, of a work from elsewhere
MOST = 0.9  # of anybody's notes break a rule


class RulesLaw(NamedTuple):
    """The register in numbers; K kinds."""

    shares: NDArray[np.float64]  # (K,)
    lures: NDArray[np.float64]  # (K,) logit
    harm: NDArray[np.uint8]  # (2^K,) of a read, by bits, in ``HARM_UNIT``
    tendency_log_sd: float
    undisclosed: int  # place of UNDISCLOSED, -1 if the register knows no such kind
    plagiarism: int  # of PLAGIARISM


def rules_law(rules: RulesConfig) -> RulesLaw:
    """Return the register in the form that is computed with."""
    kinds, names = rules.kinds.values(), list(rules.kinds)
    return RulesLaw(
        np.array([kind.share for kind in kinds], np.float64),
        np.array([kind.lure for kind in kinds], np.float64),
        harm_of_bits(rules),
        rules.tendency_log_sd,
        names.index(UNDISCLOSED) if UNDISCLOSED in names else -1,
        names.index(PLAGIARISM) if PLAGIARISM in names else -1,
    )


def tendency_of(user_key: NDArray[np.int64], log_sd: float, streams: Streams) -> NDArray[np.float32]:
    """Return how many times as often as usual each creator breaks rules: lognormal, mean 1."""
    return lognormal_mean_one(draw_normals(user_key, streams.key("tendency to break rules"), 0), log_sd)


def draw_violations(
    notes: NewNotes, user_key: NDArray[np.int64], law: RulesLaw, streams: Streams
) -> NDArray[np.uint16]:
    """Return the bits of the kinds that each new note is; (M,).

    A paid note is an undisclosed ad if it does not say so, and never by chance.

    Parameters
    ----------
    user_key : int array of shape (M,)
        Of who wrote each.
    """
    key, bits = streams.key("violation"), np.zeros(len(notes.key), np.uint16)
    often = tendency_of(user_key, law.tendency_log_sd, streams)
    for k, share in enumerate(law.shares):
        is_one = draw_uniforms(notes.key, key, k) < np.minimum(share * often, MOST)
        if k == law.undisclosed:
            is_one = np.where(notes.is_sponsored > 0, notes.is_sponsored == UNLABELLED, is_one)
        bits |= is_one.astype(np.uint16) << np.uint16(k)
    return bits


def of_copies(marks: NoteMarks, law: RulesLaw) -> NDArray[np.uint16]:
    """Return the bits of the kind that copies are, if the register knows it; (M,)."""
    bit = np.uint16(1 << law.plagiarism) if law.plagiarism >= 0 else np.uint16(0)
    return np.where(marks.copied != NO_NOTE, bit, np.uint16(0))


def by_rules(notes: NewNotes, marks: NoteMarks, law: RulesLaw) -> tuple[NewNotes, NoteMarks]:
    """Return new notes with what breaking rules, as they are marked, makes of them; and their marks."""
    bits = marks.violation
    lure = (kinds_of(bits, len(law.lures)) * law.lures).sum(axis=1)
    notes = notes._replace(quality=notes.quality + lure.astype(np.float32), harm=law.harm[bits])
    return notes, marks
