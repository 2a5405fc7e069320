"""``PlatformModel``: a content platform, day by day. The page to open first.

``DAY`` is the day: its phases, in order (``day.py`` says what each does, ``cast.py`` who acts in them, ``scene.py``
what they act on). ``xhs-sim show day`` prints it.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Self

import mesa
import numba
import numpy as np

from mesa_rows import ArrayAgents, free_agent_ids

from . import day
from .actors.brand import Brand
from .actors.marketplace import load_quotes
from .agents import Creator, ReaderColumns, User
from .cast import gather
from .config import Config, ConfigError
from .config.given import given_config
from .config.messages import message
from .phase import Events, Phase
from .records.store import Recorder
from .rng import Streams
from .scene import set_scene
from .world.world import World

DAY = (
    day.secure,
    day.plan,
    day.publish,
    day.claim,
    day.fake,
    day.sell_slots,
    day.serve,
    day.search,
    day.follow,
    day.spread,
    day.share_out,
    day.convert,
    day.adapt,
    day.charge_ads,
    day.record,
    day.settle,
    day.notice,
    day.moderate,
    day.retain,
)
WATCHED = ("dau", "ctr", "gmv")


def on_last_day(model: "PlatformModel", name: str) -> float | None:
    """Return a figure of the last finished day (None before the first), for Mesa's collector."""
    return model.today.get(name)


class PlatformModel(ArrayAgents, mesa.Model):  # type: ignore[misc]
    """A content platform with users, creators and brands.

    Parameters
    ----------
    config : Config, optional
        What to simulate; the shipped defaults if left out.
    record_to : Path, optional
        Folder for the run's tables; in memory if left out.
    rng, seed : optional
        Replaces ``config.seed``: whatever NumPy takes as a seed (a whole number, a sequence of them, a SeedSequence, a
        generator), or its digits as text. Without it and without a config each model has a seed of its own, as in Mesa;
        ``model.config.seed`` says which.
    scenario : mesa Scenario, optional
        Holds parameters in the form of ``kwargs``; Mesa 3.5 passes one.
    kwargs
        Parameters by dotted path with ``__`` for the dot, as in ``population__n_users=1000`` (the
        name is the one that Mesa's page lets pass).
    """

    phases: tuple[Phase, ...] = DAY

    def __init__(
        self,
        config: Config | None = None,
        record_to: Path | None = None,
        *,
        rng: Any = None,
        seed: Any = None,
        scenario: Any = None,
        **kwargs: Any,
    ) -> None:
        self.config = given_config(config, kwargs, scenario, rng=rng, seed=seed)
        super().__init__(rng=self.config.seed)
        most = int(vars(numba.config)["NUMBA_NUM_THREADS"])
        numba.set_num_threads(min(self.config.threads or most, most))
        quotes = load_quotes(self.config)
        self.scene, self.day, self._closed = set_scene(self.config, record_to), 0, False
        self.today: dict[str, float | None] = {}  # figures of the last finished day
        self._introduce()
        self.cast = gather(self.scene, quotes)
        day.open_platform(self.cast)
        reporters = {name: partial(on_last_day, name=name) for name in WATCHED}
        self.datacollector = mesa.DataCollector(model_reporters=reporters)

    def step(self) -> None:
        """Let one day pass, phase by phase.

        Raises
        ------
        ConfigError
            If the run was closed: what happened now would be in no table.
        """
        if self._closed:
            raise ConfigError(message("run.run_is_over", day=self.day, n_days=self.config.n_days))
        self.scene.begin(self.day)
        events = Events(self.day)
        for phase in self.phases:
            phase(self.cast, events)
        self.day, self.today = self.day + 1, events.figures
        self.running = self.day < self.config.n_days
        self.datacollector.collect(self)

    def run(self, on_day: Callable[[int, Self], None] | None = None) -> Self:
        """Let all days of the config pass, then close the records."""
        self.live(on_day)
        self.close()
        return self

    def live(self, on_day: Callable[[int, Self], None] | None = None) -> Recorder:
        """Let all days pass and write down what is known at the end; return the records, which are still open.

        Whoever closes them may have let go of the model before: large tables take memory while they are joined.
        """
        while self.day < self.config.n_days:
            self.step()
            if on_day is not None:
                on_day(self.day, self)
        self._end()
        return self.recorder

    def close(self) -> None:
        """Write what is known at the end, close the records, and let go of what Mesa holds on to."""
        self._end()
        self.recorder.close()

    def _end(self) -> None:
        if not self._closed:
            self._closed = True
            day.close_platform(self.cast, self.day)
            free_agent_ids(self)

    @property
    def world(self) -> World:
        """The state of the platform."""
        return self.scene.world

    @property
    def recorder(self) -> Recorder:
        """The tables of the run."""
        return self.scene.recorder

    @property
    def streams(self) -> Streams:
        """The random streams of the run."""
        return self.scene.streams

    @property
    def brands(self) -> tuple[Brand, ...]:
        """The brands, in the order of the config."""
        return self.scene.brands

    def _introduce(self) -> None:
        """Introduce users, creators and brands to Mesa."""
        world, scene = self.world, self.scene
        self.register_array(User, ReaderColumns(world), rows=self._signed_up, gone="is_gone")
        self.register_role(Creator, User, rows=self._publishers_so_far)
        named = enumerate(scene.names.brands)
        scene.brands = tuple(Brand(self, name, b, scene.recorder, self.config.name) for b, name in named)

    def _signed_up(self) -> slice:
        days = self.world.users.signup_day[: self.world.sample.n_readers]  # ascending
        return slice(0, int(np.searchsorted(days, max(self.day, 0))))

    def _publishers_so_far(self) -> Any:
        return np.flatnonzero(self.world.creators.rate[self._signed_up()] > 0)
