"""Shops on a toy scene: prices, stock and what people remember."""

import numpy as np
import pytest
from toy_scene import orders_of, stage

from xhs_sim.actors.shops import Shops
from xhs_sim.world.shelf import UNLIMITED

SALE = ("promotion=face_cream", "promotion.start_day=2", "promotion.days=2", "promotion.discount_share=0.25")


@pytest.fixture
def scene():
    return stage(*SALE, "promotion.stock_units=3")


@pytest.fixture
def shops(scene):
    return Shops(scene)


def test_a_promotion_lowers_one_price_on_its_days(shops):
    usual, place = shops.products.price, shops.place_of("qingrou", "face_cream")
    assert (shops.prices(1) == usual).all()
    sale = shops.prices(2)
    assert sale[place] == 0.75 * usual[place]
    assert (np.delete(sale, place) == np.delete(usual, place)).all()
    assert (shops.prices(4) == usual).all()


def test_the_stock_of_what_is_promoted_is_limited_as_long_as_it_is(scene, shops):
    place, stock = shops.place_of("qingrou", "face_cream"), scene.world.shelf.stock
    seen = []
    for day in range(5):
        shops.stock_up(day)
        seen.append(int(stock[place]))
    assert seen == [UNLIMITED, UNLIMITED, 3, 3, UNLIMITED]


def test_who_comes_first_gets_what_there_is_and_becomes_a_buyer(scene, shops):
    place = shops.place_of("qingrou", "face_cream")
    shops.stock_up(2)
    settled = shops.settled(orders_of(5, product=place), 2)
    assert settled.is_order.sum() == 3
    assert settled.is_sold_out.sum() == 2
    assert scene.world.shelf.stock[place] == 0
    buyers = settled.user[settled.is_order]
    assert (scene.world.brands.order_day[buyers, 0] == 2).all()
    assert shops.products_of(3).appeal[place] == -np.inf  # nobody orders what is not there


def test_a_low_price_is_remembered_little_by_little(scene, shops):
    place, reference = shops.place_of("qingrou", "face_cream"), scene.world.shelf.reference
    before = float(reference[place])
    shops.close_day(orders_of(2, product=place), 2)
    assert shops.prices(2)[place] < reference[place] < before
    row = scene.recorder.frame("product_daily").filter(product="face_cream")
    assert (row["units"].item(), row["price_cny"].item()) == (2, shops.prices(2)[place])


def test_buyers_write_reviews_some_days_later():
    scene = stage("commerce.reviews.share=1", "commerce.reviews.after_days=2")
    shops, reviews = Shops(scene), scene.world.shelf.reviews
    shops.bought.append((0, np.arange(6), np.zeros(6, np.int8)))
    counts = []
    for day in range(4):
        shops.close_day(orders_of(0), day)
        counts.append(int(reviews.sum()))
    assert counts == [0, 0, 6, 6]
