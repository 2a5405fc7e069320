"""Moderation: what the platform does about notes, creators and brands that break its rules."""

from ..diary.safety import record_safety
from ..phases.engagement.state import Moment
from ..scene import Scene
from ..world.note_counts import NoteCounts


class Moderation:
    """The platform before its rules.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def open_tick(self, now: Moment) -> None:
        """Let what was decided until a tick begins hold from then on."""

    def close_day(self, reports: NoteCounts, day: int) -> None:
        """Write down what was shown of notes that break rules; ``reports`` are the rare acts of the day."""
        scene = self.scene
        if scene.world.safety is not None:
            record_safety(scene.recorder, scene.world, reports, len(scene.config.rules.kinds), day)
