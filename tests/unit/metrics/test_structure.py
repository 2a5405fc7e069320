"""What lasts of a creator: estimators with known answers, and which notes count."""

import numpy as np
import pytest
from metric_tables import days, tables

from xhs_sim.metrics import METRICS
from xhs_sim.metrics.structure import momentum_share, next_correlation, variance_parts


def drawn(between: float, within: float, carried: float = 0.0, creators: int = 4000, notes: int = 8, seed: int = 1):
    """Draw notes of creators whose levels vary by ``between``; ``carried`` of a note's luck goes on to the next."""
    rng = np.random.default_rng(seed)
    luck = rng.normal(size=(creators, notes)) * np.sqrt(within)
    for k in range(1, notes):
        luck[:, k] = carried * luck[:, k - 1] + np.sqrt(1 - carried**2) * luck[:, k]
    values = rng.normal(size=(creators, 1)) * np.sqrt(between) + luck
    return np.repeat(np.arange(creators), notes), values.ravel()


def test_variances_between_and_within_creators_are_found_again() -> None:
    between, within = variance_parts(*drawn(0.8, 0.9))
    assert between == pytest.approx(0.8, rel=0.06)
    assert within == pytest.approx(0.9, rel=0.03)


def test_groups_of_unequal_size_are_told_apart_from_luck() -> None:
    creator, values = drawn(0.5, 1.0)
    keep = np.random.default_rng(2).random(len(creator)) < np.where(creator % 2, 0.9, 0.2)
    between, within = variance_parts(creator[keep], values[keep])
    assert between == pytest.approx(0.5, rel=0.08)
    assert within == pytest.approx(1.0, rel=0.05)


def test_without_persistence_nothing_lies_between_creators() -> None:
    between, _ = variance_parts(*drawn(0.0, 1.0))
    assert between == pytest.approx(0.0, abs=0.02)


@pytest.mark.parametrize("carried", [0.0, 0.5])
def test_momentum_is_what_a_note_shares_with_the_next_and_not_with_later_ones(carried) -> None:
    creator, values = drawn(0.8, 0.9, carried)
    near, far = 1 - carried, 1 - np.mean([carried**step for step in (3, 4, 5)])
    assert momentum_share(creator, values) == pytest.approx(1 - near / far, abs=0.03)


def test_the_next_note_is_like_by_what_lasts() -> None:
    assert next_correlation(*drawn(0.6, 0.4)) == pytest.approx(0.6, abs=0.03)
    assert next_correlation(np.arange(500), np.arange(500.0)) is None


def test_of_one_creator_or_of_one_note_each_nothing_is_told() -> None:
    assert variance_parts(np.zeros(5, np.int64), np.arange(5.0)) is None
    assert variance_parts(np.arange(5), np.arange(5.0)) is None


def test_only_organic_notes_of_small_accounts_count() -> None:
    known = [{"creator": 1, "followers": 500}, {"creator": 2, "followers": 500}, {"creator": 3, "followers": 10**6}]
    usual = {"published_day": 0, "is_sponsored": False}
    rows = [{**usual, "note": k, "creator": 1 + k % 2, "likes": 10 * (k % 2)} for k in range(8)]
    others = [{**rows[0], "note": 90 + k, "likes": 999, "is_sponsored": True} for k in range(3)]
    others += [{**usual, "note": 80 + k, "creator": 3, "likes": 10**6} for k in range(3)]
    records = tables(daily=days(10), notes=[*rows, *others], creators=known)
    assert METRICS["small_account_likes_creator_share"].compute(records)["value"].item() == pytest.approx(1.0)
    assert METRICS["small_account_likes_variance_within"].compute(records)["value"].item() == 0.0
