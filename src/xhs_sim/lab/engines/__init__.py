"""Where jobs are done: ``ENGINES`` by name. The same files and the same numbers, whoever does them."""

from collections.abc import Callable
from typing import Final, NamedTuple

from ...config import ConfigError
from ...config.messages import message
from .engine import Engine
from .here import Here
from .local import Local
from .ray_cluster import RayCluster
from .slurm import Slurm


class Place(NamedTuple):
    """What is asked of an engine.

    Attributes
    ----------
    workers : int
        Jobs at once; 0 = as many as there is room for.
    threads : int
        Of each run.
    timeout_s : float, optional
        Seconds that a run may take.
    cluster : str, optional
        Address of a Ray cluster.
    options : tuple of str
        ``NAME=VALUE`` for SLURM.
    """

    workers: int = 0
    threads: int = 1
    timeout_s: float | None = None
    cluster: str | None = None
    options: tuple[str, ...] = ()


ENGINES: Final[dict[str, Callable[[Place], Engine]]] = {
    "local": lambda place: Local(place.workers, place.threads, place.timeout_s),
    "ray": lambda place: RayCluster(place.cluster, place.workers, place.threads, place.timeout_s),
    "slurm": lambda place: Slurm(place.options, place.workers, place.threads, place.timeout_s),
}


def engine_on(name: str, place: Place) -> Engine:
    """Return an engine by its name.

    Raises
    ------
    ConfigError
        If there is none, or it has no use for what is said of the place.
    """
    if name not in ENGINES:
        raise ConfigError(message("engine.none_such", on=name, allowed=[*ENGINES]))
    if place.cluster is not None and name != "ray":
        raise ConfigError(message("engine.for_other", option="--cluster", on="ray"))
    if place.options and name != "slurm":
        raise ConfigError(message("engine.for_other", option="--slurm-option", on="slurm"))
    return ENGINES[name](place)


__all__ = ["ENGINES", "Engine", "Here", "Local", "Place", "RayCluster", "Slurm", "engine_on"]
