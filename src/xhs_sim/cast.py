"""``Cast``: all who act, each on the scene; who knows whom is said here and nowhere else."""

from dataclasses import dataclass

from .actors.ad_business import AdBusiness
from .actors.alliance import Alliance
from .actors.attribution import Attribution
from .actors.campaign import Campaign
from .actors.disclosure import Disclosure
from .actors.fakes import Fakes
from .actors.feed import Feed
from .actors.live_room import LiveRoom
from .actors.marketplace import Listings
from .actors.moderation import Moderation
from .actors.own_account import OwnAccount
from .actors.publishers import Publishers
from .actors.rights import Rights
from .actors.rivals import Rivals
from .actors.search import Search
from .actors.security import Security
from .actors.shops import Shops
from .actors.visitors import Visitors
from .actors.watching import Watching
from .ingest.quotes import Quotes
from .phases.engagement.law import engage_law
from .phases.search.day import search_law
from .scene import Scene


@dataclass(slots=True)
class Cast:
    """All who act."""

    scene: Scene
    # brands and whom they hire
    campaign: Campaign
    alliance: Alliance
    rivals: Rivals
    account: OwnAccount
    disclosure: Disclosure
    # people
    publishers: Publishers
    visitors: Visitors
    fakes: Fakes
    rights: Rights
    # the platform
    listings: Listings
    ad_business: AdBusiness
    feed: Feed
    search: Search
    shops: Shops
    live_room: LiveRoom
    attribution: Attribution
    watching: Watching
    moderation: Moderation
    security: Security


def gather(scene: Scene, quotes: Quotes | None) -> Cast:
    """Let all who act take their places.

    Parameters
    ----------
    quotes : Quotes, optional
        What creators ask for, where a brand knows it.
    """
    account, config = OwnAccount(scene), scene.config
    own = account.rows  # an account with a team of its own is not for hire
    engage = engage_law(config.engage, config.react, config.commerce, config.feed)
    asked = search_law(config, engage)
    disclosure, watching = Disclosure(scene), Watching(scene, own)
    listings = Listings(scene, quotes, own, disclosure)
    ad_business = AdBusiness(scene, own, (engage, asked.look))
    search = Search(scene, asked, ad_business, watching)
    shops, moderation = Shops(scene), Moderation(scene)
    return Cast(
        scene=scene,
        campaign=Campaign(scene, ad_business, listings),
        alliance=Alliance(scene, listings),
        rivals=Rivals(scene, listings, ad_business),
        account=account,
        disclosure=disclosure,
        publishers=Publishers(scene),
        visitors=Visitors(scene),
        fakes=Fakes(scene, own),
        rights=Rights(scene),
        listings=listings,
        ad_business=ad_business,
        feed=Feed(scene, engage, ad_business, watching, search, moderation),
        search=search,
        shops=shops,
        live_room=LiveRoom(scene, shops, watching.is_traced),
        attribution=Attribution(scene, watching.is_traced),
        watching=watching,
        moderation=moderation,
        security=Security(scene),
    )
