"""Who is in the market, as Mesa agents: users are rows of the world's arrays, and a creator is a user who publishes.

Where readers are a sample, they are the agents: of all others nothing but the rows is kept that publishing needs.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from numpy.typing import NDArray

from mesa_rows import Column, RowAgent

from .world.world import World


class ReaderColumns(Mapping[str, NDArray[Any]]):
    """The columns of readers, as windows on the world's arrays.

    Parameters
    ----------
    world : World
    """

    def __init__(self, world: World) -> None:
        self._world = world
        parts = ("truth", "users", "creators")
        self._parts = {name: part for part in parts for name in getattr(world, part)._fields}

    def __getitem__(self, name: str) -> NDArray[Any]:
        column: NDArray[Any] = getattr(getattr(self._world, self._parts[name]), name)
        return column[: self._world.sample.n_readers]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


class User(RowAgent):
    """Any account. Nothing here is writable: only the world changes state."""

    gender = Column[int]("0 male, 1 female")
    age_band = Column[int]("index into population.age_bands")
    city_tier = Column[int]("index into population.city_tiers")
    education_level = Column[int]("index into population.education_levels")
    city = Column[int]("number of the city, tier after tier")
    signup_day = Column[int]("day of sign-up; negative = before day 0")
    is_active = Column[int]("1 = visits today")
    is_gone = Column[int]("1 = churned")
    n_followees = Column[int]("creators followed")
    taste = Column[NDArray[Any]]("true taste (16,): topics, then style; latent")
    taste_hat = Column[NDArray[Any]]("the platform's estimate of the taste (16,)")
    visit_logit = Column[float]("propensity to visit on a day, logit; latent")
    sessions = Column[float]("mean sessions on a day with a visit; latent")
    purchasing = Column[float]("purchasing power, population mean 1; latent")
    satisfaction = Column[float]("0 to 1; latent")
    habit = Column[float]("smoothed visiting, 0 to 1; latent")


class Creator(User):
    """A second look at a user's row; registered as a role, so that nobody is counted twice."""

    rate = Column[float]("P(first note | visits today) at zeal 1")
    skill = Column[float]("logit; latent")
    topic = Column[int]("declared main topic, index into content.topics")
    n_notes = Column[int]("organic notes published so far")
    followers = Column[int]("people who follow")
    zeal = Column[float]("ln of the rate against the usual; latent")
