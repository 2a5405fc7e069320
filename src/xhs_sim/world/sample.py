"""Who is simulated one by one: a sample of readers, each of whom stands for equally many people.

All that is written exists one to one; of those who read only some are followed through the day. The sample is
stratified by main topic and by how often people come, newcomers by the day of their sign-up.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..rng import Streams
from .columns import N_TOPICS, UserLog, UserTruth
from .population import draw_uniforms

VISIT_BANDS = 2.0  # strata of how often people come, per unit of logit


class Sample(NamedTuple):
    """The readers among the N people of the market."""

    weight: int  # people whom a reader stands for, itself among them
    is_reader: NDArray[np.bool_]  # (N,)
    stand_in: NDArray[np.int64]  # (N,) row of the reader who stands for each person; a reader's own

    @property
    def is_whole(self) -> bool:
        """Whether everybody is a reader."""
        return self.weight == 1

    def readers_among(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return which of some rows are readers'."""
        return rows if self.is_whole else rows[self.is_reader[rows]]

    def copy_moods(self, *moods: NDArray[np.float32]) -> None:
        """Let everybody who is no reader feel like the reader who stands for it."""
        if not self.is_whole:
            for mood in moods:
                mood[:] = mood[self.stand_in]

    def leave(self, outside: NDArray[np.float32], creators: NDArray[np.int64]) -> None:
        """Take from creators whom a reader follows no more the followers outside the graph who go with it."""
        if not self.is_whole:
            np.subtract.at(outside, creators, np.float32(self.weight - 1))
            np.maximum(outside, 0.0, out=outside)


def everybody(n: int) -> Sample:
    """Return the sample of all."""
    return Sample(1, np.ones(n, np.bool_), np.arange(n))


def draw_sample(log: UserLog, truth: UserTruth, n_initial: int, weight: int, streams: Streams) -> Sample:
    """Choose one reader for every ``weight`` people who are alike.

    Parameters
    ----------
    n_initial : int
        People of day 0; the rows behind them sign up during the run.
    weight : int
        People whom a reader stands for; it divides ``n_initial``.
    """
    if weight == 1:
        return everybody(len(log.key))
    key = streams.key("readers")
    lots = draw_uniforms(log.key, key, 0)
    topic, band = truth.taste[:, :N_TOPICS].argmax(axis=1), np.floor(VISIT_BANDS * truth.visit_logit)
    old, new = np.arange(n_initial), np.arange(n_initial, len(log.key))
    sample = Sample(weight, np.zeros(len(log.key), np.bool_), np.empty(len(log.key), np.int64))
    _choose(sample, old[np.lexsort((lots[old], band[old], topic[old]))], float(lots[0]))
    _choose(sample, new[np.lexsort((lots[new], log.signup_day[new]))], float(lots[0]))
    return sample


def _choose(sample: Sample, order: NDArray[np.int64], lot: float) -> None:
    """Let one of each ``weight`` neighbours in an order stand for them; a rest at the end for none but its readers."""
    chosen = order[int(lot * sample.weight) :: sample.weight]
    if not len(chosen):
        chosen = order[:1]
    sample.is_reader[chosen] = True
    sample.stand_in[order] = chosen[np.minimum(np.arange(len(order)) // sample.weight, len(chosen) - 1)]
