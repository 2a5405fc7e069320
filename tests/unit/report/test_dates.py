"""Days are told as dates: weekdays, months, spans, festivals; in both languages."""

from datetime import date

import pytest

from xhs_sim.report.dates import Calendar, calendar_of, say_date, say_day, say_days, say_year, tick_days
from xhs_sim.report.words import load_words

EN, ZH = load_words("en"), load_words("zh")
FESTIVE = {
    "moves": {"en": "Moving feast", "zh": "移动节", "first": ["2025-12-30", "2026-12-20"], "n_days": 4},
    "stays": {"en": "Fixed feast", "zh": "固定节", "first": ["01-02"], "n_days": 2},
    "elsewhere": {"en": "Summer", "zh": "夏", "first": ["07-01"], "n_days": 30},
}
CALENDAR = Calendar(date(2025, 12, 29), FESTIVE)  # a Monday


def test_a_day_is_a_date_with_its_weekday() -> None:
    assert say_day(5, CALENDAR, EN) == "Sat 3 Jan"
    assert say_day(5, CALENDAR, ZH) == "1月3日 周六"
    assert (say_date(0, CALENDAR, EN), say_date(0, CALENDAR, ZH)) == ("29 Dec", "12月29日")


def test_without_a_calendar_a_day_keeps_its_number() -> None:
    assert calendar_of({"n_days": 3}) is None
    assert (say_day(9, None, EN), say_day(9, None, ZH)) == ("day 9", "第 9 天")
    assert say_days(3, 9, None, EN) == "days 3–9"


@pytest.mark.parametrize(
    ("first", "last", "english", "chinese"),
    [
        (3, 3, "Thu 1 Jan", "1月1日 周四"),
        (3, 6, "1–4 Jan", "1月1–4日"),
        (1, 4, "30 Dec – 2 Jan", "12月30日至1月2日"),
        (3, 368, "1 Jan – 1 Jan", "1月1日至1月1日"),
    ],
)
def test_a_span_says_its_month_once(first: int, last: int, english: str, chinese: str) -> None:
    assert say_days(first, last, CALENDAR, EN) == english
    assert say_days(first, last, CALENDAR, ZH) == chinese


def test_festivals_are_cut_to_the_run_and_those_outside_left_out() -> None:
    assert CALENDAR.festivals(6, "en") == [("Moving feast", 1, 4), ("Fixed feast", 4, 5)]
    assert CALENDAR.festivals(2, "zh") == [("移动节", 1, 1)]


def test_a_run_over_new_year_names_both_years() -> None:
    assert say_year(CALENDAR, 3) == "2025"
    assert say_year(CALENDAR, 4) == "2025–26"


@pytest.mark.parametrize(
    ("first", "n_days", "most", "named"),
    [(0, 5, 6, [0, 1, 2, 3, 4]), (0, 21, 6, [0, 7, 14]), (2, 21, 6, [7, 14, 21]), (0, 9, 3, [0, 3, 6]), (3, 2, 1, [3])],
)
def test_an_axis_names_few_days_and_mondays_where_weeks_fit(
    first: int, n_days: int, most: int, named: list[int]
) -> None:
    assert tick_days(CALENDAR, first, n_days, most) == named
    assert len(named) <= max(most, 1)
