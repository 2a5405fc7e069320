"""Properties that pair the arms of a comparison: a draw never depends on other draws."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit, prange

from xhs_sim.kernels.random import uniform
from xhs_sim.rng import Streams

seeds = st.integers(0, 2**62)
purposes = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
whos = st.lists(st.integers(0, 2**62), min_size=1, max_size=50, unique=True)


@njit
def draw(key, who):
    out = np.empty(who.shape[0])
    for i in range(who.shape[0]):
        out[i] = uniform(key, who[i], 0)
    return out


@njit(parallel=True)
def draw_in_parallel(key, who):
    out = np.empty(who.shape[0])
    for i in prange(who.shape[0]):
        out[i] = uniform(key, who[i], 0)
    return out


@given(seed=seeds, purpose=purposes, who=whos, data=st.data())
def test_leaving_others_out_moves_nobody(seed, purpose, who, data):
    key = Streams(seed).key(purpose)
    everyone = np.array(who)
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(who), max_size=len(who))))
    assert np.array_equal(draw(key, everyone)[kept], draw(key, everyone[kept]))


@given(seed=seeds, who=whos)
@settings(max_examples=30)
def test_threads_change_nothing(seed, who):
    key = Streams(seed).key("threads")
    assert np.array_equal(draw(key, np.array(who)), draw_in_parallel(key, np.array(who)))


@given(seed=seeds, purpose=purposes, day=st.integers(-60, 3650), tick=st.integers(0, 23))
def test_a_key_is_64_bits_and_its_own(seed, purpose, day, tick):
    streams = Streams(seed)
    key = streams.key(purpose, day, tick)
    assert isinstance(key, np.uint64)
    assert key == Streams(seed).key(purpose, day, tick)
    assert key != streams.key(purpose, day, tick + 1)
    assert key != streams.key(purpose, day + 1, tick)
    assert key != streams.key(purpose + "!", day, tick)
    assert key != Streams(seed + 1).key(purpose, day, tick)


@given(seed=seeds, who=whos)
def test_draws_lie_in_the_unit_interval(seed, who):
    drawn = draw(Streams(seed).key("any"), np.array(who))
    assert ((drawn >= 0) & (drawn < 1)).all()
