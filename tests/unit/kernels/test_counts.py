"""Counts of many people: means and variances are those of the names, bounds hold, names decide."""

import math

import numpy as np
import pytest
from compiled import compiled
from scipy import stats

from xhs_sim.kernels.counts import LARGE, binomial_count, binomial_counts, poisson_count
from xhs_sim.rng import Streams

KEY = Streams(7).key("test")
N = 40_000
poisson, binomial = compiled(poisson_count), compiled(binomial_count)


def poissons(mean):
    return np.array([poisson(mean, KEY, a, 0) for a in range(N)])


def binomials(n, share):
    return binomial_counts(np.full(N, n), np.full(N, share), np.arange(N), KEY)


@pytest.mark.parametrize("mean", [0.2, 1.0, 12.0, LARGE - 1, LARGE, 900.0])
def test_poisson_counts_have_their_mean_and_variance(mean):
    counts = poissons(mean)
    assert counts.mean() == pytest.approx(mean, abs=4 * math.sqrt(mean / N) + 1e-3)
    assert counts.var() == pytest.approx(mean, rel=0.05)


def test_small_poisson_counts_are_distributed_as_they_should():
    counts, k = poissons(2.5), np.arange(9)
    seen = np.bincount(np.minimum(counts, 8), minlength=9)
    expected = N * np.append(stats.poisson.pmf(k[:-1], 2.5), stats.poisson.sf(7, 2.5))
    assert stats.chisquare(seen, expected).pvalue > 1e-4


@pytest.mark.parametrize(("n", "share"), [(1, 0.3), (10, 0.02), (40, 0.97), (500, 0.1), (3000, 0.6)])
def test_binomial_counts_have_their_mean_and_variance_and_stay_in_range(n, share):
    counts = binomials(n, share)
    sd = math.sqrt(n * share * (1 - share))
    assert counts.mean() == pytest.approx(n * share, abs=4 * sd / math.sqrt(N) + 0.02)
    assert counts.std() == pytest.approx(sd, rel=0.03)
    assert counts.min() >= 0
    assert counts.max() <= n


@pytest.mark.parametrize(("n", "share", "count"), [(0, 0.5, 0), (9, 0.0, 0), (9, 1.0, 9), (9, 1.5, 9), (-3, 0.5, 0)])
def test_what_is_certain_is_not_drawn(n, share, count):
    assert binomial(n, share, KEY, 1, 2) == count


def test_nobody_comes_where_nobody_is_expected():
    assert poisson(0.0, KEY, 1, 2) == 0


def test_a_count_is_named_by_who_and_what():
    assert poisson(5.0, KEY, 3, 1) == poisson(5.0, KEY, 3, 1)
    assert len({poisson(500.0, KEY, a, b) for a in range(5) for b in range(5)}) > 15
