"""Creators at day 0: followers by quantile, rates and skill."""

import math

import numpy as np
import pytest
from scipy.stats import norm

from xhs_sim.config import load_config
from xhs_sim.phases.publish import count_notes
from xhs_sim.rng import Streams
from xhs_sim.world.creators import build_creators, draw_numbers_of_followers, followers_at
from xhs_sim.world.population import NEWCOMER

CONFIG = load_config(["graph.followers_median=20", "graph.tail_exponent=0.8", "graph.far_tail_exponent=1.25"])
GRAPH, CONTENT = CONFIG.graph, CONFIG.content
N = 20_000
KEYS = np.arange(N)
STREAMS = Streams(6)
SPREAD = GRAPH.followers_log10_sd * math.log(10)
IN_TAIL = 1 - norm.cdf(math.log(100 / 20) / SPREAD)  # share of users above 100 followers


def at(*uniforms):
    return followers_at(np.array(uniforms, float), GRAPH)


def test_the_body_is_lognormal_around_its_median():
    half_a_spread = 20 * math.exp(SPREAD / 2)
    assert at(0.5, norm.cdf(0.5), norm.cdf(-0.5)) == pytest.approx([20, half_a_spread, 400 / half_a_spread], abs=1)


@pytest.mark.parametrize(("followers", "ccdf"), [
    (100.5, 1.0), (1000.5, 10**-0.8), (5000.5, 50**-0.8), (20_000.5, 100**-0.8 * 2**-1.25),
    (1_000_000.5, 100**-0.8 * 100**-1.25),
])  # fmt: skip
def test_tails_are_pareto_and_steeper_above_ten_thousand(followers, ccdf):
    expected = math.floor(followers)
    assert at(1 - IN_TAIL * ccdf * (1 - 1e-9))[0] == pytest.approx(expected, rel=0.001, abs=1)


def test_followers_rise_with_the_quantile_without_jumps():
    u = np.linspace(0, 1 - 1e-6, 200_001)
    followers = followers_at(u, GRAPH)
    assert (np.diff(followers) >= 0).all()
    assert followers[0] >= 0
    assert (followers == np.floor(followers)).all()
    assert np.diff(followers[followers < 120]).max() <= 2  # body and tail meet at 100


def numbers():
    return draw_numbers_of_followers(KEYS, GRAPH, STREAMS)


@pytest.mark.parametrize("followers", [0.5, 3.0, 30.0, 100.0, 700.0, 10_000.0, 80_000.0, 3e6])
def test_the_share_of_people_with_more_is_the_quantile_turned_round(followers):
    share = GRAPH.share_with_more(followers)
    assert at(1 - share * 0.999, 1 - share * 1.001) == pytest.approx([followers] * 2, rel=0.01, abs=1)


def test_nobody_has_more_followers_than_there_are_others_and_none_is_held_at_that_number():
    found = numbers()
    assert 0.5 * N < found.max() < N
    expected = [(GRAPH.share_with_more(f) - GRAPH.share_with_more(N)) * N for f in (9.5, 99.5, 999.5)]
    assert [(found > f).sum() for f in (9.5, 99.5, 999.5)] == pytest.approx(expected, rel=0.1)


@pytest.mark.parametrize("people", [200_000, 1_000_000, 5_000_000])
def test_people_follow_as_many_as_on_the_platform(people):
    usual = load_config().graph
    u = (np.arange(4_000_000) + 0.5) / 4_000_000 * (1 - usual.share_with_more(people))
    assert 150 < followers_at(u, usual).mean() < 240  # what all have is what all follow


def made(total=0, keys=KEYS, **changes):
    content = CONTENT.model_copy(update=changes)
    return build_creators(
        keys, np.zeros(len(keys), np.int8), np.broadcast_to(np.asarray(total, np.int64), len(keys)).copy(),
        content, STREAMS,
    )  # fmt: skip


def test_a_share_of_users_may_publish():
    share = (made(creator_share=0.3).rate > 0).mean()
    assert share == pytest.approx(0.3, abs=4 * math.sqrt(0.3 * 0.7 / N))


def test_whoever_has_a_thousand_followers_publishes():
    total = np.where(KEYS % 2 == 0, 1000, 999)
    publishes = made(total, creator_share=0.01).rate > 0
    assert publishes[::2].all()
    assert publishes[1::2].mean() < 0.03


def test_a_visit_brings_the_wanted_number_of_notes_bursts_included():
    rate = made(rate_log_sd=0.5, notes_per_active_day=0.1, burst=0.34, creator_share=0.3).rate
    four_at_most = 1 + 0.34 + 0.34**2 + 0.34**3
    rate = np.maximum(rate, 0.0)
    assert rate.mean(dtype=float) == pytest.approx(0.1 / four_at_most, rel=2e-3)  # rates are capped
    notes = np.concatenate([count_notes(KEYS, rate, 0.34, STREAMS.key("try", day)) for day in range(40)])
    assert notes.mean() == pytest.approx(0.1, rel=0.02)  # a burst of more than four notes is cut: .34^4 = .013


def test_creators_with_followers_publish_more_by_the_exponent():
    total = np.where(KEYS % 2 == 0, 999, 0)
    rate = made(total, rate_log_sd=0.0, creator_share=1.0, rate_follower_exponent=0.35, burst=0.0).rate
    assert rate[::2] / rate[1::2] == pytest.approx(1000**0.35, rel=1e-5)


def test_nobody_publishes_surely():
    rate = made(rate_log_sd=2.0, notes_per_active_day=0.5, creator_share=0.1).rate
    assert rate.max() == pytest.approx(0.9)
    assert rate.min() == pytest.approx(-0.9)  # of those who do not publish, the rate that they would have


def test_skill_spreads_around_zero():
    skill = made(quality_creator_sd=0.6, skill_follower_slope=0.2, total=50).skill.astype(float)
    assert skill.mean() == pytest.approx(0.0, abs=4 * 0.6 / math.sqrt(N))
    assert skill.std() == pytest.approx(0.6, abs=4 * 0.6 / math.sqrt(2 * N))


def test_skill_rises_with_the_logarithm_of_followers():
    total = np.where(KEYS % 2 == 0, 147, 0)
    skill = made(total, quality_creator_sd=0.0, skill_follower_slope=0.2).skill
    assert skill[:2] == pytest.approx([math.log(148) / 10, -math.log(148) / 10], abs=1e-5)


def test_skill_grows_no_more_beyond_the_cap():
    total = np.where(KEYS % 2 == 0, 1e6, 3000.0)
    skill = made(total, quality_creator_sd=0.0, skill_follower_slope=0.2, skill_follower_cap=3000.0).skill
    assert skill[:2] == pytest.approx([0.0, 0.0], abs=1e-6)


def test_creators_start_without_notes_and_with_their_main_topic():
    topic = (KEYS % 12).astype(np.int8)
    creators = build_creators(KEYS, topic, np.zeros(N, np.int64), CONTENT, STREAMS)
    assert not creators.n_notes.any()
    assert (creators.topic == topic).all()
    topic[0] = 9
    assert creators.topic[0] == 0  # a copy


def test_newcomers_change_no_creator():
    keys = np.concatenate([KEYS, NEWCOMER + np.arange(500)])
    total = np.concatenate([numbers(), np.zeros(500, np.int64)])
    for longer, shorter in zip(made(total, keys=keys), made(total[:N]), strict=True):
        assert (longer[:N] == shorter).all()
