"""The files that runs will read, read once before anything runs: faults stop the plan, decisions are told."""

from collections.abc import Callable, Iterable
from functools import partial

from ..config import Config, ConfigError
from ..config.inputs import is_shipped
from ..config.messages import at
from ..ingest.quotes import read_quotes, resolve_file

Read = Callable[[], tuple[str, ...]]


def read_ahead(configs: Iterable[Config]) -> list[str]:
    """Return what the readers of price lists and edge lists decided, a line each; shipped files go without.

    Raises
    ------
    ConfigError
        With the problems of all files.
    """
    told: list[str] = []
    problems: list[str] = []
    readings = {key: read for config in configs for key, read in _readings(config).items()}
    for (name, _), read in readings.items():
        try:
            told += [at(name, line) for line in read()]
        except ConfigError as error:
            problems += error.problems
    if problems:
        raise ConfigError(problems)
    return told


def _readings(config: Config) -> dict[tuple[str, int], Read]:
    """Return how each file of a configuration is read, by its name and what else its reading depends on."""
    quotes, graph, n_users = config.campaign.prices.quotes_file, config.graph, config.population.people
    found: dict[tuple[str, int], Read] = {}
    if quotes is not None and not is_shipped(quotes):
        found[quotes, 0] = partial(_quotes, quotes)
    if graph.source == "file" and graph.edge_list:
        found[graph.edge_list, n_users] = partial(_edges, graph.edge_list, n_users)
    return found


def _quotes(name: str) -> tuple[str, ...]:
    return read_quotes(resolve_file(name, "campaign.prices.quotes_file")).decisions


def _edges(name: str, n_users: int) -> tuple[str, ...]:
    from ..world.graph_exchange import read_edge_list  # late: it loads numba

    return read_edge_list(name, n_users).decisions
