"""The ad business on a toy scene: who buys what, and that it is paid."""

import numpy as np
import pytest
from toy_scene import stage
from toy_world import notes_of

from xhs_sim.actors.ad_business import AdBusiness
from xhs_sim.actors.disclosure import Disclosure
from xhs_sim.actors.marketplace import Listings
from xhs_sim.actors.rivals import Rivals
from xhs_sim.phases.engagement.law import engage_law
from xhs_sim.phases.search.day import search_law
from xhs_sim.world.ads import FEED_PLACE, FEN, SEARCH_PLACE, is_of_brand

NOBODY = np.zeros(0, np.int64)
BIDS = ("rivals=skincare", "ads.background.per_topic=0", "ads.boost.share=0")


def with_paid_notes(*overrides):
    scene = stage(*overrides)
    scene.world.add_notes(notes_of(3, brand=[1, 1, 2], is_sponsored=1))
    config = scene.config
    feed = engage_law(config.engage, config.react, config.commerce, config.feed)
    business = AdBusiness(scene, NOBODY, (feed, search_law(config, feed).look))
    return scene, business, Rivals(scene, Listings(scene, None, NOBODY, Disclosure(scene)), business)


def open_day(business, rivals, day=0):
    business.begin_day(day)
    rivals.buy_ads()


def test_without_slots_nothing_is_sold_or_charged():
    scene, business, rivals = with_paid_notes("ads=none", "rivals=skincare")
    open_day(business, rivals)
    charged = business.close_day(0)
    assert charged.cny.tolist() == [0.0] * len(scene.brands)
    assert (charged.shown.shape, charged.own) == ((0, 8), 0)
    assert scene.recorder.frame("ad_daily").is_empty()


def test_rivals_amplify_their_own_notes_with_equal_parts_of_the_days_money():
    scene, business, rivals = with_paid_notes(*BIDS)
    open_day(business, rivals)
    lines = scene.world.ads.lines
    rivals = is_of_brand(lines)
    meibai = rivals & (lines.advertiser == 1) & (lines.placement == FEED_PLACE)
    assert set(lines.note_key[meibai]) == {100, 101}
    assert lines.daily[meibai].tolist() == [15_000 * FEN] * 2
    assert set(lines.note_key[rivals & (lines.advertiser == 2)]) == {102}
    assert set(lines.placement[rivals & (lines.advertiser == 2)]) == {SEARCH_PLACE}


def test_a_line_ends_with_its_note():
    scene, business, rivals = with_paid_notes(*BIDS)
    open_day(business, rivals)
    before = len(scene.world.ads.lines.note)
    scene.world.remove_notes(np.flatnonzero(scene.world.content.log.key == 102))
    open_day(business, rivals, 1)
    assert len(scene.world.ads.lines.note) == before - 1


def test_what_lines_spent_is_paid_in_whole_fen_out_of_the_habit():
    scene, business, rivals = with_paid_notes(*BIDS)
    brand = scene.brand("meibai")
    open_day(business, rivals)
    lines = scene.world.ads.lines
    mine = np.flatnonzero(is_of_brand(lines) & (lines.advertiser == 1) & (lines.placement == FEED_PLACE))
    lines.spent[mine] = [1234 * FEN + FEN // 2, 66 * FEN]
    charged = business.close_day(0)
    assert charged.cny[brand.column] == brand.spent_cny == pytest.approx(13.0)
    assert scene.recorder.frame("ledger").select("brand", "kind", "amount_cny").rows() == [("meibai", "feed_ads", 13.0)]
    assert business.close_day(1).cny.sum() == 0.0  # the half is kept for later
