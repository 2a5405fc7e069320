"""What is written down one by one: the impressions of some users, and what becomes of some notes, tick by tick."""

import numpy as np
from numpy.typing import NDArray

from ..phases.serve.tick import panel_rows
from ..phases.watch import Watch, watch_tick
from ..scene import Scene


class Watching:
    """Who and what is watched; it moves nothing.

    Parameters
    ----------
    scene : Scene
    accounts : int array
        Rows of creators all of whose notes are watched.
    """

    def __init__(self, scene: Scene, accounts: NDArray[np.int64]) -> None:
        plan, keys, streams = scene.config.record, scene.world.users.key[: scene.world.sample.n_readers], scene.streams
        self.scene = scene
        self.is_panel = panel_rows(keys, plan.panel_share, streams)
        self.is_traced = panel_rows(keys, plan.touch_share, streams)  # for attribution
        self.watch = Watch(plan.note_share, streams.key("watch"), accounts)
        self.rows: list[NDArray[np.int64]] = []  # of today

    @property
    def is_logged(self) -> NDArray[np.bool_]:
        """Whose impressions are kept: the panel's, and those of users traced for attribution."""
        return self.is_panel | self.is_traced

    def look(
        self,
        shown: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]],
        tick: int,
        first: int = 0,
        stage: NDArray[np.int8] | None = None,
    ) -> None:
        """Note what the watched notes got in a tick; see ``phases.watch.watch_tick``."""
        log = self.scene.world.content.log
        self.rows.append(watch_tick(log, shown, self.watch, tick, first=first, stage=stage))

    def close_day(self) -> list[NDArray[np.int64]]:
        """Hand over what was noted today."""
        noted, self.rows = self.rows, []
        return noted
