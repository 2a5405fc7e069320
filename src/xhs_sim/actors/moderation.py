"""Moderation: what the platform does about notes, creators and brands that break its rules."""

from collections.abc import Sequence

from ..diary.moderation import record_penalties
from ..diary.safety import record_safety, reports_of
from ..phases.engagement.state import Moment
from ..phases.moderate.reasons import HOURS
from ..scene import Scene
from ..world.note_counts import NoteCounts
from .enforcement import Enforcement, Found
from .review_team import ReviewTeam

DATA_MISUSE = "data_misuse"  # the kind that ads aimed without consent are, if the register has it


class Moderation:
    """The platform before its rules.

    Attributes
    ----------
    enforcement : Enforcement or None
        What follows where a rule was found broken, whoever found it; None without rules.
    team : ReviewTeam or None
        Who looks for what breaks rules; None where nobody does.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, config = scene, scene.config
        self.enforcement = Enforcement(scene) if scene.world.safety is not None else None
        looks = self.enforcement if config.moderation.acts else None
        self.team = ReviewTeam(scene, looks) if looks is not None else None

    def check(self, day: int) -> None:
        """Let the machine look at the day's new notes, before anybody is shown them."""
        if self.team is None:
            return
        if day < 0:
            self.team.screen_older(day)
        else:
            self.team.screen(day)

    def open_tick(self, now: Moment) -> None:
        """Let what was decided until a tick begins hold from then on."""
        if self.team is not None:
            self.team.open_tick(HOURS * (now.day + now.tick / self.scene.config.feed.ticks), now.day)

    def charge_brands(self, found: Sequence[tuple[int, int, int]], day: int) -> None:
        """Charge brands that were found to aim ads without consent; the ads' notes stay, their creators did nothing.

        ``found``: brand, slot and key of the note that is shown as an ad.
        """
        kinds = self.scene.config.rules.kinds
        if self.team is None or self.enforcement is None or DATA_MISUSE not in kinds:
            return
        points, kind, hour = kinds[DATA_MISUSE].points, list(kinds).index(DATA_MISUSE), float(HOURS * (day + 1))
        for brand, slot, key in found:
            case = Found(slot, key, kind, hour)
            record_penalties(self.scene.recorder, self.enforcement.charge_brand(brand, points, case, day), day)

    def close_day(self, reports: NoteCounts, day: int) -> None:
        """Write down what was shown of notes that break rules, and act; ``reports`` are the rare acts of the day."""
        scene = self.scene
        if scene.config.rules.kinds:
            record_safety(scene.recorder, scene.world, reports, len(scene.config.rules.kinds), day)
        if self.team is not None:
            self.team.close_day(reports_of(reports, len(scene.world.content.log.key)), day)
