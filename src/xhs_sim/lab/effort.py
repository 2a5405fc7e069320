"""About how long a plan takes, and how much memory and disk: from what runs have cost, before any is made."""

from typing import NamedTuple

from ..brief.measured import measured
from ..config import Config
from ..study.first_act import first_act

_MB_PER_RUN = 0.012  # of a file with a study's usual figures
_USUAL_S, _USUAL_WORKERS = 420.0, 2  # what a usual budget takes, so that a slow machine ends within ten minutes
_MOST_USUAL = 2000  # runs


class Effort(NamedTuple):
    """What a plan takes."""

    seconds: float
    gigabytes: float  # of memory, all workers together
    disk_mb: float


def effort_of(config: Config, runs: int, workers: int, n_alike: int = 1) -> Effort:
    """Return what runs of a configuration take.

    Parameters
    ----------
    config : Config
    runs : int
    workers : int
        That make them at once.
    n_alike : int
        Runs that live their first days together: the arms of a seed.
    """
    rates, people, day = measured(), config.population.people, day_cost(config)
    common = rates.seconds_per_person * people + day * first_act(config)
    at_once = max(min(workers, runs), 1)
    alone = common * runs / n_alike + day * (config.n_days - first_act(config)) * runs
    seconds = rates.seconds_per_run + alone / at_once
    memory = rates.gigabytes_per_worker + rates.gigabytes_per_million * people / 1e6
    return Effort(seconds, memory * at_once, _MB_PER_RUN * runs)


def day_cost(config: Config) -> float:
    """Return the seconds of a processor that a day of a market takes."""
    rates, population = measured(), config.population
    return rates.seconds_per_person_day * population.people + rates.seconds_per_user_day * population.n_users


def runs_in_minutes(config: Config, n_alike: int = 1, most: int = _MOST_USUAL) -> int:
    """Return how many runs of a configuration take about seven minutes on two cores.

    Parameters
    ----------
    config : Config
    n_alike : int
        Runs that live their first days together.
    most : int
        More are not worth asking for.
    """
    some, more = (effort_of(config, runs, _USUAL_WORKERS, n_alike).seconds for runs in (1000, 2000))
    by_run = (more - some) / 1000
    return min(int((_USUAL_S - (some - 1000 * by_run)) / by_run), most)
