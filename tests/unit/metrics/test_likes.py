"""The spread of likes: which notes count, and estimators with known answers."""

import math

import numpy as np
import polars as pl
import pytest
from metric_tables import days, tables

from xhs_sim.metrics import METRICS, Tables
from xhs_sim.metrics.distribution import gini, tail_exponent
from xhs_sim.metrics.small_accounts import MIX, as_sampled, thinned


def of(name: str, records: Tables) -> float | None:
    return METRICS[name].compute(records)["value"].item()


def notes_of(n_days: int, *published_and_likes: tuple[int, int]) -> Tables:
    rows = [{"published_day": day, "likes": likes, "impressions": 10 * likes} for day, likes in published_and_likes]
    return tables(daily=days(n_days), notes=rows)


def test_six_notes_give_the_numbers_worked_out_by_hand() -> None:
    records = notes_of(10, (0, 0), (0, 1), (1, 1), (2, 2), (3, 6), (3, 0))
    logs = np.log1p([0, 1, 1, 2, 6, 0])
    assert of("like_ln_mean", records) == pytest.approx(logs.mean())
    assert of("like_ln_sd", records) == pytest.approx(logs.std(ddof=1))
    assert of("like_median", records) == 1
    assert of("like_zero_share", records) == pytest.approx(2 / 6)
    assert of("like_gini", records) == pytest.approx(2 * (3 + 4 + 2 * 5 + 6 * 6) / 60 - 7 / 6)
    assert of("coverage", records) == pytest.approx(4 / 6)
    assert of("like_tail_exponent", records) is None  # too few to tell


def test_notes_with_less_than_seven_days_of_life_are_left_out() -> None:
    assert of("like_median", notes_of(20, (13, 8), (14, 100), (19, 100))) == 8


def test_in_a_short_run_half_of_it_is_enough() -> None:
    assert of("like_median", notes_of(4, (2, 8), (3, 100))) == 8
    assert of("like_median", notes_of(3, (1, 8), (2, 100))) == 8


def test_one_note_has_no_spread_and_no_likes_have_no_gini() -> None:
    assert of("like_ln_sd", notes_of(10, (0, 5))) is None
    assert of("like_gini", notes_of(10, (0, 0), (0, 0))) is None


def test_gini_knows_its_limits() -> None:
    assert gini(np.full(50, 3)) == pytest.approx(0)
    assert gini(np.array([0] * 99 + [1])) == pytest.approx(0.99)


@pytest.mark.parametrize("alpha", [1.8, 2.1, 2.5])
def test_the_exponent_of_a_power_law_is_recovered(alpha: float) -> None:
    start, n = 10, 20_000
    draws = np.random.default_rng(1).random(n)
    # Clauset et al. 2009, eq. D.6: the rounded continuous law, for which the estimator is exact
    likes = np.floor((start - 0.5) * (1 - draws) ** (-1 / (alpha - 1)) + 0.5).clip(max=1e15).astype(np.int64)
    body = np.arange(1, start).repeat(3000)  # flat below the tail: the start has to be found
    found = tail_exponent(np.concatenate([likes, body]))
    assert found == pytest.approx(alpha, abs=4 * (alpha - 1) / math.sqrt(n))


def test_small_accounts_are_those_in_the_range_of_the_sample() -> None:
    notes = [{"published_day": 0, "creator": c, "likes": likes} for c, likes in ((1, 4), (2, 10), (3, 50), (4, 900))]
    creators = [{"creator": c, "followers": n} for c, n in ((1, 68), (2, 69), (3, 8955), (4, 8956))]
    records = tables(daily=days(10), notes=notes, creators=creators)
    assert of("like_median", records) == 30
    assert of("small_account_like_median", records) == 30
    assert of("small_account_like_ln_mean", records) == pytest.approx(np.log1p([10, 50]).mean())


def test_notes_of_small_accounts_are_thinned_to_the_mix_of_the_sample() -> None:
    """Four bands of 1,000 notes each: the scarcest by the sample's mix, the second, decides how many stay."""
    followers = (200, 800, 2000, 5000)
    creators = [{"creator": c, "followers": n} for c, n in enumerate(followers)]
    notes = [{"note": k, "published_day": 0, "creator": k % 4, "likes": k % 4} for k in range(4000)]
    kept = as_sampled(tables(daily=days(10), notes=notes, creators=creators))
    count = kept.group_by("creator").len().sort("creator")["len"].to_numpy()
    assert count[1] == 1000
    assert count / count.sum() == pytest.approx(MIX, abs=0.001)
    assert kept["note"].is_sorted()
    of_first = kept.filter(pl.col("creator") == 0)["note"].to_numpy()
    assert np.diff(of_first).max() <= 4 * 9  # evenly: about every eighth of the band's notes


def test_a_band_without_notes_leaves_the_mix_of_the_others() -> None:
    assert [len(rows) for rows in thinned(np.array([1] * 472 + [2] * 1000))] == [0, 472, 379, 0]
    assert [len(rows) for rows in thinned(np.array([], np.intp))] == [0, 0, 0, 0]


def test_top_shares_and_slopes_have_known_answers() -> None:
    likes = [1] * 98 + [2, 100]
    notes = [{"published_day": 0, "creator": 1, "likes": n, "saves": n, "comments": 0} for n in likes]
    records = tables(daily=days(10), notes=notes, creators=[{"creator": 1, "followers": 100}])
    assert of("like_top_1_share", records) == pytest.approx(100 / 200)
    assert of("like_top_10_share", records) == pytest.approx((100 + 2 + 8) / 200)
    assert of("like_100_share", records) == pytest.approx(0.01)
    assert of("small_account_saves_slope", records) == pytest.approx(1)
    assert of("small_account_comments_slope", records) == pytest.approx(0)


def test_acts_per_like_look_at_notes_with_twenty_likes_or_more() -> None:
    acts = [(19, 19), (20, 5), (40, 20), (100, 10)]
    notes = [{"published_day": 0, "creator": 1, "likes": n, "saves": k, "comments": 0} for n, k in acts]
    records = tables(daily=days(10), notes=notes, creators=[{"creator": 1, "followers": 400}])
    assert of("small_account_saves_per_like_note_median", records) == pytest.approx(0.25)
    spread = np.log([5.5 / 20, 20.5 / 40, 10.5 / 100]).std(ddof=1)
    assert of("small_account_saves_per_like_ln_sd", records) == pytest.approx(spread)
    assert of("small_account_comments_per_like_note_median", records) == 0
