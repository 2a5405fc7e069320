"""The live room on a toy scene: on its days, with a host who is hired once and paid."""

import numpy as np
import pytest
from toy_scene import stage
from toy_world import creators_of, log_of, states_of, truth_of, world_of

from xhs_sim.actors.live_room import NOBODY, LiveRoom
from xhs_sim.actors.shops import Shops

N = 400
EVENING = ("live=face_cream", "live.on_days=[1]", "live.enter=6", "live.product_click_rate=1", "live.order_rate=1",
           "live.refund_share=0", "live.invited_share=1", "live.host_fee_cny=500", "live.host_share=0.1")  # fmt: skip


def room_of(*overrides):
    world = world_of(
        N,
        truth=truth_of(N, taste=0.25, sessions=20.0),
        log=log_of(N, is_active=1, taste_hat=1.0),
        creators=creators_of(N, rate=0.5, followers=np.arange(N) * 100),
        brands=states_of(N, 4),
    )
    scene = stage(*EVENING, *overrides, world=world)
    return scene, LiveRoom(scene, Shops(scene), np.ones(N, np.bool_))


def test_on_other_days_nothing_happens():
    scene, room = room_of()
    assert room.hold(0) is None
    assert (room.host, len(room.entered.user)) == (NOBODY, 0)
    assert scene.recorder.frame("live_sessions").is_empty()


def test_the_host_with_the_nearest_followers_is_hired_once():
    _, room = room_of("live.host_followers=20000", "live.on_days=[1,2]")
    assert room.hold(1) is not None
    assert room.host == 200
    assert room.hold(2) is not None
    assert room.host == 200


def test_the_host_gets_a_fee_and_a_share_of_what_was_kept():
    scene, room = room_of("live.host_followers=20000")
    sold = room.hold(1)
    assert sold is not None
    orders = sold.orders
    assert orders.is_order.sum() > 5
    sold = orders.price[orders.is_order].sum()
    ledger = scene.recorder.frame("ledger")
    assert dict(ledger.select("kind", "amount_cny").rows()) == {
        "live_fee": 500.0,
        "live_commission": pytest.approx(0.1 * sold, abs=0.01),
    }
    assert set(ledger["creator"]) == {200}
    assert scene.brand("qingrou").spent_cny == 0.0  # by the order: beside the budget


def test_in_its_own_room_a_brand_pays_nobody():
    scene, room = room_of("live.host_followers=0")
    assert room.hold(1) is not None
    assert scene.recorder.frame("ledger").is_empty()
    assert scene.recorder.frame("live_sessions")["host"].to_list() == [None]


def test_who_is_in_the_room_counts_as_touched():
    scene, room = room_of()
    room.hold(1)
    assert len(room.entered.user) == scene.recorder.frame("live_sessions")["audience"].item() > 0
    room.hold(2)
    assert not len(room.entered.user)
