"""Search: answers the queries of a day, on an index of that day."""

from ..phases.engagement.state import Moment
from ..phases.search.day import Found, SearchLaw, search
from ..scene import Scene, bring_crowd, reactions_of_all
from ..world.ads import SEARCH_PLACE
from ..world.columns import SEARCH
from .ad_business import AdBusiness
from .watching import Watching


class Search:
    """The surface that shows notes when asked.

    Parameters
    ----------
    scene : Scene
    law : SearchLaw
    ad_business : AdBusiness
        Sells some of the slots.
    watching : Watching
    """

    def __init__(self, scene: Scene, law: SearchLaw, ad_business: AdBusiness, watching: Watching) -> None:
        self.scene, self.law, self.ad_business, self.watching = scene, law, ad_business, watching

    def answer(self, day: int) -> Found:
        """Let the day's visitors search; return what came of it."""
        scene, world, business = self.scene, self.scene.world, self.ad_business
        n_ages, last = len(scene.config.population.age_bands), scene.config.feed.ticks - 1
        market, weight = business.market(SEARCH_PLACE, day, last), world.sample.weight
        found = search(world, self.watching.is_logged, n_ages, self.law, market, scene.streams, day)
        business.settle(found.ads, SEARCH_PLACE, Moment(day, last))
        bring_crowd(scene, found.shown, Moment(day, last + 1))
        world.count(found.shown.slots, found.shown.counts, SEARCH)
        world.mark_searches(found.searchers, found.exposed_user, found.exposed_brand)
        self.watching.look(found.shown.slots, found.shown.counts, last, SEARCH)
        return found.times(weight, reactions_of_all(scene, found.reactions, SEARCH, day))
