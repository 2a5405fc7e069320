"""When it is, and what is in the air: the run's first date, topics that drift, festivals, hot events."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from ..messages import message
from ..param import Name, Part, param
from .names import Topic

LEAP_YEAR = 2024  # a year that has every day
YEARS = (1990, 2100)


def _check_date(text: str) -> str:
    """Refuse what is no date."""
    try:
        year = date.fromisoformat(text).year
    except ValueError:
        raise ValueError(message("config.no_date", text=text)) from None
    if not YEARS[0] <= year <= YEARS[1]:
        raise ValueError(message("config.outside_calendar", text=text, low=YEARS[0], high=YEARS[1]))
    return text


def _check_first(text: str) -> str:
    """Refuse what is neither a date nor a day of every year."""
    try:
        date.fromisoformat(text if len(text) > 5 else f"{LEAP_YEAR}-{text}")
    except ValueError:
        raise ValueError(message("config.no_day", text=text)) from None
    return text


Lift = Annotated[float, Field(ge=-3.0, le=3.0)]


class EventConfig(Part):
    """A festival or a campaign of the whole platform that lifts topics for some days."""

    en: str
    zh: str
    first: Annotated[list[Annotated[str, AfterValidator(_check_first)]], Field(min_length=1)]
    n_days: int = param("days", 1, 90, "how long it lasts", source="public_calendar", confidence="medium")
    lift: dict[Topic, Lift]  # ln of a topic's popularity while it lasts


class CalendarConfig(Part):
    """The date of day 0 and what moves the popularity of topics."""

    start: Annotated[str, AfterValidator(_check_date)] = Field(description="date of day 0")
    click_effect: float = param(
        "logit per ln popularity",
        0.0,
        2.0,
        "a topic's lift on interest in its notes",
        source="design",
        confidence="low",
    )
    drift_log_sd: float = param(
        "log", 0.0, 1.0, "spread of a topic's popularity over time", source="design", confidence="low"
    )
    drift_days: float = param("days", 1.0, 1000.0, "memory of that drift", source="design", confidence="low")
    hot_rate: float = param("per day", 0.0, 1.0, "hot events that nobody planned", source="design", confidence="low")
    hot_log_lift: float = param(
        "log", 0.0, 3.0, "lift of a hot event's topic on its first day", source="design", confidence="low"
    )
    hot_days: float = param("days", 0.5, 60.0, "how fast a hot event fades", source="design", confidence="low")
    events: dict[Name, EventConfig] = Field(
        description="events of the year, with their days and the topics that they lift"
    )
