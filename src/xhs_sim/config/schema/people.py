"""Who is on the platform: the market's users, and when they return."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from ..messages import message
from ..param import Part, SomeWeight, Weight, param, several


def nearest_audience(people: int, readers: int) -> int:
    """Return the whole multiple of some readers that is nearest to a number of people, themselves at least."""
    return max(round(people / readers), 1) * readers


class GroupEffects(Part):
    """How far groups of users differ."""

    female: float = param("log or logit", -3.0, 3.0, "women over men", source="design", confidence="low")
    youth: float = param("log or logit", -3.0, 3.0, "the youngest over the oldest", source="design", confidence="low")
    city: float = param(
        "log or logit", -3.0, 3.0, "the first city tier over the last", source="design", confidence="low"
    )
    education: float = param(
        "log or logit", -3.0, 3.0, "the first level of education over the last", source="design", confidence="low"
    )


class PopulationConfig(Part):
    """The market: its size, its people and how often they come."""

    n_users: int = param(
        "users", 100, 50_000_000, "readers who are simulated one by one", source="design", confidence="choice"
    )
    audience: int = param(
        "users",
        0,
        500_000_000,
        "people in the market, of whom each reader stands for equally many; 0 = the readers are all",
        source="design",
        confidence="choice",
    )
    platform_mau: float = param(
        "users",
        1e5,
        2e9,
        "monthly users of the whole platform (for the market's share)",
        source="qilin_2025, questmobile_2024: over 300M; 320M",
        confidence="medium",
    )
    female_share: float = param(
        "share", 0.0, 1.0, "share of women", source="qiangua_2025: .72; others .63 up", confidence="medium"
    )
    age_bands: Annotated[dict[str, Weight], Field(min_length=1, max_length=8), SomeWeight] = several(
        "shares of the age bands", source="qiangua_2025: .43 and .36 for 18 to 34", confidence="medium"
    )
    city_tiers: Annotated[dict[str, Weight], Field(min_length=1, max_length=8), SomeWeight] = several(
        "shares of the tiers of cities",
        source="qiangua_2025, questmobile_2025: .66 and .37 for the first, taken between",
        confidence="medium",
    )
    education_levels: Annotated[dict[str, Weight], Field(min_length=1, max_length=8), SomeWeight] = several(
        "shares of the levels of education, the highest first",
        source="trade_education: .65 have a bachelor's degree or more; the rest by design",
        confidence="low",
    )
    cities: dict[str, Annotated[list[Weight], Field(min_length=1, max_length=15), SomeWeight]] = Field(
        description="relative sizes of the cities of each tier"
    )
    city_names: dict[str, str] = Field(
        description="Chinese and English names of the cities in the order of their numbers; further ones have none"
    )
    visit_rate: float = param(
        "probability per day",
        0.01,
        0.95,
        "mean probability that a user visits on a day",
        source="questmobile_2024, trade_users: DAU/MAU .33-.42, derived",
        confidence="medium",
    )
    visit_concentration: float = param(
        "Beta a+b",
        0.3,
        20.0,
        "how alike users are in visiting (small = heavy-tailed)",
        source="design",
        confidence="low",
    )
    sessions_per_day: float = param(
        "sessions per active day",
        1.0,
        8.0,
        "mean sessions of a user who visits",
        source="trade_app_opens: 3.2 (2024) to 3.8 (2025)",
        confidence="low",
    )
    sessions_log_sd: float = param(
        "log", 0.0, 1.5, "spread of sessions between users", source="design", confidence="low"
    )
    hour_profile: Annotated[list[Weight], Field(min_length=24, max_length=24), SomeWeight] = several(
        "when in the day people are there, hour by hour", source="design", confidence="low"
    )
    weekday_profile: Annotated[list[Weight], Field(min_length=7, max_length=7), SomeWeight] = several(
        "when in the week people are there, Monday first",
        source="qiangua_2025: Wednesday .1543, Sunday .1520",
        confidence="medium",
    )
    signup_rate: float = param(
        "per user and day", 0.0, 0.02, "newcomers per day over the initial users", source="design", confidence="low"
    )
    newcomer_visit_rate: float = param(
        "probability per day", 0.01, 0.95, "a newcomer's first visiting habit", source="design", confidence="low"
    )
    taste_spread: float = param(
        "log", 0.1, 4.0, "how far users differ in topic taste", source="design", confidence="low"
    )
    style_spread: float = param(
        "cosine", 0.0, 1.0, "size of the within-topic part of taste", source="design", confidence="low"
    )
    engage_log_sd: float = param(
        "log", 0.0, 2.0, "spread between users in liking, saving, commenting", source="design", confidence="low"
    )
    click_log_sd: float = param(
        "log odds",
        0.0,
        2.0,
        "spread between users in opening what they are shown (lognormal odds, mean 1)",
        source="design",
        confidence="low",
    )
    purchasing_log_sd: float = param("log", 0.0, 1.5, "spread of purchasing power", source="design", confidence="low")
    visit_effects: GroupEffects = Field(description="who visits more (logit); the mean stays")
    purchasing_effects: GroupEffects = Field(description="who can spend more (log); the mean stays")

    @property
    def people(self) -> int:
        """People in the market: all who write, and whom readers stand for."""
        return self.audience or self.n_users

    @property
    def weight(self) -> int:
        """People whom a reader stands for."""
        return self.people // self.n_users

    @model_validator(mode="after")
    def _readers_stand_for_all(self) -> Self:
        if self.people % self.n_users:
            raise ValueError(
                message(
                    "config.no_multiple",
                    audience=self.audience,
                    readers=self.n_users,
                    nearest=nearest_audience(self.audience, self.n_users),
                )
            )
        return self

    @model_validator(mode="after")
    def _tiers_have_cities(self) -> Self:
        if list(self.cities) != list(self.city_tiers):
            raise ValueError(message("config.cities_of_tiers", cities=[*self.cities], tiers=[*self.city_tiers]))
        return self


class RetainConfig(Part):
    """Who comes back, who leaves."""

    satisfaction_rate: float = param(
        "per active day", 0.0, 1.0, "how fast satisfaction follows the day", source="design", confidence="low"
    )
    joy_reference: float = param(
        "joy per impression",
        0.001,
        1.0,
        "true value of clicked notes that leaves a user neutral",
        source="calibration: satisfaction .5 under the default ranker",
        confidence="low",
    )
    satisfaction_effect: float = param(
        "logit per unit", 0.0, 10.0, "satisfaction on tomorrow's visit", source="design", confidence="low"
    )
    ad_effect: float = param(
        "per unit of ad load",
        0.0,
        10.0,
        "advertisements take off the day's satisfaction",
        source="design",
        confidence="low",
    )
    ad_tolerance_log_sd: float = param(
        "log", 0.0, 2.0, "spread of how much people mind advertisements", source="design", confidence="low"
    )
    habit_days: float = param("days", 1.0, 60.0, "memory of the visiting habit", source="design", confidence="low")
    habit_effect: float = param(
        "logit per unit", 0.0, 5.0, "habit on tomorrow's visit", source="design", confidence="low"
    )
    followees_effect: float = param(
        "logit per log followee",
        0.0,
        1.0,
        "followees on tomorrow's visit",
        source="wang_lectures: monotone, no curve",
        confidence="low",
    )
    churn_rate: float = param(
        "per day", 0.0, 0.05, "hazard of leaving at neutral satisfaction", source="design", confidence="low"
    )
    churn_satisfaction: float = param(
        "log hazard per unit", 0.0, 10.0, "satisfaction lowers the hazard", source="design", confidence="low"
    )
