"""On which days of a run the events of the calendar begin: festivals that stay on a date, and those that move."""

from collections.abc import Sequence
from datetime import date, timedelta


def first_days(first: Sequence[str], opening: date, n_days: int) -> list[int]:
    """Return the days after ``opening`` on which an event begins, those shortly before it included.

    Parameters
    ----------
    first : sequence of str
        ``MM-DD`` for a day of every year, ``YYYY-MM-DD`` for one that moves (``calendar.events.*.first``).
    opening : date
        Day 0.
    n_days : int
        Days after which nothing is looked for.
    """
    years = range(opening.year - 1, (opening + timedelta(days=n_days)).year + 1)
    dates = [text for text in first if len(text) > 5]
    dates += [f"{year}-{text}" for text in first if len(text) == 5 for year in years]
    return [(_as_date(text) - opening).days for text in dates]


def _as_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:  # 29 February of another year
        return date.fromisoformat(f"{text[:4]}-02-28")
