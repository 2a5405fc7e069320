"""Attribution on a toy scene: affiliates are paid by clicks, and a live room counts as the last touch of its day."""

import numpy as np
from toy_scene import orders_of, stage
from toy_world import count_acts, notes_of

from xhs_sim.actors.attribution import Attribution
from xhs_sim.phases.attribute import LIVE, Touches, no_touches
from xhs_sim.phases.engagement.state import PANEL_COLUMNS

NO_PANEL = [np.zeros((0, len(PANEL_COLUMNS)), np.int64)]
EVERYBODY = np.ones(40, np.bool_)


def scene_of_affiliates(*overrides):
    scene = stage("commerce.affiliate_share=0.1", *overrides)
    scene.world.add_notes(notes_of(4, creator=[5, 6, 6, 7], brand=[0, 0, 0, 1], is_sponsored=1))
    content = scene.world.content
    for key, clicks in ((100, 10), (101, 15), (102, 5), (103, 99)):
        count_acts(content.counts, np.flatnonzero(content.log.key == key)[0], reads=clicks)
    return scene


def paid(scene, **orders):
    Attribution(scene, EVERYBODY).close_day(NO_PANEL, no_touches(), orders_of(3, **orders), 4)
    return scene.recorder.frame("ledger").select("kind", "creator", "amount_cny").rows()


def test_affiliates_share_the_commission_by_their_clicks():
    assert paid(scene_of_affiliates(), is_attributed=True) == [("affiliate", 5, 10.0), ("affiliate", 6, 20.0)]


def test_there_is_no_commission_on_what_nobody_claims_comes_back_or_was_sold_live():
    for orders in ({}, {"is_attributed": True, "is_refunded": True}, {"is_attributed": True, "is_live": True}):
        assert paid(scene_of_affiliates(), **orders) == []


def test_without_a_share_nobody_is_paid():
    assert paid(scene_of_affiliates("commerce.affiliate_share=0"), is_attributed=True) == []


def test_an_order_after_a_live_room_is_credited_to_it():
    scene = stage("record.touch_share=1")
    entered = Touches(np.array([0]), np.array([0]), np.array([4]), np.array([LIVE]))
    Attribution(scene, EVERYBODY).close_day(NO_PANEL, entered, orders_of(2), 4)
    credit = scene.recorder.frame("attribution")
    assert dict(credit.select("user", "channel").rows())[0] == "live"
    assert credit.filter(user=0, channel="live")["last_touch_fen"].to_list() == [10_000]


def test_touches_are_remembered_for_the_window_and_no_longer():
    scene = stage("record.touch_share=1", "commerce.attribution_days=3")
    mind = Attribution(scene, EVERYBODY)
    entered = Touches(np.array([0]), np.array([0]), np.array([0]), np.array([LIVE]))
    kept = []
    for day in range(6):
        mind.close_day(NO_PANEL, entered if day == 0 else no_touches(), orders_of(0), day)
        kept.append(len(mind.touches.user))
    assert kept == [1, 1, 1, 1, 0, 0]
