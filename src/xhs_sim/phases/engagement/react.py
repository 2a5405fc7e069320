"""React: the rare acts. Who turns away from a note, who writes, whom a creator answers.

None costs a draw where it does not happen: hiding and unfollowing are the far end of draws that are
made anyway, the others follow a click.
"""

import numpy as np
from numpy.typing import NDArray

from ...kernels.graph import is_following
from ...kernels.jit import lean, lean_call
from ...kernels.logistic import exp
from ...kernels.random import uniform
from ...world.columns import HARM_UNIT, N_DIMS, N_STYLE, NEW_FOLLOWS
from .law import MOST_RARE, EngageLaw, Keys
from .state import State, Tally, Visit, row_of

USUAL_AFFINITY = 0.7  # of a clicked note: where affinity_effect is 0 (docs/odd/)
IGNORED, HIDDEN = -1, -2  # what became of a note that was not clicked
REPORT, MESSAGE, REPLY, UNFOLLOW = 32, 64, 128, 256  # bits that follow those of likes to follows


@lean
def times_usual(log_factor: float) -> float:
    """Return how many times as likely as usual a rare act is."""
    return min(exp(min(log_factor, 30.0)), MOST_RARE)


@lean_call
def put_pending(pending: NDArray[np.int32], user: int, entry: int) -> bool:
    """Put a follow (creator) or an unfollow (-2 - creator) into the user's list of today, unless there or full."""
    for i in range(NEW_FOLLOWS):
        if pending[user, i] == entry:
            return False
        if pending[user, i] == -1:
            pending[user, i] = entry
            return True
    return False


@lean_call
def try_follow(
    pending: NDArray[np.int32], indptr: NDArray[np.int64], followers: NDArray[np.int32], user: int, creator: int
) -> bool:
    """Follow a creator from tonight on, unless followed already or enough was followed today."""
    if creator < 0 or user == creator or is_following(indptr, followers, user, creator):
        return False  # -1 is nobody: an advertiser's own ad
    return put_pending(pending, user, creator)


@lean_call
def try_unfollow(
    pending: NDArray[np.int32], indptr: NDArray[np.int64], followers: NDArray[np.int32], user: int, creator: int
) -> bool:
    """Follow a creator no longer from tonight on."""
    if creator < 0 or not is_following(indptr, followers, user, creator):
        return False
    return put_pending(pending, user, -2 - creator)


@lean_call
def move_away(taste_hat: NDArray[np.float32], user: int, vec: NDArray[np.float32], note: int, rate: float) -> None:
    """Move the platform's estimate of taste away from a hidden note; no topic's share turns negative."""
    for d in range(N_DIMS):
        taste_hat[user, d] -= np.float32(rate) * vec[note, d]
        if d < N_DIMS - N_STYLE:
            taste_hat[user, d] = max(taste_hat[user, d], np.float32(0.0))


@lean
def hide(
    state: State, visit: Visit, note: int, affinity: float, u: float, tally: Tally, law: EngageLaw, keys: Keys
) -> int:
    """Say "not interested" to a note that was not clicked, if its draw ``u`` is far enough up."""
    card, users, user = state.cards[note], state.users, visit.user
    rate = law.hide_rate * times_usual(-law.hide_affinity * (affinity - USUAL_AFFINITY))
    if card.is_sponsored:
        rate = min(rate * law.hide_sponsored, MOST_RARE * law.hide_rate)
    if u < 1.0 - min(rate, 0.5):
        return IGNORED
    row = row_of(tally, visit.thread, note, visit.surface)
    tally.reactions[visit.thread, row, 0] += 1
    state.truth.joy[user] -= np.float32(law.hide_cost)
    move_away(users.taste_hat, user, state.vec, note, law.hide_learning)
    if uniform(keys.act, users.key[user] * 8, card.key) < law.hide_unfollow:
        left = try_unfollow(users.new_follows, state.indptr, state.followers, user, card.creator)
        tally.reactions[visit.thread, row, 4] += left
    return HIDDEN


@lean
def follow_or_leave(
    state: State, user: int, creator: int, follow_rate: float, affinity: float, u: float, law: EngageLaw
) -> int:
    """Follow a creator, or give up following, by the two ends of one draw; returns the act's bit."""
    if u < follow_rate:
        return try_follow(state.users.new_follows, state.indptr, state.followers, user, creator) << 4
    if u >= law.unfollow_floor:
        rate = law.unfollow_rate * times_usual(-law.hide_affinity * (affinity - USUAL_AFFINITY))
        if u >= 1.0 - min(rate, 0.5):
            return UNFOLLOW * try_unfollow(state.users.new_follows, state.indptr, state.followers, user, creator)
    return 0


@lean
def answer(state: State, user: int, creator: int, note_key: int, law: EngageLaw, keys: Keys) -> int:
    """Let a creator answer a comment: it warms the user, who may follow. Returns the acts' bits."""
    if creator < 0:
        return 0
    users, name = state.users, state.users.key[user] * 8
    habit = min(2.0 * law.reply_rate * uniform(keys.habit, users.key[creator], 0), 1.0)
    if user == creator or uniform(keys.reply, name, note_key) >= habit:
        return 0
    state.truth.warmth[user] += np.float32(1.0)
    if uniform(keys.reply, name + 1, note_key) < law.reply_follow:
        return REPLY | (try_follow(users.new_follows, state.indptr, state.followers, user, creator) << 4)
    return REPLY


@lean
def act_rarely(state: State, user: int, note: int, done: int, lift: float, law: EngageLaw, keys: Keys) -> int:
    """Draw what else follows a click: a report, a message to the creator, an answer, a note passed on."""
    card, name = state.cards[note], state.users.key[user] * 8
    if law.report_rate > 0.0:
        rate = law.report_rate * times_usual(
            law.report_harm * HARM_UNIT * card.harm - law.report_quality * card.quality
        )
        done |= REPORT * (uniform(keys.act, name + 6, card.key) < rate)
    if law.message_rate > 0.0:
        done |= MESSAGE * (uniform(keys.act, name + 7, card.key) < min(law.message_rate * lift, 0.9))
    if done & 4 and law.reply_rate > 0.0:
        done |= answer(state, user, card.creator, card.key, law, keys)
    if done & 8 and law.share_reach > 0.0 and not card.is_older:  # friends are sent notes of the feed
        state.users.shared[user] = note
    return done


@lean
def count_reactions(tally: Tally, thread: int, note: int, surface: int, done: int) -> None:
    """Count the rare acts that followed a click."""
    row = row_of(tally, thread, note, surface)
    for k in range(4):
        tally.reactions[thread, row, 1 + k] += (done >> (5 + k)) & 1
