"""Which notes are boosted: by lot, or by what they did on their first day; and where they are shown."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.ads.lines import boost_lines, boosted
from xhs_sim.rng import Streams
from xhs_sim.world.ads import CPC, FEED_PLACE, PACKAGE, SEARCH_PLACE
from xhs_sim.world.content import empty_notes
from xhs_sim.world.population import draw_uniforms

M, OWN, STREAMS = 20_000, np.array([7]), Streams(3)
ADS = load_config().ads
NONE = np.zeros(0, np.int64)


def notes(quality=0.0, creator=1, brand=-1):
    """Return notes of yesterday, of day 4."""
    _, log = empty_notes(M)
    log.key[:], log.day[:], log.creator[:], log.brand[:] = 1000 + np.arange(M), 4, creator, brand
    log.quality_hat[:] = quality
    return log


def plan(**values):
    return ADS.boost.model_copy(update={"share": 0.1, "brand_share": 0.4, "by_results": 0.0, **values})


def test_without_regard_to_results_notes_are_drawn_by_lot() -> None:
    log = notes(quality=np.random.default_rng(1).normal(size=M))
    by_lot = np.flatnonzero(draw_uniforms(log.key, STREAMS.key("boost"), 0) < 0.1)
    assert boosted(log, plan(), NONE, STREAMS, 5).tolist() == by_lot.tolist()


@pytest.mark.parametrize("strength", [0.5, 1.5])
def test_what_did_better_is_boosted_more_often_and_as_many_are_in_all(strength) -> None:
    good = np.arange(M) % 2
    slots = boosted(notes(quality=good.astype(np.float32)), plan(by_results=strength), NONE, STREAMS, 5)
    assert len(slots) / M == pytest.approx(0.1, abs=0.01)
    assert good[slots].sum() / (1 - good[slots]).sum() == pytest.approx(np.exp(strength), rel=0.15)


def test_only_yesterdays_notes_are_boosted() -> None:
    assert len(boosted(notes(), plan(), NONE, STREAMS, 6)) == 0


def test_an_account_that_a_brand_owns_boosts_as_many_as_it_says() -> None:
    share = [len(boosted(notes(creator=7, brand=brand), plan(), OWN, STREAMS, 5)) / M for brand in (-1, 0)]
    assert share == pytest.approx([0.1, 0.4], abs=0.01)


def test_some_stand_among_results_of_search_and_pay_by_the_click() -> None:
    ads = ADS.model_copy(update={"boost": plan(search_share=0.25, label=0.1, search_label=-0.5)})
    lines = boost_lines(notes(), np.arange(M), ads, STREAMS, 5)
    there = lines.placement == SEARCH_PLACE
    assert there.mean() == pytest.approx(0.25, abs=0.01)
    assert (lines.placement[~there] == FEED_PLACE).all()
    assert (lines.billing == np.where(there, CPC, PACKAGE)).all()
    assert np.where(there, -0.5, 0.1) == pytest.approx(lines.quality.astype(float))
