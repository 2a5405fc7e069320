"""A slot of the feed: sold to an advertiser, or given to a note."""

from typing import Any

import numpy as np

from ...kernels.jit import lean
from ...kernels.lend import borrowed
from ...kernels.random import uniform
from ..ads.auction import Place
from ..ads.show import FEED_AD, show_ad
from ..engagement.engage import is_tied, predicted_click, show
from ..engagement.law import Keys
from ..engagement.panel import Shown, write_event
from ..engagement.seen import mark_seen
from ..engagement.state import NOT_YET, Look, Mood, State, Visit
from .channels import remember_click
from .desk import Desk
from .law import FeedRules
from .retrieve import topic_of
from .sessions import sessions_today
from .wear import wear_of

CELL_DRAW = 1 << 20  # of a slot for sale: the topic that ads are sought for


@lean
def sell_slot(
    visit: Visit, mood: Mood, slot: int, n_topics: int, day: int, state: State, hall: Any, desk: Desk, keys: Keys
) -> int:
    """Sell a slot of the feed among the bidders for a topic of the user's; see ``show_ad``."""
    u = np.float32(uniform(keys.window, visit.name, CELL_DRAW * (1 + visit.session) + slot))
    n_sessions = sessions_today(state.truth.sessions[visit.user], visit.name, keys.sessions)
    place = Place(topic_of(desk.shares, n_topics, u), slot, n_sessions, FEED_AD)
    return show_ad(hall, visit, place, mood, desk.owners, day)


@lean
def show_note(
    visit: Visit,
    mood: Mood,
    note: int,
    slot: int,
    channel: int,
    day: int,
    stage: Any,
    state: State,
    desk: Desk,
    rules: FeedRules,
) -> int:
    """Show one organic or sponsored note, and remember that it was shown; returns what ``show`` does."""
    users, law, keys = state.users, rules.engage, rules.keys
    predicted = (
        predicted_click(state, visit.user, note, mood.slope, law) if visit.event >= 0 else 0.0
    )  # not yet learned
    wears = law.topic_wear + law.creator_wear > 0.0
    ready, warmth = mood.ready - wear_of(desk, state.cards, note, slot, law) if wears else mood.ready, 1.0
    if is_tied(users.inbox, visit.user, note):
        ready, warmth = ready + law.tie_click, law.tie_acts
    done = show(stage, visit, Look(note, slot, mood.slope, ready, warmth, NOT_YET), day)
    card = state.cards[note]
    if rules.feed.recent_clicks > 0 and done >= 0:
        remember_click(users, visit.user, card.topic)
    mark_seen(users, visit.user, card.mark, law.seen_notes)
    if visit.event >= 0:
        shown = Shown(note, slot, visit.surface, channel, done, predicted)
        write_event(borrowed(stage).tally.panel, visit, shown, state, law, keys)
    return done
