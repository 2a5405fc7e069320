"""The funnel of a note: which notes count, and that the luck of few clicks is no spread."""

import numpy as np
import pytest
from metric_tables import days, tables

from xhs_sim.metrics import METRICS, Tables
from xhs_sim.metrics.distribution import hill_exponent, spread_without_noise, top_share


def of(name: str, records: Tables) -> float | None:
    return METRICS[name].compute(records)["value"].item()


def notes_of(*rows: dict[str, object]) -> Tables:
    usual = {"published_day": 0, "creator": 1, "format": "image_text", "is_sponsored": False}
    notes = [{**usual, "note": k, **row} for k, row in enumerate(rows)]
    creators = [{"creator": 1, "followers": 500}, {"creator": 2, "followers": 50}, {"creator": 3, "followers": 5000}]
    return tables(daily=days(10), notes=notes, creators=creators)


def test_impressions_of_notes_have_the_numbers_worked_out_by_hand() -> None:
    records = notes_of(*({"impressions": n} for n in (0, 400, 600, 2000, 7000)))
    logs = np.log([400, 600, 2000, 7000])
    assert of("impressions_median", records) == 600
    assert of("impressions_ln_mean", records) == pytest.approx(logs.mean())
    assert of("impressions_ln_sd", records) == pytest.approx(logs.std(ddof=1))
    assert of("impressions_below_500_share", records) == pytest.approx(2 / 5)
    assert of("impressions_below_1000_share", records) == pytest.approx(3 / 5)
    assert of("impressions_below_5000_share", records) == pytest.approx(4 / 5)
    assert of("small_account_impressions_median", records) == 600
    assert of("impressions_top_1_share", records) == pytest.approx(7000 / 10_000)


def test_paid_notes_and_videos_are_no_covers() -> None:
    usual = {"impressions": 100, "clicks": 10}
    others = [{"is_sponsored": True}, {"impressions_ads": 5}, {"format": "video"}, {"impressions": 49}]
    records = notes_of(usual, *({**usual, "clicks": 40, **other} for other in others))
    assert of("cover_rate_note_median", records) == pytest.approx(0.1)
    assert of("small_account_cover_rate_note_median", records) == pytest.approx(0.1)


def test_the_median_note_is_told_where_the_rate_over_all_hides_it() -> None:
    records = notes_of(*[{"impressions": 1000, "clicks": 5}] * 9, {"impressions": 1000, "clicks": 750})
    assert of("cover_rate_note_median", records) == pytest.approx(0.005)


def test_click_rates_are_compared_by_followers_and_by_impressions() -> None:
    few, many = {"creator": 2, "impressions": 1000}, {"creator": 3, "impressions": 10_000}
    records = notes_of({**few, "clicks": 50}, {**many, "clicks": 1000})
    assert of("cover_rate_by_followers", records) == pytest.approx(0.1 / 0.05)
    assert of("cover_rate_impression_slope", records) == pytest.approx(np.log(2) / np.log(10), abs=0.01)
    assert of("cover_rate_impression_slope", notes_of({**few, "clicks": 50})) is None


def test_acts_are_held_against_impressions_and_clicks() -> None:
    liked = {"impressions": 1000, "clicks": 100, "likes": 4, "saves": 3, "shares": 1}
    records = notes_of(liked, {**liked, "likes": 6}, {"impressions": 40, "clicks": 19, "likes": 19})
    assert of("likes_per_impression", records) == pytest.approx(29 / 2040)
    assert of("likes_per_impression_note_median", records) == pytest.approx(0.005)
    assert of("like_rate_note_median", records) == pytest.approx(0.05)
    assert of("engagement_rate_note_median", records) == pytest.approx(0.09)


def test_only_accounts_that_brands_own_are_shops() -> None:
    rows = [{"day": 0, "brand": "loud", "impressions": 2000, "likes": 2}, {"day": 0, "impressions": 9, "likes": 9}]
    assert of("shop_likes_per_impression", tables(daily=days(1), account_daily=rows)) == pytest.approx(0.001)
    assert of("shop_likes_per_impression", tables(daily=days(1))) is None


@pytest.mark.parametrize(("sd", "trials"), [(0.0, 300), (0.4, 300), (0.7, 1000), (1.3, 1000)])
def test_the_spread_of_rates_is_found_behind_the_luck_of_draws(sd: float, trials: int) -> None:
    rng = np.random.default_rng(3)
    rate = 1 / (1 + np.exp(2.6 - sd * rng.standard_normal(20_000)))
    found = spread_without_noise(rng.binomial(trials, rate), np.full(20_000, trials))
    assert found == pytest.approx(sd, abs=0.05)


def test_one_note_has_no_spread_and_nothing_has_no_top() -> None:
    assert spread_without_noise(np.array([3]), np.array([100])) is None
    assert top_share(np.array([], np.int64), 0.01) is None
    assert top_share(np.array([0, 0]), 0.01) is None


def test_the_exponent_of_the_most_shown_is_recovered() -> None:
    shown = np.sort(1000 * (1 - np.random.default_rng(5).random(40_000)) ** (-1 / 1.2)).astype(np.int64)
    assert hill_exponent(shown, 0.05) == pytest.approx(2.2, abs=0.1)
    assert hill_exponent(shown[:900], 0.05) is None
