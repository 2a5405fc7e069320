"""Budgets and pacing: nothing is ever overspent, and budgets last the day."""

import numpy as np
import pytest
from ad_table import lines_of
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_sim.phases.ads.settle import add_up, delivered, paced
from xhs_sim.phases.ads.show import AdTally
from xhs_sim.world.ads import BRAND, FEN, AdBook, Settlement

AMOUNT = st.integers(0, 3_000_000)


def tally_of(due, threads=2):
    n = len(due)
    money = np.zeros((threads, n, 2), np.int64)
    money[0, :, 0] = np.array(due) // 2
    money[1, :, 0] = np.array(due) - np.array(due) // 2
    counts, reactions = np.zeros((threads, n, 8), np.int32), np.zeros((threads, n, 5), np.int32)
    none = np.zeros((threads, n, 6), np.int64), np.zeros((threads, n, 2), np.int64), np.zeros((threads, n, 1), np.int32)
    return delivered(AdTally(counts, reactions, money, np.zeros((threads, n, 17), np.int64), *none))


def book_of(**columns):
    book = AdBook()
    book.open(lines_of(len(next(iter(columns.values()))), **columns))
    return book


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(AMOUNT, AMOUNT), min_size=1, max_size=5),
    st.lists(st.lists(AMOUNT, min_size=5, max_size=5), max_size=6),
    st.integers(1, 3),
    st.sampled_from([1, 10, 100]),
)
def test_budgets_are_never_overspent_and_every_fen_is_somewhere(budgets, ticks, per_day, weight):
    daily, whole = (list(column) for column in zip(*budgets, strict=True))
    book, n = book_of(daily=daily, whole=whole, source=[BRAND] * len(daily)), len(daily)
    charged, delivered, given_away, spent_today = np.zeros(n, np.int64), 0, 0, None
    for k, due in enumerate(ticks):
        if k % per_day == 0:
            book.begin_day()
        result = add_up(tally_of(due[:n]), book.lines, book.lines.pace, weight)
        book.settle(result)
        delivered, given_away = delivered + sum(due[:n]), given_away + int(result.given.sum())
        spent_today = book.lines.spent_today
        assert (spent_today <= book.lines.daily).all()
        assert (book.lines.spent <= book.lines.whole).all()
        if k % per_day == per_day - 1:
            charged += book.charge()
    charged += book.charge()
    assert (charged == book.lines.spent // FEN).all()
    assert (charged * FEN <= book.lines.whole).all()
    assert book.lines.spent.sum() + given_away + book.lines.owed.sum() == delivered
    assert weight > 1 or not book.lines.owed.any()
    assert book.brand_spent.sum() == book.lines.spent.sum()


def test_a_line_cannot_be_made_to_overspend():
    book = book_of(daily=[1000])
    none = np.zeros(1, np.int64)
    with pytest.raises(ValueError, match="more than its budget"):
        book.settle(
            Settlement(none + 1001, none, none, none[:, None], none, none[:, None], none[:, None], book.lines.pace)
        )


@pytest.mark.parametrize("demand", [1.5, 4.0, 20.0])
def test_pacing_spends_the_budget_evenly_when_demand_exceeds_it(demand):
    """Full demand is ``demand`` budgets a day; after two days each tick gets its share of the budget."""
    hours, budget = np.array([0.15, 0.25, 0.25, 0.35]), 1_000_000
    book = book_of(daily=[budget])
    for day in range(4):
        book.begin_day()
        for tick, share in enumerate(hours):
            due = np.array([int(demand * budget * share * book.lines.pace[0])])
            ahead = float(hours[tick + 1 :].sum()) if tick < 3 else 1.0
            pace = paced(book.lines, np.array([True]), due, share, ahead, 2.0)
            book.settle(add_up(tally_of(due), book.lines, pace))
            if day >= 2:
                assert due[0] == pytest.approx(budget * share, rel=0.05)
        if day >= 2:
            assert book.lines.spent_today[0] == pytest.approx(budget, rel=0.02)
            assert book.lines.given_today[0] <= 0.02 * budget


def test_a_line_with_little_demand_goes_at_full_pace():
    lines = lines_of(1, pace=0.5)
    for _ in range(3):
        lines = lines._replace(pace=paced(lines, np.array([True]), np.array([1000]), 0.25, 0.75, 2.0))
    assert lines.pace[0] == 1.0


def share_billed(lump, weight):
    """Return what is billed of budgets where demand, in lumps of so many people's charges, is nine tenths of them."""
    draw, book = np.random.default_rng(lump), book_of(daily=[10_000] * 400)
    for _ in range(40):
        book.begin_day()
        is_open = book.lines.owed < 10_000
        due = 1_000 * lump * draw.poisson(np.where(is_open, 9.0 / lump, 0.0))
        book.settle(add_up(tally_of(due), book.lines, book.lines.pace, weight))
    return book.lines.spent.sum() / (400 * 40 * 10_000)


@pytest.mark.parametrize("lump", [4, 25])
def test_what_is_owed_makes_up_for_lumps(lump):
    one_by_one, at_once, owed = share_billed(1, 1), share_billed(lump, 1), share_billed(lump, lump)
    assert at_once < one_by_one - 0.1
    assert at_once < owed < one_by_one + 0.02
    assert one_by_one - owed < 0.6 * (one_by_one - at_once)
