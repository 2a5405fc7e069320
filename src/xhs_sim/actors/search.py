"""Search: answers the queries of a day, on an index of that day."""

from ..phases.engagement.law import engage_law
from ..phases.search.day import Found, search, search_law
from ..scene import Scene
from ..world.ads import SEARCH_PLACE
from ..world.columns import SEARCH
from .ad_business import AdBusiness
from .watching import Watching


class Search:
    """The surface that shows notes when asked.

    Parameters
    ----------
    scene : Scene
    ad_business : AdBusiness
        Sells some of the slots.
    watching : Watching
    """

    def __init__(self, scene: Scene, ad_business: AdBusiness, watching: Watching) -> None:
        self.scene, self.ad_business, self.watching = scene, ad_business, watching
        config = scene.config
        feed = engage_law(config.engage, config.react, config.commerce, config.feed)
        self.law = search_law(config, feed)

    def answer(self, day: int) -> Found:
        """Let the day's visitors search; return what came of it."""
        scene, world, business = self.scene, self.scene.world, self.ad_business
        n_ages, last = len(scene.config.population.age_bands), scene.config.feed.ticks - 1
        market = business.market(SEARCH_PLACE, day, last)
        found = search(world, self.watching.is_logged, n_ages, self.law, market, scene.streams, day)
        business.settle(found.ads, SEARCH_PLACE, last)
        world.count(found.notes, SEARCH)
        world.mark_searches(found.searchers, found.exposed_user, found.exposed_brand)
        self.watching.look(found.notes, last, SEARCH)
        return found
