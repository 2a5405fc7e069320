"""Watches the follower graph of one run and writes it for Gephi: who follows whom, from when to when."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from ..config import Config, ConfigError
from ..config.messages import message
from .run import OnDay, Play, play_days

SUFFIX = ".gexf"


def check_graph_file(path: Path) -> Path:
    """Return the path if a dynamic graph can be written there.

    Raises
    ------
    ConfigError
        If its name or its folder is not allowed.
    """
    if path.suffix.lower() != SUFFIX:
        raise ConfigError(message("study.graph_kind", path=path, suffix=SUFFIX))
    if not path.absolute().parent.is_dir():
        raise ConfigError(message("study.graph_folder", path=path, folder=path.absolute().parent))
    return path


def play_watching(path: Path, n_users: int) -> Play:
    """Return what plays the days of a run and leaves the graph of its best connected users in ``path``."""
    return partial(_play, path, n_users)


def _play(path: Path, n_users: int, config: Config, records_dir: Path, on_day: OnDay | None) -> pl.DataFrame:
    watch = _Watch(n_users)
    metrics = play_days(config, records_dir, on_day, watch=watch)
    first = date.fromisoformat(str(config.calendar.start))
    watch.write(path, lambda day: str(first + timedelta(days=day)))
    return metrics


class _Watch:
    """Sees the model before the first day and after each."""

    def __init__(self, n_users: int) -> None:
        self.n_users = n_users
        self.history: Any = None
        self.columns: dict[str, Any] = {}

    def __call__(self, model: Any) -> None:
        from ..world.graph_history import GraphHistory  # late: it loads numba

        if self.history is None:
            self.history = GraphHistory(model.world.graph, self.n_users)
            return
        self.history.note(model.world.graph)
        world, config = model.world, model.config
        topics = list(config.content.topics)
        self.columns = {
            "followers": world.followers_of().astype(int),
            "publishes": world.creators.rate > 0,
            "topic": [topics[topic] for topic in world.creators.topic.tolist()],
        }

    def write(self, path: Path, date_of: Callable[[int], str]) -> None:
        self.history.write(path, self.columns, date_of)
