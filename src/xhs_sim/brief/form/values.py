"""The values that a brief is written with: labels in any script, amounts as people write them, shares, days."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from ...config import parse_amount
from ...config.messages import message

LONGEST = 60  # characters of a label
YEARS = range(2000, 2101)
_DAY = re.compile(r"(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DAY_TEXT = r"[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?"
_PERCENT = re.compile(r"\d+(\.\d+)?\s*[%％]")
_AMOUNT_TEXT = r"^\s*[¥￥]?\s*[0-9][0-9,]*(\.[0-9]+)?\s*(百|千|万|百万|千万|亿|k|K|w|W)?\s*(元|CNY|RMB)?\s*$"
_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _label(text: Any) -> Any:
    """Take a label as it is written; a number is one too."""
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        return text
    return unicodedata.normalize("NFC", str(text)).strip()


def _check_label(text: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in text):
        raise ValueError(message("brief.label_unseen"))
    if "${" in text:
        raise ValueError(message("brief.label_reference"))
    return text


def _amount(value: Any) -> Any:
    """Read 5万, 5w, 5k, ¥50,000."""
    if not isinstance(value, str):
        return _no_flag(value)
    amount = parse_amount(value)
    if amount is None:
        raise ValueError(message("brief.no_amount"))
    return amount


def _share(value: Any) -> Any:
    """Read 0.3, 30%."""
    if isinstance(value, str):
        if not _PERCENT.fullmatch(value.strip()):
            raise ValueError(message("brief.no_share"))
        return float(value.strip()[:-1]) / 100.0
    return _no_flag(value)


def _goal(value: Any) -> Any:
    """Read an amount, or a percentage as a share."""
    is_percent = isinstance(value, str) and _PERCENT.fullmatch(value.strip())
    return _share(value) if is_percent else _amount(value)


def _no_flag(value: Any) -> Any:
    """Refuse true and false where a number is meant."""
    if isinstance(value, bool):
        raise ValueError(message("brief.no_number"))
    return value


def _count(value: Any) -> Any:
    """Read a whole number as an amount is read."""
    amount = _amount(value)
    return int(amount) if isinstance(amount, float) and amount.is_integer() else amount


def _day(value: Any) -> Any:
    """Read 2026-12-01, 2026/12/1, 2026年12月1日; say which of year, month and day is none."""
    if not isinstance(value, str):
        return value
    found = _DAY.fullmatch(value.strip())
    if found is None:
        raise ValueError(message("brief.no_date"))
    year, month, day = (int(part) for part in found.groups())
    if year not in YEARS:
        raise ValueError(message("brief.year_outside", year=year, low=YEARS.start, high=YEARS.stop - 1))
    if not 1 <= month <= 12:
        raise ValueError(message("brief.no_month", month=month))
    try:
        return date(year, month, day)
    except ValueError:
        days = _MONTHS[month - 1] - (month == 2 and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)))
        raise ValueError(message("brief.no_day", month=month, year=year, days=days, day=day)) from None


def _check_year(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError(message("brief.year_outside", year=day.year, low=YEARS.start, high=YEARS.stop - 1))
    return day


def _written(number: dict[str, Any], pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": "number", **number}, {"type": "string", "pattern": pattern}],
                           "examples": [example]})  # fmt: skip


_READS = BeforeValidator(_amount)
Label = Annotated[
    str, BeforeValidator(_label), AfterValidator(_check_label), Field(min_length=1, max_length=LONGEST),
    WithJsonSchema({"type": ["string", "number"], "minLength": 1, "maxLength": LONGEST}),
]  # fmt: skip
Text = Annotated[str, AfterValidator(_check_label), Field(max_length=400)]
Money = Annotated[
    float, _READS, Field(gt=0.0, le=1e10), _written({"exclusiveMinimum": 0, "maximum": 1e10}, _AMOUNT_TEXT, "5万")
]
MoneyOrNone = Annotated[
    float, _READS, Field(ge=0.0, le=1e10), _written({"minimum": 0, "maximum": 1e10}, _AMOUNT_TEXT, "5万")
]
MoneyOrShare = Annotated[
    float, BeforeValidator(_goal), Field(ge=0.0, le=1e10),
    _written({"minimum": 0, "maximum": 1e10}, _AMOUNT_TEXT.replace("(元", "([%％]|元"), "50%"),
]  # fmt: skip
Many = Annotated[
    float, _READS, Field(ge=0.0, le=1e10), _written({"minimum": 0, "maximum": 1e10}, _AMOUNT_TEXT, "1.2万")
]
Goal = Annotated[
    float, BeforeValidator(_goal), Field(gt=0.0, le=1e10),
    _written({"exclusiveMinimum": 0, "maximum": 1e10}, _AMOUNT_TEXT.replace("(元", "([%％]|元"), "12%"),
]  # fmt: skip
Share = Annotated[
    float, BeforeValidator(_share), Field(ge=0.0, le=1.0),
    _written({"minimum": 0, "maximum": 1}, r"^\s*[0-9]+(\.[0-9]+)?\s*[%％]\s*$", "30%"),
]  # fmt: skip
Weight = Annotated[float, BeforeValidator(_share), Field(ge=0.0, le=1e10),
                   _written({"minimum": 0, "maximum": 1e10}, r"^\s*[0-9]+(\.[0-9]+)?\s*[%％]\s*$", "50%")]  # fmt: skip
Day = Annotated[
    date, BeforeValidator(_day), AfterValidator(_check_year),
    WithJsonSchema({"type": "string", "pattern": rf"^\s*{_DAY_TEXT}\s*$", "examples": ["2026-12-01", "2026年12月1日"]}),
]  # fmt: skip


def whole_number(low: int, high: int) -> Any:
    """Return the type of a count within bounds, written as an amount is."""
    return Annotated[
        int, BeforeValidator(_count), Field(ge=low, le=high),
        _written({"minimum": low, "maximum": high, "multipleOf": 1}, _AMOUNT_TEXT, f"{low}"),
    ]  # fmt: skip
