"""The teaching page over real markets: what it keeps changes nothing, what it tells is so; and Mesa's own page."""

import time
from dataclasses import replace

import numpy as np
import pytest

from xhs_sim.explore import Pair, Plan
from xhs_sim.explore.ladder import RUNGS
from xhs_sim.explore.market import Place
from xhs_sim.explore.seen import see_both
from xhs_sim.model import PlatformModel

pytestmark = pytest.mark.filterwarnings("ignore:(?s).*early return:UserWarning")  # Mesa's own page
DAYS = 6
PLACE = Place(n_users=1000, weight=5, seed=1)
PLAN = Plan(budget_cny=20_000, mix="small", ranker="default")


def after(*plans):
    pair = Pair(plans, PLACE)
    for _ in range(DAYS):
        pair.step()
    return pair


@pytest.fixture(scope="module")
def pair():
    pair = after(PLAN, replace(PLAN, budget_cny=0))
    yield pair
    pair.close()


@pytest.fixture(scope="module")
def both(pair):
    return see_both(pair)


def test_what_is_kept_changes_nothing_that_happens(pair):
    market = pair.markets[0]
    plain = PlatformModel(market.config)
    while plain.day < DAYS:
        plain.step()
    assert plain.datacollector.model_vars == market.datacollector.model_vars
    assert [brand.reach for brand in plain.brands] == [brand.reach for brand in market.brands]
    plain.close()


def test_plans_are_one_until_money_is_spent(both):
    one, other = both.sides
    assert one.days[:3] == other.days[:3]
    assert one.last.spent_cny > 0
    assert other.last.spent_cny == 0


def test_the_same_plan_twice_is_the_same_to_the_last_click(both):
    twin = after(PLAN, PLAN)
    seen = see_both(twin)
    twin.close()
    assert seen.sides[0] == seen.sides[1]
    assert seen.sides[0].days == both.sides[0].days


def test_rungs_count_what_the_ladder_sorted(pair, both):
    market = pair.markets[0]
    standing = market.standings[-1]
    assert both.sides[0].counts == standing.counts
    of_the_run = np.bincount(standing.notes.rung, minlength=len(RUNGS))
    assert (of_the_run <= standing.counts).all()
    assert standing.counts[RUNGS.index("main")] > 0


def test_a_feed_is_what_the_panel_has(pair, both):
    panel = pair.markets[0].recorder.frame("panel")
    today = panel.filter(panel["day"] == DAYS - 1)
    feeds = both.sides[0].feeds
    assert {row: len(feed) for row, feed in feeds.items()} == dict(today.group_by("user").len().iter_rows())
    user = next(iter(feeds))
    assert [slot.why for slot in feeds[user]] == today.filter(today["user"] == user)["channel"].to_list()
    assert any(slot.topic for slot in feeds[user])


def test_follows_that_are_drawn_are_real(pair, both):
    for market, seen in zip(pair.markets, both.sides, strict=True):
        now, before = market.world.graph, market.first_graph
        assert all(now.is_following(*edge) and before.is_following(*edge) for edge in seen.part.kept)
        assert all(now.is_following(*edge) and not before.is_following(*edge) for edge in seen.part.begun)


def test_mesas_page_takes_a_platform_model_as_it_is():
    solara = pytest.importorskip("solara")
    from mesa.visualization import Slider, SolaraViz

    seen = []
    model = PlatformModel(rng=1, population__n_users=1000, n_days=5)
    dials = {"population__n_users": Slider("users", 1500, 1000, 5000, 500, dtype=int), "n_days": 5}
    viz = SolaraViz(model, components=[seen.append], model_params=dials)
    _, shown = solara.render(solara.AppLayout(children=[viz]), handle_error=False)
    try:
        _button(shown, "Step").click()
        _button(shown, "Step").click()
        _wait(lambda: seen and seen[-1].day == 2)
        _button(shown, "Reset").click()
        _wait(lambda: seen[-1].day == 0)
        assert seen[-1].config.population.n_users == 1500
    finally:
        shown.close()


def _button(shown, label):
    import ipyvuetify

    return shown.find(ipyvuetify.Btn, children=[label]).wait_for(timeout=60).single.widget


def _wait(is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "the page did not get there"
        time.sleep(0.05)
