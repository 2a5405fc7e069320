"""Two more channels of retrieval: notes from the user's city, and notes like those clicked last.

Item to item: what is like a note is here what is promoted on its topic; the ranker orders it by the
estimate of taste, which clicks move. The last two topics clicked fit into a byte of the user's row.
"""

from ...kernels.jit import lean
from ...kernels.random import bits
from ...world.columns import EXPLORE, NO_CLICK, UserLog
from ..engagement.law import Keys
from ..engagement.state import Visit
from .circles import circle_of
from .desk import Desk
from .law import MAIN, RECENT, REGIONAL, RISING, FeedLaw
from .pools import Pools
from .retrieve import add_window

ANY_TOPIC = -1  # of a window that mixes topics: the note's card knows


@lean
def add_channels(desk: Desk, pools: Pools, users: UserLog, visit: Visit, n: int, law: FeedLaw, keys: Keys) -> int:
    """Add windows of the user's city and of recent clicks to ``n`` chosen ones; return how many there are now."""
    user, name, session, n_topics = visit.user, visit.name, visit.session, pools.n_topics
    if pools.near.shape[0] > 0:
        city = users.city[user]
        for draw in range(law.regional if visit.surface == EXPLORE else law.nearby_windows):
            word = bits(keys.window, name, session * 128 + REGIONAL * 16 + draw)
            n = add_window(desk, pools, n, pools.near[city, 0], pools.near[city, 1], REGIONAL, ANY_TOPIC, word)
    if visit.surface == EXPLORE:
        circle = circle_of(name, pools.n_circles)
        for draw in range(law.recent_clicks):
            topic = (int(users.recent[user]) >> (4 * (draw & 1))) & 15
            if topic >= n_topics:
                continue
            row = (RISING * n_topics + topic) * pools.n_circles + circle
            row = row if pools.size[row] > 0 else (MAIN * n_topics + topic) * pools.n_circles + circle
            word = bits(keys.window, name, session * 128 + RECENT * 16 + draw)
            n = add_window(desk, pools, n, pools.start[row], pools.size[row], RECENT, topic, word)
    return n


@lean
def remember_click(users: UserLog, user: int, topic: int) -> None:
    """Keep the topic of a click beside that of the click before."""
    users.recent[user] = ((int(users.recent[user]) << 4) | topic) & NO_CLICK
