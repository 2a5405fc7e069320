"""Live sessions, piece by piece: who is online, who enters, how long they stay, what they buy."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.live import Attendance, Public, Room, attend, basket, online_chance, orders_of, watching
from xhs_sim.rng import Streams
from xhs_sim.strategies.kol.nearest import nearest_creator

N = 20_000
PLAN = load_config(["live=face_cream"]).live
ROOM = Room(brand=1, product=2, minutes=120, price=100.0, cost=40.0, draw=1.0, recommend_share=0.2)


def crowd(**changes):
    usual = Public(
        np.arange(N), np.arange(N), np.zeros(N, np.bool_), np.ones(N), np.ones(N), np.full(N, 0.3), np.zeros(N),
        np.ones(N, np.bool_),
    )  # fmt: skip
    return usual._replace(**{name: np.broadcast_to(value, N) for name, value in changes.items()})


def held(room=ROOM, people=None, **plan):
    people = crowd() if people is None else people
    return attend(people, room, PLAN.model_copy(update=plan), Streams(3), 5)


def test_nobody_who_is_told_means_nobody_there():
    assert len(held(invited_share=0.0).user) == 0
    assert len(held(people=crowd(is_online=0.0)).user) == 0
    assert len(held(people=crowd(fit=0.0)).user) == 0


def test_followers_are_told_wherever_they_are():
    seen = held(people=crowd(is_online=0.0, is_follower=True), follower_share=0.5, enter=0.0, enter_taste=0.0)
    assert len(seen.user) == pytest.approx(N / 4, rel=0.05)  # half are told, half of them come
    assert seen.is_follower.all()


@pytest.mark.parametrize(("parameter", "much"), [
    ("invited_share", 0.4), ("enter", 0.0), ("enter_taste", 4.0), ("enter_interest", 3.0), ("stay_minutes", 40.0),
    ("product_click_rate", 0.4), ("order_rate", 0.5),
])  # fmt: skip
def test_more_of_what_draws_adds_orders_and_takes_none_away(parameter, much):
    people = crowd(interest=1.0)
    few, many = held(people=people), held(people=people, **{parameter: much})
    ordered = [set(seen.user[seen.orders].tolist()) for seen in (few, many)]
    assert ordered[0] < ordered[1]


def test_a_better_deal_adds_orders_and_takes_none_away():
    few, many = held(), held(ROOM._replace(draw=2.0))
    assert set(few.user[few.orders].tolist()) < set(many.user[many.orders].tolist())


def test_who_cannot_buy_watches():
    seen = held(people=crowd(can_buy=False), invited_share=0.5)
    assert len(seen.user) > 100
    assert seen.opens.any()
    assert not seen.orders.any()


def test_rates_are_those_of_the_plan():
    seen = held(invited_share=1.0, enter=9.0, order_rate=0.3, refund_share=0.4)
    assert seen.orders[seen.opens].mean() == pytest.approx(0.3, abs=0.02)
    assert seen.is_refunded[seen.orders].mean() == pytest.approx(0.4, abs=0.05)
    assert not (seen.is_refunded & seen.recommends).any()
    kept = seen.orders & ~seen.is_refunded
    assert seen.recommends[kept].mean() == pytest.approx(0.2, abs=0.05)


def test_stays_have_their_mean_when_the_session_is_long():
    seen = held(ROOM._replace(minutes=1_000_000), invited_share=1.0, stay_minutes=8.0)
    assert (seen.leaves - seen.arrives).mean() == pytest.approx(8.0, rel=0.05)


def test_told_followers_come_early():
    people = crowd(is_follower=np.arange(N) % 2 == 0)
    seen = held(people=people, invited_share=1.0, arrive_minutes=10.0)
    assert np.median(seen.arrives[seen.is_follower]) == pytest.approx(10 * np.log(2), rel=0.1)
    assert np.median(seen.arrives[~seen.is_follower]) == pytest.approx(60.0, rel=0.1)
    assert (seen.arrives < 120).all()


def test_nobody_stays_after_the_end():
    seen = held(invited_share=1.0, stay_minutes=500.0)
    assert seen.leaves.max() == 120.0
    assert (seen.arrives <= seen.leaves).all()


def test_the_room_at_each_minute_counted_by_hand():
    zeros, no = np.zeros(3, np.int16), np.zeros(3, np.bool_)
    seen = Attendance(
        np.arange(3), no, np.array([0.0, 1.5, 1.9]), np.array([2.0, 1.8, 5.0]), no, no, zeros, no, no, zeros, zeros
    )  # fmt: skip
    assert watching(seen, 5).tolist() == [1, 1, 1, 1, 1]
    assert watching(seen._replace(leaves=np.array([3.0, 9.0, 9.0])), 5).tolist() == [1, 1, 3, 2, 2]


def test_baskets_have_their_mean_and_one_unit_at_least():
    u = (np.arange(100_000) + 0.5) / 100_000
    assert basket(u, 2.5).mean() == pytest.approx(2.5, rel=0.01)
    assert basket(u, 2.5).min() == 1
    assert (basket(u, 1.0) == 1).all()


def test_who_is_online_depends_on_the_hour():
    hours = [0.0] * 12 + [1.0] * 12
    sessions = np.array([4.0], np.float32)
    assert online_chance(sessions, hours, 3, 120)[0] == 0.0
    assert online_chance(sessions, hours, 12, 180)[0] == pytest.approx(1 - np.exp(-1.0))
    assert online_chance(sessions, hours, 23, 600)[0] == pytest.approx(1 - np.exp(-4 / 12))  # until midnight


def test_orders_are_on_the_platform_and_paid_by_the_unit():
    seen = held(invited_share=1.0)
    orders = orders_of(seen, ROOM, np.ones(len(seen.user), np.bool_))
    assert len(orders.user) == seen.opens.sum()
    assert orders.is_order.sum() == seen.orders.sum() > 0
    assert (orders.on_platform == orders.is_order).all()
    assert (orders.price == 100.0 * orders.units).all()
    assert (orders.cost == 40.0 * orders.units).all()
    assert set(orders.brand) == {1}
    assert set(orders.product) == {2}
    assert orders.is_live.all()


def test_the_host_is_the_nearest_by_followers_on_the_topic():
    followers, on = np.array([10.0, 1000.0, 900.0, 50.0]), np.array([True, False, True, True])
    key = np.arange(4)
    assert nearest_creator(followers, on, key, 1000.0) == 2
    assert nearest_creator(followers, on & False, key, 1000.0) == 1
    assert nearest_creator(followers[:0], on[:0], key[:0], 5.0) == -1
    assert nearest_creator(np.array([7.0, 7.0]), np.ones(2, np.bool_), np.array([9, 4]), 5.0) == 1
