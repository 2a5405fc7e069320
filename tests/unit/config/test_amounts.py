"""Amounts are read as people write them, and what is not surely one is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.config import parse_amount

READ = {
    "5万": 50_000, "5w": 50_000, "5W": 50_000, "5k": 5_000, "1.5万": 15_000, "1.1万": 11_000, "50,000": 50_000,
    "10万+": 100_000, "1.2w+": 12_000, "3千": 3_000, "¥1,500": 1_500, "￥1500": 1_500, "1500元": 1_500,
    "1.5 万元": 15_000, "５万": 50_000, "１，５００": 1_500, "1亿": 1e8, "2百万": 2e6, "CNY 300": 300, "0": 0,
    "0.5": 0.5, " 880.0 ": 880, "1,234,567.5": 1_234_567.5, "1500 RMB": 1_500,
}  # fmt: skip
REFUSED = [
    "", " ", "-", "--", "暂无", "是", "nan", "inf", "Infinity", "1_000", "1.75E+12", "1e5", "-5万", "1500-2000",
    "1.234,56", "12,34", "1,2345", "1.2.3", "万", "w", "¥", "5万5", "5万万", "5m", "1,500,", ".5", "5.", "+5", "5++",
    "٣", "5²", "0x10", "1 500", "9" * 400,
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_amounts_are_read_as_people_write_them(text):
    assert parse_amount(text) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_surely_an_amount_is_none(text):
    assert parse_amount(text) is None


@given(st.text())
def test_any_text_is_an_amount_of_at_least_nothing_or_none(text):
    amount = parse_amount(text)
    assert amount is None or 0 <= amount < float("inf")
