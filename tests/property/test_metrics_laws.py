"""Laws of metrics over made-up tables."""

from random import Random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metric_tables import campaign, tables
from polars.testing import assert_frame_equal

from xhs_sim.metrics import METRICS, Tables
from xhs_sim.metrics.distribution import gini, tail_exponent

counts = st.lists(st.integers(0, 10**9), min_size=1, max_size=60).filter(any).map(np.array)
money = st.lists(st.integers(0, 10**8).map(lambda fen: fen / 100), max_size=20)


def loud(name: str, records: Tables) -> float | None:
    frame = METRICS[name].compute(records)
    return frame.filter(pl.col("day").is_null(), pl.col("brand") == "loud")["value"].item()


def paying(amounts: list[float]) -> Tables:
    rows = [{"day": k % 2, "brand": "loud", "kind": "creator_fee", "amount_cny": x} for k, x in enumerate(amounts)]
    return campaign() | {"ledger": tables(ledger=rows)["ledger"]}


@given(values=counts, factor=st.integers(2, 9))
def test_gini_is_a_share_that_units_and_order_do_not_move(values: np.ndarray, factor: int) -> None:
    found = gini(values)
    assert found is not None
    assert -1e-9 <= found < 1
    assert gini(values[::-1] * factor) == pytest.approx(found, abs=1e-9)
    assert gini(np.repeat(values, factor)) == pytest.approx(found, abs=1e-9)


@given(values=st.lists(st.integers(0, 10**6), max_size=300).map(lambda x: np.array(x, dtype=np.int64)))
def test_a_tail_exponent_is_above_one_or_unknown(values: np.ndarray) -> None:
    found = tail_exponent(values)
    assert found is None or (np.isfinite(found) and found > 1)


@given(amounts=money)
def test_every_yuan_of_the_ledger_is_spent_once_and_returns_are_per_yuan(amounts: list[float]) -> None:
    records = paying(amounts)
    spent, returned = loud("spend", records), loud("roas", records)
    assert spent == pytest.approx(sum(amounts))
    if spent > 0:
        assert returned * spent == pytest.approx(loud("attributed_gmv", records))
    else:
        assert returned is None


@settings(max_examples=25)
@given(amounts=st.lists(st.floats(0, 1e6), max_size=20), random=st.randoms())
def test_money_adds_up_to_the_same_bits_in_any_order(amounts: list[float], random: Random) -> None:
    rows = paying(amounts)["ledger"].rows(named=True)
    random.shuffle(rows)  # as threads would
    shuffled = campaign() | {"ledger": tables(ledger=rows)["ledger"]}
    for name in ("spend", "creator_income_cny", "platform_revenue", "margin_cny", "roas"):
        assert_frame_equal(METRICS[name].compute(shuffled), METRICS[name].compute(paying(amounts)), check_exact=True)


@given(amounts=money)
def test_a_yuan_more_spent_is_a_yuan_less_kept(amounts: list[float]) -> None:
    kept = [loud("margin_cny", paying(x)) for x in ([], amounts)]
    assert kept[0] - kept[1] == pytest.approx(sum(amounts), abs=1e-6)


@given(factor=st.integers(2, 1000))
def test_rates_do_not_depend_on_how_many_people_there_are(factor: int) -> None:
    more = campaign()
    grow = [pl.col(name) * factor for name, kind in more["daily"].schema.items() if kind == pl.Int64]
    more["daily"] = more["daily"].with_columns(grow)
    for name in ("ctr", "engagement_rate", "publish_rate", "sessions_per_active_day", "small_creator_exposure_share"):
        one, other = (METRICS[name].compute(records)["value"].to_list() for records in (campaign(), more))
        assert one == pytest.approx(other), name
