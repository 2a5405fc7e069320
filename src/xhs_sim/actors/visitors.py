"""Users between visits: they pass notes on to friends, and decide whether to come back."""

from ..phases.retain import retain, retain_law
from ..phases.spread import spread, spread_law
from ..scene import Scene
from ..world.calendar import weekday_of


class Visitors:
    """All users, when they are not looking at notes.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, self.weekday = scene, weekday_of(scene.config.calendar)
        self.n_gone = 0  # up to yesterday

    def tell_friends(self, day: int) -> dict[str, int]:
        """Let the notes that were shared today reach friends, who find them tomorrow; return how many."""
        world, law = self.scene.world, spread_law(self.scene.config.react)
        passed = spread(world.users, world.friends, world.content.log.key, law, self.scene.streams, day)
        world.pass_on(passed.friend, passed.note)
        weight = world.sample.weight
        return {"shares_to_friends": weight * len(passed.friend), "shares_elsewhere": weight * passed.elsewhere}

    def decide(self, day: int) -> None:
        """Decide who visits on the day after ``day``, and who never comes back."""
        config, world = self.scene.config, self.scene.world
        usual, weekday = world.usual_followees, day + self.weekday
        law = retain_law(config.retain, config.react, config.population, usual, weekday)
        world.set_visitors(*retain(world.truth, world.users, law, self.scene.streams, day, world.sample))

    def count_gone(self) -> int:
        """Return how many have left for good since this was last asked."""
        before, self.n_gone = self.n_gone, int(self.scene.world.users.is_gone.sum())
        return self.n_gone - before
