"""The page of a small market: its pictures, its dials, and the page itself without a browser."""

import time

import pytest

pytest.importorskip("solara")
pytestmark = pytest.mark.filterwarnings("ignore:(?s).*early return:UserWarning")  # Mesa's own page


@pytest.fixture(scope="module")
def explore():
    from xhs_sim import explore

    return explore


@pytest.fixture(scope="module")
def market(explore):
    market = explore.SmallMarket(n_users=1000, ranker="default", budget_cny=50_000, rng="1")
    market.step()
    market.step()
    yield market
    market.close()


def test_each_picture_is_drawn_from_a_model(explore, market):
    for draw in (explore.draw_days, explore.draw_topics, explore.draw_followers):
        figure = draw(market)
        assert figure.axes
        assert any(axes.has_data() for axes in figure.axes)


def test_pictures_can_be_drawn_before_the_first_day(explore):
    market = explore.SmallMarket(n_users=1000, ranker="popular", budget_cny=0, rng=0)
    assert len(explore.draw_days(market).axes) == 3
    assert explore.draw_topics(market).axes


def test_the_sample_of_followers_is_small_and_real(explore, market):
    part = explore.sample_followers(market)
    assert 10 <= part.number_of_nodes() <= 90
    assert all(market.world.graph.is_following(*edge) for edge in part.edges)


def test_agents_are_told_by_brand(explore, market):
    text = explore.describe_agents(market)
    assert "Day 2" in text
    assert all(brand in text for brand in market.config.brands)


def test_dials_are_what_a_small_market_takes(explore):
    from mesa.visualization.solara_viz import _check_model_params, split_model_params

    _check_model_params(explore.SmallMarket.__init__, explore.DIALS)
    dials, fixed = split_model_params(explore.DIALS)
    assert set(dials) == set(explore.START)
    assert not fixed


def test_the_page_steps_and_starts_again_without_a_browser(explore, monkeypatch):
    import solara

    seen = []
    small = explore.START | {"n_users": 1000}
    monkeypatch.setattr(explore, "prepare", lambda: explore.SmallMarket(**small))
    monkeypatch.setattr(explore, "COMPONENTS", [*explore.COMPONENTS, seen.append])
    _, page = solara.render(solara.AppLayout(children=[explore.Page()]), handle_error=False)
    try:
        _step_and_reset(page, seen)
        assert seen[0].config.population.n_users == 1000
        assert seen[-1].config.population.n_users == explore.START["n_users"]
    finally:
        page.close()


def test_mesas_page_takes_a_platform_model_as_it_is():
    import solara
    from mesa.visualization import Slider, SolaraViz

    from xhs_sim.model import PlatformModel

    seen = []
    model = PlatformModel(rng=1, population__n_users=1000, n_days=5)
    dials = {"population__n_users": Slider("users", 1500, 1000, 5000, 500, dtype=int), "n_days": 5}
    viz = SolaraViz(model, components=[seen.append], model_params=dials)
    _, page = solara.render(solara.AppLayout(children=[viz]), handle_error=False)
    try:
        _step_and_reset(page, seen)
        assert seen[-1].config.population.n_users == 1500
    finally:
        page.close()


def _step_and_reset(page, seen):
    _button(page, "Step").click()
    _button(page, "Step").click()
    _wait(lambda: seen and seen[-1].day == 2)
    _button(page, "Reset").click()
    _wait(lambda: seen[-1].day == 0)


def _button(page, label):
    import ipyvuetify

    return page.find(ipyvuetify.Btn, children=[label]).wait_for(timeout=60).single.widget


def _wait(is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "the page did not get there"
        time.sleep(0.05)
