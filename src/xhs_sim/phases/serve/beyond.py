"""Beyond the feed: where a note leads that was opened. The video feed, and the profile of the creator.

In the video feed what is shown is watched: an impression is a read, no cover is clicked. It shows videos among the
candidates of the session, the best first. A profile shows covers of the creator's notes that are still about, the next
older ones first; whoever looks there opens more readily. Either is come to once a session.
"""

from typing import Any, NamedTuple

from ...kernels.jit import lean, lean_entry
from ...kernels.lanes import LANES
from ...kernels.lend import borrowed
from ...kernels.random import uniform
from ...world.columns import PROFILE, VIDEO_FEED
from ..engagement.engage import count_engagements, is_tied, show
from ..engagement.panel import PROFILE_PAGE, VIDEOS_ON, Shown, write_event
from ..engagement.seen import is_seen, mark_seen
from ..engagement.state import NOT_YET, Look, Moment, Mood, Visit
from .desk import COVERS, ENGAGED, OPENED, VIDEOS, Desk
from .law import FeedRules
from .pools import Pools
from .sessions import depth_of, swipes_of
from .slate import Notes, choose_next, found_at

VIDEO_DRAW, PROFILE_DRAW = 1 << 51, 1 << 52  # set apart from how far a user looks: draws of one read
MOST_TURNED = 32  # notes of a profile, seen ones among them, that a visitor turns over


class Ground(NamedTuple):
    """What sessions go on from: lent to ``go_on``."""

    pools: Pools
    desk: Desk
    rules: FeedRules
    now: Moment


@lean
def show_beyond(ground: Any, stage: Any, visit: Visit, look: Look, channel: int) -> int:
    """Show a note on the surface of the visit, beyond the feed; returns what ``show`` does."""
    desk, now = borrowed(ground).desk, borrowed(ground).now
    state, tally, law, keys = borrowed(stage)
    done = show(stage, visit, look, now.day)
    mark_seen(state.users, visit.user, state.cards[look.note].mark, law.seen_notes)
    desk.beyond[ENGAGED] += count_engagements(done)
    if visit.event >= 0:
        shown = Shown(look.note, look.slot, visit.surface, channel, done, 0.0)
        write_event(tally.panel, visit, shown, state, law, keys)
    return done


@lean
def visit_profile(ground: Any, stage: Any, visit: Visit, mood: Mood, note: int) -> None:
    """Look at the profile of a note's creator, perhaps: at covers that the user has not seen."""
    desk, now = borrowed(ground).desk, borrowed(ground).now
    state, _, law, keys = borrowed(stage)
    card, user = state.cards[note], visit.user
    if desk.beyond[COVERS] > 0 or uniform(keys.examine, visit.name + PROFILE_DRAW, card.key) >= law.profile_visit:
        return
    row = -1
    if visit.event >= 0:
        row = visit.event + depth_of(visit.session, visit.name, law.continue_rate, keys.examine)
        row += swipes_of(visit.session, visit.name, law, keys.examine)
    there = Visit(user, visit.name, visit.session, PROFILE, visit.thread, row)
    other, turned = int(state.siblings[note]), 0
    while other != note and desk.beyond[COVERS] < law.profile_notes and turned < MOST_TURNED:
        card = state.cards[other]
        is_out = not (card.day == now.day and card.tick > now.tick)
        if is_out and not is_seen(state.users.seen, user, card.mark):
            tied = is_tied(state.users.inbox, user, other)
            ready = mood.ready + law.profile_click + (law.tie_click if tied else 0.0)
            look = Look(other, int(desk.beyond[COVERS]), mood.slope, ready, law.tie_acts if tied else 1.0, NOT_YET)
            desk.beyond[OPENED] += show_beyond(ground, stage, there, look, PROFILE_PAGE) >= 0
            desk.beyond[COVERS] += 1
        other, turned = int(state.siblings[other]), turned + 1


@lean
def watch_videos(ground: Any, stage: Any, visit: Visit, mood: Mood, n_windows: int) -> None:
    """Watch the best videos among what is left of the session's candidates, as long as the user stays."""
    pools, desk, rules, _ = borrowed(ground)
    state, tally, law, keys = borrowed(stage)
    user, row = visit.user, -1
    if visit.event >= 0:
        row = visit.event + depth_of(visit.session, visit.name, law.continue_rate, keys.examine)
    there = Visit(user, visit.name, visit.session, VIDEO_FEED, visit.thread, row)
    notes = Notes(state.cards, state.vec, tally.place, state.users.inbox, user, visit.thread)
    n_swipes = swipes_of(visit.session, visit.name, law, keys.examine)
    while desk.beyond[VIDEOS] < n_swipes:
        chosen = choose_next(desk, pools, notes, n_windows, rules.feed)
        if chosen < 0:
            break
        found = found_at(desk, pools, notes, chosen // LANES, chosen % LANES, n_windows)
        if not state.cards[found.note].is_video or is_seen(state.users.seen, user, found.mark):
            continue  # it is off its row: the slate is made
        warmth = law.video_acts * (law.tie_acts if is_tied(state.users.inbox, user, found.note) else 1.0)
        look = Look(found.note, int(desk.beyond[VIDEOS]), mood.slope, mood.ready, warmth, NOT_YET)
        show_beyond(ground, stage, there, look, VIDEOS_ON)
        desk.beyond[VIDEOS] += 1
        visit_profile(ground, stage, visit, mood, found.note)


@lean_entry
def go_on(ground: Any, stage: Any, visit: Visit, mood: Mood, note: int, n_windows: int) -> None:
    """Go on from a note that was opened in the feed; ``Desk.beyond`` counts what is shown. ``Ground`` is lent."""
    desk = borrowed(ground).desk
    state, _, law, keys = borrowed(stage)
    card = state.cards[note]
    if law.profile_visit > 0.0:
        visit_profile(ground, stage, visit, mood, note)
    enters = uniform(keys.examine, visit.name + VIDEO_DRAW, card.key) < law.video_enter
    if card.is_video and enters and desk.beyond[VIDEOS] == 0:
        watch_videos(ground, stage, visit, mood, n_windows)
