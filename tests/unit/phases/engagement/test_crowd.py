"""The crowd: tables are means over readers, counts have the noise of all people, sums are used up."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.engagement.crowd import HIGHEST, LOWEST, MOST_ACTS, STEPS, UNIT, Meeting, crowd_of, meet
from xhs_sim.phases.engagement.crowd_reactions import add_of_crowd, bases_of, rates_of
from xhs_sim.phases.engagement.law import engage_law
from xhs_sim.rng import Streams
from xhs_sim.world.build import build_world
from xhs_sim.world.columns import COUNTS, NEUTRAL, REACTIONS

CONFIG = load_config(["population.n_users=2000", "n_days=1", "content.history_days=0"])
LAW = engage_law(CONFIG.engage, CONFIG.react, CONFIG.commerce, CONFIG.feed)
STREAM = Streams(5).key("crowd")
OTHERS = 19


@pytest.fixture(scope="module")
def truth():
    truth = build_world(CONFIG, Streams(2)).truth
    truth.satisfaction[::2] = 0.8
    return truth


@pytest.fixture(scope="module")
def crowd(truth):
    rows = np.arange(0, 2000, 3)
    return crowd_of(truth, rows, truth.sessions[rows], OTHERS + 1, LAW)


def click_of_all(truth, x):
    """Return the mean P(click) of the same readers, one by one."""
    rows = np.arange(0, 2000, 3)
    habit = truth.click[rows] - LAW.choosiness * (truth.satisfaction[rows] - NEUTRAL)
    return np.average(1 / (1 + np.exp(-(x + habit))), weights=truth.sessions[rows])


@pytest.mark.parametrize("x", [-9.0, -4.5, -2.0, 0.0, 3.0])
def test_the_table_of_clicks_is_the_mean_over_those_who_come(truth, crowd, x):
    assert crowd.click[int((x - LOWEST) * STEPS)] == pytest.approx(click_of_all(truth, x + 0.5 / STEPS), rel=0.01)
    assert len(crowd.click) == (HIGHEST - LOWEST) * STEPS


def test_acts_are_as_ready_as_readers_where_small_and_capped_for_each_where_large(crowd):
    small, large = crowd.act[0], crowd.act[-1] * 4.0
    assert 0.5 < small < 2.0
    assert large < MOST_ACTS  # the least ready stay below the cap
    assert (np.diff(crowd.act) <= 1e-12).all()


def test_everybody_a_reader_is_no_crowd(truth):
    assert crowd_of(truth, np.arange(9), truth.sessions[:9], 1, LAW).others == 0


def meeting(n_notes=3000, looks=4, p=0.1, act=0.2):
    shown, sums = np.zeros((n_notes, 8), np.int32), np.zeros((2, n_notes, 6), np.int64)
    shown[:, 0], shown[:, 7] = looks, 100
    sums[0, :, 0], sums[1, :, 0] = int(p * UNIT), int((looks - 1) * p * UNIT)
    sums[0, :, 1:] = int(act * looks * p * UNIT)
    return Meeting(np.arange(n_notes), np.zeros(n_notes, np.int64), shown, sums, np.zeros(n_notes, np.int32))


def test_impressions_are_times_the_weight_and_clicks_have_the_noise_of_people():
    met = meeting()
    meet(met, OTHERS, STREAM)
    assert (met.shown[:, 0] == 4 * (OTHERS + 1)).all()
    assert (met.shown[:, 7] == 100 * (OTHERS + 1)).all()
    clicks, expected = met.shown[:, 1], OTHERS * 4 * 0.1
    assert clicks.mean() == pytest.approx(expected, rel=0.03)
    assert clicks.var() == pytest.approx(expected, rel=0.1)  # one person times 19 would have 19 times as much


def test_acts_are_of_clicks_and_follows_are_handed_over():
    met = meeting()
    meet(met, OTHERS, STREAM)
    acts = met.shown[:, 2:7]
    assert (acts <= met.shown[:, 1:2]).all()
    assert acts.mean() == pytest.approx(OTHERS * 4 * 0.1 * 0.2, rel=0.05)
    assert (met.follows == acts[:, 4]).all()


def test_sums_are_used_up_and_what_nobody_saw_stays():
    met = meeting(n_notes=5)
    met.shown[2], met.key[3] = 0, -1
    before = met.shown.copy()
    meet(met, OTHERS, STREAM)
    assert met.sums[:, [0, 1, 4]].sum() == 0
    assert (met.shown[2:4] == before[2:4]).all()


def test_the_crowd_does_not_click_more_often_than_it_looks():
    met = meeting(p=1.0)
    meet(met, OTHERS, STREAM)
    assert (met.shown[:, 1] <= OTHERS * 4).all()


def with_crowd(own, counts, keys, pulls):
    """Return the rare acts of all people at notes on the first surface."""
    rate = rates_of(own.sum(axis=(0, 1), dtype=np.float64), bases_of(counts), pulls, OTHERS)
    add_of_crowd(own, counts, keys, pulls, rate, STREAM)
    return own[:, 0]


def test_rare_acts_come_as_often_as_with_readers_and_never_beyond_what_they_are_of():
    counts, own = np.zeros((4000, 1, 8), np.int32), np.zeros((4000, 1, 5), np.int32)
    counts[:, 0, COUNTS.index("impressions")], counts[:, 0, COUNTS.index("reads")] = 200, 20
    counts[:, 0, COUNTS.index("comments")] = 2
    own[::10, 0, REACTIONS.index("replies")] = 1
    own[::40, 0, REACTIONS.index("hides")] = 1
    keys, pulls = np.arange(4000), np.ones(4000)
    acts = with_crowd(own, counts, keys, pulls)
    assert (acts[:, REACTIONS.index("replies")] <= 2).all()
    hides = acts[:, REACTIONS.index("hides")]
    assert hides.sum() == pytest.approx((OTHERS + 1) * 100, rel=0.1)
    assert hides.max() < 10  # no lumps of 20
    assert acts[:, REACTIONS.index("reports")].sum() == 0


def test_reports_go_to_the_notes_that_pull_them():
    counts, own = np.full((2000, 1, 8), 50, np.int32), np.zeros((2000, 1, 5), np.int32)
    own[:100, 0, REACTIONS.index("reports")] = 1
    pulls = np.where(np.arange(2000) < 1000, 9.0, 1.0)
    reports = with_crowd(own, counts, np.arange(2000), pulls)[:, REACTIONS.index("reports")]
    assert reports[:1000].sum() > 5 * reports[1000:].sum()
