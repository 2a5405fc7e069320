"""Contracts from signature to settlement, worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.config import load_config
from xhs_sim.records.money import fen_of, whole
from xhs_sim.strategies.campaign.contract import (
    FAILED,
    STOPPED,
    ContractBook,
    Fate,
    bonus_of,
    fate_of,
    is_plain,
    waits_of,
    within,
)
from xhs_sim.strategies.campaign.launch import Contracts, in_series

PLAIN = load_config().campaign.contract


def terms(**changes):
    return PLAIN.model_copy(update=changes)


def contracts(fees, rows=None, days=None):
    """Return contracts at a marketplace's fee of 10%."""
    m, fee = len(fees), np.array(fees, np.float64)
    day = np.full(m, 5) if days is None else np.array(days)
    row = np.arange(m) if rows is None else np.array(rows)
    return Contracts(
        row, np.ones(m, np.int8), np.full(m, 1e3), fee, whole(0.1 * fee), np.zeros(m, np.bool_), day,
        np.ones(m, np.bool_), np.zeros(m, np.int8), np.zeros(m), np.ones(m), np.zeros(m, np.int8),
        np.zeros(m, np.bool_),
    )  # fmt: skip


def fate(late, fails):
    return Fate(np.array(late, np.int64), np.array(fails, np.bool_))


def book_of(signed, told, **changes):
    book = ContractBook(terms(**changes))
    book.sign(signed, told)
    return book


def test_plain_terms_make_nobody_late_and_nobody_fail():
    lots = np.random.default_rng(1).random((3, 1000))
    told = fate_of(lots, PLAIN)
    assert not told.late_days.any()
    assert not told.fails.any()
    assert is_plain(PLAIN)


@pytest.mark.parametrize("change", [
    {"late_rate": 0.1}, {"fail_rate": 0.1}, {"talk_days": 1.0}, {"upfront_share": 0.5}, {"notes_each": 2},
    {"bonus_reserve": 0.1},
])  # fmt: skip
def test_terms_that_leave_something_to_tell_are_not_plain(change):
    assert not is_plain(terms(**change))


def test_so_many_are_late_by_so_much_and_so_many_fail():
    lots = np.random.default_rng(2).random((3, 40_000))
    told = fate_of(lots, terms(late_rate=0.3, late_days=4.0, fail_rate=0.1))
    is_late = told.late_days > 0
    assert is_late.mean() == pytest.approx(0.3, abs=0.01)
    assert told.late_days[is_late].mean() == pytest.approx(4.0, rel=0.05)
    assert told.fails.mean() == pytest.approx(0.1, abs=0.006)


def test_more_unreliable_creators_fail_beside_those_who_fail_anyway():
    lots = np.random.default_rng(3).random((3, 500))
    few, many = (fate_of(lots, terms(fail_rate=rate)).fails for rate in (0.1, 0.3))
    assert (many >= few).all()


def test_talks_last_as_long_as_their_mean():
    lots = np.random.default_rng(4).random(40_000)
    assert waits_of(lots, 3.0).mean() == pytest.approx(3.0, rel=0.02)
    assert not waits_of(lots, 0.0).any()


def test_a_late_note_comes_later_and_a_failed_one_never():
    book = book_of(contracts([100, 100, 100], days=[5, 5, 6]), fate([0, 2, 0], [False, False, True]))
    assert {day: book.due(day).tolist() for day in range(4, 12) if len(book.due(day))} == {5: [0], 7: [1]}
    assert book.planned(6).tolist() == [2]


def test_a_failed_contract_gives_back_all_but_what_the_creator_keeps():
    book = book_of(contracts([100.0]), fate([0], [True]), upfront_share=0.4, refund_share=0.25)
    assert book.upfront_cny.tolist() == [40.0]
    assert book.bound_fen == 11_000
    book.end(np.array([0]), FAILED)
    assert book.refund_cny.tolist() == [10.0]
    assert book.released_cny.tolist() == [80.0]  # 110 signed, 40 paid, 10 back
    assert book.bound_fen == 3000


money = st.integers(0, 10**7).map(lambda fen: fen / 100)


@given(st.lists(money, min_size=1, max_size=8), st.floats(0, 1), st.floats(0, 1), st.data())
def test_in_the_end_what_was_signed_is_paid_or_released_to_the_fen(fees, upfront, refund, data):
    m = len(fees)
    ends = data.draw(st.lists(st.sampled_from(["came", FAILED, STOPPED]), min_size=m, max_size=m))
    book = book_of(contracts(fees), fate([0] * m, [False] * m), upfront_share=upfront, refund_share=refund)
    paid = book.upfront_cny.copy()
    for place, end in enumerate(ends):
        at = np.array([place])
        if end == "came":
            book.deliver(at, np.array([place]), 5)
            paid[place] += book.contracts.fee_cny[place] - book.upfront_cny[place]
            paid[place] += book.contracts.service_fee_cny[place]
        else:
            book.end(at, end)
            paid[place] -= book.refund_cny[place]
    assert (fen_of(paid) + fen_of(book.released_cny) == fen_of(book.signed_cny)).all()
    assert fen_of(paid).sum() == book.bound_fen
    assert (paid >= -1e-9).all()


def test_a_series_repeats_hired_creators_and_leaves_agreed_ones_alone():
    series = in_series(contracts([9, 100, 200], days=[1, 5, 6]), np.array([0, 4, 8]), 1)
    assert series.row.tolist() == [0, 1, 2, 1, 2, 1, 2]
    assert series.publish_day.tolist() == [1, 5, 6, 9, 10, 13, 14]
    single = in_series(contracts([9, 8]), np.array([0]), 0)
    assert [c.tolist() for c in single] == [c.tolist() for c in contracts([9, 8])]


def test_notes_of_a_creator_are_numbered_across_contracts():
    book = book_of(contracts([1, 1, 1], rows=[7, 8, 7]), fate([0] * 3, [False] * 3))
    assert book.number.tolist() == [0, 0, 1]
    assert book.numbers_of(contracts([1, 1], rows=[7, 9])).tolist() == [2, 0]


def test_each_fresh_paid_note_of_a_creator_wears_the_next_one():
    book = book_of(contracts([1] * 4, rows=[7, 7, 7, 8]), fate([0] * 4, [False] * 4), wear=0.5, wear_days=10.0)
    assert book.weariness(np.arange(4), 0).tolist() == [0.0] * 4
    book.deliver(np.array([0]), np.array([70]), 0)
    assert book.weariness(np.array([1, 3]), 10) == pytest.approx([0.5 * np.exp(-1), 0.0])
    book.deliver(np.array([1]), np.array([71]), 10)
    assert book.weariness(np.array([2]), 20) == pytest.approx([0.5 * (np.exp(-2) + np.exp(-1))])


def test_a_bonus_begins_at_the_target_ends_at_the_cap_and_is_in_whole_fen():
    plan = terms(bonus_cny=0.333, bonus_target=10.0, bonus_cap=0.2)
    assert bonus_of(np.array([3, 10, 11, 500]), np.full(4, 100.0), plan).tolist() == [0.0, 0.0, 0.33, 20.0]


def test_bonuses_end_where_the_reserve_does():
    assert within(np.array([5.0, 5.0, 5.0]), 7.5).tolist() == [5.0, 2.5, 0.0]
    assert within(np.array([1.0, 2.0]), 99.0).tolist() == [1.0, 2.0]
