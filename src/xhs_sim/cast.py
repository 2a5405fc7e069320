"""``Cast``: all who act, each on the scene; who knows whom is said here and nowhere else."""

from dataclasses import dataclass

from .actors.ad_business import AdBusiness
from .actors.alliance import Alliance
from .actors.attribution import Attribution
from .actors.campaign import Campaign
from .actors.feed import Feed
from .actors.live_room import LiveRoom
from .actors.marketplace import Listings
from .actors.own_account import OwnAccount
from .actors.publishers import Publishers
from .actors.rivals import Rivals
from .actors.search import Search
from .actors.shops import Shops
from .actors.visitors import Visitors
from .actors.watching import Watching
from .ingest.quotes import Quotes
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
    # people
    publishers: Publishers
    visitors: Visitors
    # the platform
    listings: Listings
    ad_business: AdBusiness
    feed: Feed
    search: Search
    shops: Shops
    live_room: LiveRoom
    attribution: Attribution
    watching: Watching


def gather(scene: Scene, quotes: Quotes | None) -> Cast:
    """Let all who act take their places.

    Parameters
    ----------
    quotes : Quotes, optional
        What creators ask for, where a brand knows it.
    """
    account = OwnAccount(scene)
    own = account.rows  # an account with a team of its own is not for hire
    listings, watching, ad_business = Listings(scene, quotes, own), Watching(scene, own), AdBusiness(scene, own)
    shops = Shops(scene)
    return Cast(
        scene,
        Campaign(scene, ad_business, listings),
        Alliance(scene, listings),
        Rivals(scene, listings),
        account,
        Publishers(scene),
        Visitors(scene),
        listings,
        ad_business,
        Feed(scene, ad_business, watching),
        Search(scene, ad_business, watching),
        shops,
        LiveRoom(scene, shops, watching.is_traced),
        Attribution(scene, watching.is_traced),
        watching,
    )
