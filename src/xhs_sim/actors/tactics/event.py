"""An offline event: who comes, and what a survey of it says.

People who know the brand come with a small probability, those who are interested with a larger one; who
lives in another city hardly does. If more would come than there are places, the keenest do.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...config.param import param
from ...config.schema import CampaignConfig, TacticConfig
from ...config.schema.names import City
from ...records.money import cost_of, units_for
from ...strategies.campaign.answers import Answers, said_and_true, who_is_asked
from ...strategies.campaign.launch import NO_ROWS
from ...world.columns import AWARE, INTERESTED
from .tactic import Tactic

WHICH = 100  # the draw's number that says who of a friend's kind is told

if TYPE_CHECKING:
    from ...scene import Scene
    from ..brand import Brand


class EventConfig(TacticConfig):
    """An event of the brand in a city: who comes, writes, and tells friends; and a survey after it."""

    city: City = param(
        "city", 0, 127, "where, by its number: cities of the first tier first", source="brief", confidence="choice"
    )
    after_days: int = param(
        "days", 0, 365, "from the campaign's first day to the event", source="brief", confidence="choice"
    )
    places: int = param("people", 0, 1_000_000, "capacity", source="brief", confidence="choice")
    place_cny: float = param(
        "CNY per place",
        0.1,
        100_000.0,
        "cost; the event's money may buy fewer places than the capacity",
        source="design",
        confidence="low",
    )
    come_aware: float = param(
        "probability", 0.0, 1.0, "who knows the brand and lives in the city comes", source="design", confidence="low"
    )
    come_interested: float = param(
        "probability",
        0.0,
        1.0,
        "who is interested, or has bought, and lives in the city comes",
        source="design",
        confidence="low",
    )
    away_factor: float = param(
        "ratio", 0.0, 1.0, "readiness to come of people of other cities", source="design", confidence="low"
    )
    interest: float = param("interest", 0.0, 4.0, "gained by who comes", source="design", confidence="low")
    write_rate: float = param(
        "probability", 0.0, 1.0, "a creator who comes writes a note about it", source="design", confidence="low"
    )
    friends: float = param(
        "people", 0.0, 10.0, "mean number of people that a visitor tells of it", source="design", confidence="low"
    )
    friend_interest: float = param(
        "interest", 0.0, 4.0, "gained by a friend who is told", source="design", confidence="low"
    )
    survey_size: int = param(
        "people", 0, 100_000, "asked among visitors, and as many among all users", source="brief", confidence="choice"
    )
    survey_error: float = param(
        "probability", 0.0, 0.5, "an answer is the opposite of the truth", source="design", confidence="low"
    )


def places_bought(money_cny: float, plan: EventConfig) -> int:
    """Return how many places there are: the capacity, or as many as the money buys."""
    return min(plan.places, units_for(money_cny, plan.place_cny))


def chance_to_come(stage: NDArray[np.uint8], city: NDArray[np.int8], plan: EventConfig) -> NDArray[np.float64]:
    """Return P(comes) of each user, without a limit of places; (N,)."""
    ready = np.where(stage >= INTERESTED, plan.come_interested, np.where(stage >= AWARE, plan.come_aware, 0.0))
    return ready * np.where(city == plan.city, 1.0, plan.away_factor)


def who_comes(
    rows: NDArray[np.int64], chance: NDArray[np.float64], lots: NDArray[np.float64], n_places: int
) -> NDArray[np.int64]:
    """Return who comes, in the order of rows: the keenest, if more would come than there are places.

    Parameters
    ----------
    rows, chance, lots : arrays of shape (M,)
        User rows, P(comes) and keyed uniforms.
    """
    wants = np.flatnonzero(lots < chance)
    keenness = lots[wants] / np.maximum(chance[wants], 1e-300)
    chosen = wants[np.lexsort((lots[wants], keenness))[:n_places]]
    return np.sort(rows[chosen])


def survey(stage: NDArray[np.uint8], lots: NDArray[np.float64], plan: EventConfig) -> Answers:
    """Ask some of a group whether they are interested in the brand; some answers are the opposite of the truth.

    Parameters
    ----------
    stage : int array of shape (M,)
        Of everybody who may be asked.
    lots : float array of shape (2, M)
        Keyed uniforms: the lowest are asked; whose answer is wrong.
    """
    asked = who_is_asked(lots[0], plan.survey_size)
    return Answers(len(asked), *said_and_true(stage[asked] >= INTERESTED, lots[1][asked], plan.survey_error))


class Event(Tactic):
    """Holds the event on its day, and asks the day after."""

    name, plan_type, prompt = "event", EventConfig, 0
    terms: EventConfig

    @classmethod
    def first_day(cls, plan: CampaignConfig, terms: EventConfig) -> int:
        """Return the day of the event."""
        return plan.start_day + terms.after_days

    def __init__(self, scene: "Scene", brand: "Brand", plan: EventConfig) -> None:
        super().__init__(scene, brand, plan)
        self.n_places = places_bought(self.money_cny, plan)
        self.came = NO_ROWS

    def plan(self, day: int) -> None:
        """Let people come on the day of the event, and ask some on the day after."""
        age = day - self.start_day - self.terms.after_days
        if self.n_places == 0:
            return
        if age == 0:
            self._hold(day)
        elif age == 1 and self.terms.survey_size > 0:
            self._ask(day)

    def _hold(self, day: int) -> None:
        """Let people come: they are impressed, write and tell friends."""
        terms, people = self.terms, self.residents(day)
        chance = chance_to_come(self.stage(people), self.world.users.city[people], terms)
        self.came = who_comes(people, chance, self.lots(people, "event"), self.n_places)
        self.impress(self.came, terms.interest)
        friends = self._friends()
        self.impress(friends, terms.friend_interest)
        publishing = self.came[self.world.creators.rate[self.came] > 0]
        self.writers = publishing[self.lots(publishing, "event note") < terms.write_rate]
        self.pay(day, "event", cost_of(self.n_places, terms.place_cny))
        self.diary.activity(day, "event", len(self.came), len(self.writers), len(friends))

    def _friends(self) -> NDArray[np.int64]:
        """Draw whom the visitors tell, who were not there themselves; each once."""
        from ...phases.spread import SpreadLaw, choose_friends
        from ...world.population import draw_uniforms

        law, world, rows = SpreadLaw(self.terms.friends, 1.0), self.world, self.came
        key, friends, names = self.scene.streams.key("event friends"), world.friends, world.users.key[rows]
        tellers = world.sample.stand_in[rows].astype(np.int64)  # who tells as many, and people like theirs
        at, friend = choose_friends(tellers, names, world.users.key, friends.indptr, friends.followers, law, key)
        is_told = friend >= 0
        lots = draw_uniforms(names[at[is_told]], key, WHICH)
        told = np.setdiff1d(world.sample.somebody_like(friend[is_told], lots), rows)
        return np.asarray(told[world.users.is_gone[told] == 0])

    def _ask(self, day: int) -> None:
        """Ask visitors, and as many users."""
        for group, rows in (("visitors", self.came), ("users", self.residents(day))):
            lots = np.stack([self.lots(rows, f"survey of {group}", 0, column) for column in range(2)])
            self.diary.survey(day, group, survey(self.stage(rows), lots, self.terms))
