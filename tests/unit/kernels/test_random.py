"""Keyed draws: what they are about decides them, and their laws are those of their names."""

import math

import numpy as np
import pytest
from numba import njit

from xhs_sim.kernels.choice import cumulative_shares, pick
from xhs_sim.kernels.random import bits, bits_of, normal, poisson, stem, uniform
from xhs_sim.rng import Streams, hash_words

KEY = Streams(7).key("test")
N = 200_000


@njit
def draw_uniform(key, n, b):
    out = np.empty(n)
    for a in range(n):
        out[a] = uniform(key, a, b)
    return out


@njit
def draw_by_names_of_many_widths(key, tiny, narrow):
    return uniform(key, tiny, 3), uniform(key, narrow, np.int8(3)), uniform(key, 7, np.int64(3))


@njit
def draw_normal(key, n, b):
    out = np.empty(n)
    for a in range(n):
        out[a] = normal(key, a, b)
    return out


@njit
def draw_poisson(key, n, mean, cap):
    out = np.empty(n)
    for a in range(n):
        out[a] = poisson(mean, uniform(key, a, 0), cap)
    return out


def test_uniforms_fill_the_unit_interval_evenly():
    u = draw_uniform(KEY, N, 0)
    assert u.min() >= 0
    assert u.max() < 1
    assert u.mean() == pytest.approx(0.5, abs=4 / math.sqrt(12 * N))
    counts = np.histogram(u, bins=100, range=(0, 1))[0]
    chi2 = ((counts - N / 100) ** 2 / (N / 100)).sum()
    assert chi2 < 99 + 4 * math.sqrt(2 * 99)


def test_draws_about_neighbours_are_not_alike():
    u = draw_uniform(KEY, N, 0)
    others = [u[1:], draw_uniform(KEY, N, 1)[:-1], draw_uniform(Streams(8).key("test"), N, 0)[:-1]]
    for other in others:
        assert abs(np.corrcoef(u[:-1], other)[0, 1]) < 4 / math.sqrt(N)


def test_who_and_what_are_not_interchangeable():
    assert bits(KEY, 3, 5) != bits(KEY, 5, 3)


def plain_bits(key, a, b):
    """Say in whole numbers what the kernel does in 64 bits."""
    gamma, mask = 0x9E3779B97F4A7C15, (1 << 64) - 1

    def mix(z):
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    return mix((mix(((a * gamma) & mask) ^ key) + b * gamma) & mask)


@pytest.mark.parametrize(("a", "b"), [(0, 0), (1, 0), (0, 1), (12345, 678), (2**62, 3), (2**40 + 1, 2**20)])
def test_the_kernel_does_what_the_plain_words_say(a, b):
    assert int(bits(KEY, a, b)) == plain_bits(int(KEY), a, b)


def test_normals_have_mean_zero_and_unit_spread():
    z = draw_normal(KEY, N, 0)
    assert z.mean() == pytest.approx(0, abs=4 / math.sqrt(N))
    assert z.std() == pytest.approx(1, abs=4 / math.sqrt(2 * N))
    assert (np.abs(z) > 1.96).mean() == pytest.approx(0.05, abs=0.003)


def test_poisson_draws_have_their_mean_and_variance():
    k = draw_poisson(KEY, N, 2.5, 100)
    assert k.mean() == pytest.approx(2.5, abs=4 * math.sqrt(2.5 / N))
    assert k.var() == pytest.approx(2.5, abs=0.06)


def test_poisson_draws_stop_at_the_cap():
    assert draw_poisson(KEY, 1000, 30.0, 5).max() == 5


def test_keys_tell_seed_purpose_and_time_apart():
    moments = [(day, tick) for day in range(-30, 30) for tick in range(24)]
    keys = {Streams(seed).key(word, *at) for seed in (0, 1) for word in ("click", "like") for at in moments}
    assert len(keys) == 2 * 2 * len(moments)


def test_keys_are_the_same_in_every_process():
    """Python salts its own hashes, these words are not: change them and every result changes."""
    assert hash_words("replicate", 7, 1) == 0x8E09BB4A5C9C716B
    assert Streams(0).key("click", 1, 2) == 0x21BAEA97071A2D25
    assert uniform(Streams(0).key("click"), 3, 4) == pytest.approx(0.15471791919933076, abs=0)


@pytest.mark.parametrize(("u", "chosen"), [(0.0, 0), (0.249, 0), (0.25, 1), (0.5, 2), (0.999999, 2)])
def test_picking_goes_by_cumulative_share(u, chosen):
    assert pick(cumulative_shares([1.0, 1.0, 2.0]), u) == chosen


def test_weightless_choices_are_refused():
    with pytest.raises(ValueError, match="add up to 0"):
        cumulative_shares([0.0, 0.0])


def test_a_draw_has_one_version_for_all_widths_of_its_names():
    before = len(uniform.signatures)
    assert len(set(draw_by_names_of_many_widths(KEY, np.int8(7), np.uint16(7)))) == 1
    assert len(uniform.signatures) <= before + 1


def test_draws_that_share_a_stem_are_those_of_the_names():
    assert [bits_of(stem(KEY, 12), b) for b in range(9)] == [bits(KEY, 12, b) for b in range(9)]
