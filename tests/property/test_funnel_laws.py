"""Laws of the funnel of a note: its figures are people's, whatever a reader stands for."""

from functools import cache

import pytest

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records

PEOPLE = 12_000
TOLERANCES = {  # relative; one seed
    "searches_per_searcher_day": 0.05, "impressions_median": 0.10, "impressions_top_1_share": 0.15,
    "cover_rate_note_median": 0.20, "likes_per_impression": 0.10, "impressions_below_500_share": 0.15,
    "cover_rate_logit_sd": 0.08,
}  # fmt: skip


@cache
def records_of(weight: int):
    market = [f"population.audience={PEOPLE}", f"population.n_users={PEOPLE // weight}"]
    model = PlatformModel(load_config([*market, "n_days=6", "seed=3", "threads=1"]))
    model.run()
    return Records(model.recorder)


def figure(name: str, weight: int) -> float:
    return METRICS[name].compute(records_of(weight))["value"][0]


@pytest.mark.parametrize("name", TOLERANCES)
def test_a_figure_of_notes_is_the_same_whatever_a_reader_stands_for(name):
    assert figure(name, 4) == pytest.approx(figure(name, 1), rel=TOLERANCES[name])


@cache
def lived(*overrides):
    market = ["population.audience=12000", "population.n_users=3000", "feed.users_per_circle=3000", "n_days=8"]
    model = PlatformModel(load_config([*market, *overrides, "seed=4", "threads=1"]))
    model.run()
    return Records(model.recorder)


def of(name, *overrides):
    return METRICS[name].compute(lived(*overrides))["value"][0]


def test_a_hit_that_crosses_circles_is_shown_to_more_people():
    own, all_circles = (
        lived(f"feed.hot_crossing={crossing}")["notes"]["impressions"].sort()[-20:].mean() for crossing in (0, 1)
    )
    assert all_circles > 1.1 * own


def test_standing_lifts_the_impressions_of_large_accounts():
    market = ("population.audience=40000", "population.n_users=4000", "feed.users_per_circle=100000")
    same = ("content.skill_follower_slope=0.05", "content.quality_note_sd=0.3", "content.quality_creator_sd=0.2")
    of_small = (
        of("small_creator_exposure_share", *market, *same, f"feed.ladder.standing={standing}") for standing in (0, 0.5)
    )
    assert next(of_small) - next(of_small) > 0.02


def test_acts_on_a_brands_own_notes_are_rarer_than_on_creators():
    kinds = "content.shop_kind_effect={like: %s, save: 0.0, comment: 0.0, share: 0.0}"
    account = ("account=brand", "account.plan.notes_per_week=35")
    usual, fewer = (of("shop_likes_per_impression", *account, kinds % effect) for effect in ("0.0", "-1.6"))
    assert 0.1 < fewer / usual < 0.4
