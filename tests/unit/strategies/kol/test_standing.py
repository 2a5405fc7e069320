"""Who writes for a brand that pays for notes week after week."""

import numpy as np
import pytest

from unit.strategies.kol.test_select import market_of
from xhs_sim.strategies.kol.standing import standing_writers

RNG = np.random.default_rng(3)
SHARES = {"koc": 0.6, "junior": 0.3, "waist": 0.1}
# Ten KOCs, four juniors, two waists; the last KOC and the last waist write about something else.
MARKET = market_of([1000] * 10 + [9000] * 4 + [60_000] * 2, [100] * 16, fit=[1] * 9 + [0] + [1] * 5 + [0])


def test_tiers_get_their_shares_and_creators_of_a_tier_the_same():
    at = standing_writers(MARKET, SHARES, RNG.random((20_000, 16)))
    notes = np.bincount(at, minlength=16) / 20_000
    assert notes[[9, 15]].tolist() == [0, 0]
    assert notes[:9] == pytest.approx(0.6 / 9, abs=0.007)
    assert notes[10:14] == pytest.approx(0.3 / 4, abs=0.007)
    assert notes[14] == pytest.approx(0.1, abs=0.008)


def test_the_share_of_a_tier_without_creators_falls_to_the_others():
    at = standing_writers(MARKET, {"head": 0.9, "waist": 0.1}, RNG.random((5, 16)))
    assert at.tolist() == [14] * 5


def test_nobody_on_the_topic_is_nobody():
    assert not len(standing_writers(MARKET._replace(fit=np.zeros(16)), SHARES, RNG.random((5, 16))))
    assert not len(standing_writers(MARKET, {"head": 1.0}, RNG.random((5, 16))))


def test_a_creator_who_leaves_changes_only_the_notes_that_it_had():
    lots, equal = RNG.random((500, 16)), {"koc": 9.0, "junior": 4.0, "waist": 1.0}
    before = standing_writers(MARKET, equal, lots)
    fewer = MARKET._replace(fit=np.where(np.arange(16) == 3, 0.0, MARKET.fit))
    after = standing_writers(fewer, equal | {"koc": 8.0}, lots)
    assert (before[before != 3] == after[before != 3]).all()
    assert (before == 3).sum() > 10
