"""Claim: which notes a machine matches with older ones, who complains of whom, and what comes of it.

A note matches when it is published with probability ``recall`` if it is a copy (less where its original was not
declared), ``false_share`` if it is none, and is not recommended from then on. Who wrote it may answer; a reviewer then
lets it go with probability ``1 - accept``. The author of a copy that n people saw has seen it with probability
``1 - exp(-n / notice_impressions)`` and may complain; the note is removed if the platform accepts that. Who wrote it
may answer with a counter-notice: if the author does not go to court then, it is there again after ``wait_days`` [1]_.

References
----------
.. [1] E-commerce Law, art. 42 and 43; Civil Code, art. 1195 and 1196.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config.schema import ComplaintConfig, FingerprintConfig
from ..world.population import draw_uniforms

MATCH, SEE, COMPLAIN, ACCEPT, ANSWER, PROCEED = range(6)  # columns of a note's draws


class Lots(NamedTuple):
    """The draws of some notes, and whether each is a copy; M rows."""

    key: NDArray[np.int64]
    is_copy: NDArray[np.bool_]
    stream: np.uint64

    def happens(self, what: int, share: NDArray[np.float64] | float) -> NDArray[np.bool_]:
        """Say for which notes something happens that has some probability."""
        return np.asarray(draw_uniforms(self.key, self.stream, what) < share)

    def either(self, of_copies: float, of_others: float) -> NDArray[np.float64]:
        """Return one number for copies, another for other notes."""
        return np.where(self.is_copy, of_copies, of_others)


def matched(lots: Lots, is_declared: NDArray[np.bool_], plan: FingerprintConfig) -> NDArray[np.bool_]:
    """Say which notes match, where the originals of copies were declared or not."""
    of_copies = np.where(is_declared, plan.recall, plan.recall_undeclared)
    return lots.happens(MATCH, np.where(lots.is_copy, of_copies, plan.false_share))


def complained(lots: Lots, impressions: NDArray[np.int64], plan: ComplaintConfig) -> NDArray[np.bool_]:
    """Say of which notes somebody has complained by now: once true it stays so, as impressions grow."""
    has_seen = lots.happens(SEE, 1.0 - np.exp(-impressions / plan.notice_impressions))
    true = has_seen & lots.happens(COMPLAIN, plan.complain_share)
    return np.where(lots.is_copy, true, has_seen & lots.happens(COMPLAIN, plan.false_share))


def accepted(lots: Lots, plan: ComplaintConfig) -> NDArray[np.bool_]:
    """Say of which notes the platform finds that they are copies, if it is asked."""
    return lots.happens(ACCEPT, lots.either(plan.accept_true, plan.accept_false))


def answered(lots: Lots, plan: ComplaintConfig) -> NDArray[np.bool_]:
    """Say whose authors answer when theirs is taken for a copy."""
    return lots.happens(ANSWER, lots.either(plan.counter_true, plan.counter_false))


def given_up(lots: Lots, plan: ComplaintConfig) -> NDArray[np.bool_]:
    """Say of which notes who complained does not go on after a counter-notice."""
    return ~lots.happens(PROCEED, lots.either(plan.proceed_true, plan.proceed_false))
