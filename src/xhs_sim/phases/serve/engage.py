"""Engage: what a user does with one shown note. The only reader of the truth in the feed.

Cascade: the user looks at slots in order and stops at some point; a look is an impression; a
click opens the note; acts follow a click. Every draw is keyed by user, note and tick.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ...kernels.graph import is_following
from ...kernels.random import uniform
from ...world.columns import (
    EXPECTED_UNIT,
    N_DIMS,
    N_KINDS,
    NEW_FOLLOWS,
    BrandStates,
    NoteLog,
    NoteTruth,
    UserLog,
    UserTruth,
)
from .law import EngageLaw, FeedLaw, Keys

PANEL_COLUMNS = (
    "user", "session", "slot", "note", "creator", "surface", "channel",
    "clicked", "dwell_ms", "liked", "saved", "commented", "shared", "followed",
)


class State(NamedTuple):
    """All that the serving kernel touches."""

    truth: UserTruth
    users: UserLog
    brands: BrandStates
    note_truth: NoteTruth
    notes: NoteLog
    indptr: NDArray[np.int64]  # (N + 1,) follower graph, by creator
    followers: NDArray[np.int32]  # (E,) sorted within a creator
    n_topics: int


class Tally(NamedTuple):
    """What a tick adds up, one copy per thread; integers only, so order does not matter."""

    notes: NDArray[np.int32]  # (threads, C, 2, 8) see COUNTS
    segments: NDArray[np.int64]  # (threads, 2, A, 3) impressions, clicks, engagements
    sessions: NDArray[np.int64]  # (threads, 16) first cell counts, the rest pads a cache line
    panel: NDArray[np.int64]  # (E, 14) events of panel users, user column -1 = unused


@njit(inline="always")
def sigmoid(x: float) -> float:
    """Return the logistic function."""
    return 1.0 / (1.0 + np.exp(-x))


@njit(inline="always")
def affinity_of(taste: NDArray[np.float32], vec: NDArray[np.float32]) -> np.float32:
    """Return the inner product of a taste and a note's embedding."""
    total = np.float32(0.0)
    for d in range(N_DIMS):
        total += taste[d] * vec[d]
    return total


@njit(cache=True)
def click_chance(state: State, user: int, note: int, slot: int, affinity: float, law: EngageLaw) -> float:
    """Return P(click | looked at)."""
    notes = state.notes
    x = law.click_intercept + law.click_taste * affinity + state.note_truth.quality[note]
    x += law.social_proof * notes.log_likes[note] - law.click_slot * slot
    if notes.brand[note] >= 0:
        shown = state.brands.impressions[user, notes.brand[note]]
        x -= law.brand_wear * np.log(1.0 + shown)
        if notes.is_sponsored[note]:
            x += law.sponsored_effect
    return sigmoid(x)


@njit(cache=True)
def see_brand(state: State, user: int, note: int, law: EngageLaw, keys: Keys) -> None:
    """Count an impression of a brand's note; it may make the user aware."""
    brand, states = state.notes.brand[note], state.brands
    if states.impressions[user, brand] < 65535:
        states.impressions[user, brand] += 1
    if states.stage[user, brand] == 0:
        if uniform(keys.brand, state.users.key[user], state.notes.key[note]) < law.awareness_rate:
            states.stage[user, brand] = 1


@njit(cache=True)
def click_brand(state: State, user: int, note: int, engaged: bool, day: int, law: EngageLaw, keys: Keys) -> None:
    """Let a click on a brand's note raise interest, open the product, and be remembered."""
    brand, states = state.notes.brand[note], state.brands
    states.stage[user, brand] = max(states.stage[user, brand], 1)
    gain = law.interest_click + (law.interest_engage if engaged else 0.0)
    room = 1.0 - states.interest[user, brand] / law.interest_cap
    states.interest[user, brand] += np.float32(gain * max(room, 0.0))
    if uniform(keys.brand, state.users.key[user] + (1 << 50), state.notes.key[note]) < law.visit_rate:
        states.visits[user, brand] = min(states.visits[user, brand] + 1, 255)
    if state.notes.is_sponsored[note]:
        states.touch_day[user, brand] = day


@njit(cache=True)
def try_follow(state: State, user: int, creator: int) -> bool:
    """Put a creator into the user's list of today's follows, unless followed already or full."""
    if user == creator or is_following(state.indptr, state.followers, user, creator):
        return False
    row = state.users.new_follows[user]
    for i in range(NEW_FOLLOWS):
        if row[i] == creator:
            return False
        if row[i] < 0:
            row[i] = creator
            return True
    return False


@njit(cache=True)
def act(
    state: State, user: int, note: int, surface: int, affinity: float, cell: NDArray[np.int32], law: EngageLaw, keys: Keys
) -> int:
    """Draw the acts after a click; returns them as bits (like 1, save 2, comment 4, share 8, follow 16)."""
    done = 0
    user_key, note_key = state.users.key[user], state.notes.key[note]
    lift = state.truth.engage[user] * np.exp(law.affinity_effect * (affinity - 0.7))
    for k in range(N_KINDS):
        chance = min(law.rates[k] * lift * state.note_truth.kinds[note, k], 0.9)
        if uniform(keys.act, user_key * 8 + k, note_key) < chance:
            done |= 1 << k
            cell[2 + k] += 1
    if uniform(keys.act, user_key * 8 + 4, note_key) < min(law.rates[4] * lift, 0.9):
        if try_follow(state, user, state.notes.creator[note]):
            done |= 16
            cell[6] += 1
    return done


@njit(cache=True)
def learn_click(taste_hat: NDArray[np.float32], vec: NDArray[np.float32], rate: float) -> None:
    """Move the platform's estimate of taste towards a clicked note."""
    for d in range(N_DIMS):
        taste_hat[d] += np.float32(rate) * (vec[d] - taste_hat[d])


@njit(cache=True)
def expected_click(taste_hat: NDArray[np.float32], norm: float, vec: NDArray[np.float32], law: FeedLaw) -> int:
    """Return the platform's own P(click) before it knows the note's quality, in 1/1024."""
    x = law.prediction_intercept + law.prediction_slope * affinity_of(taste_hat, vec) / norm
    return int(sigmoid(x) * EXPECTED_UNIT + 0.5)


@njit(cache=True)
def show(
    state: State, user: int, note: int, slot: int, surface: int, norm: float, day: int,
    cell: NDArray[np.int32], segment: NDArray[np.int64], feed: FeedLaw, law: EngageLaw, keys: Keys,
) -> int:
    """Show one note to one user; returns -1 if not clicked, else the acts as bits."""
    users, notes, truth = state.users, state.notes, state.truth
    vec = notes.vec[note]
    affinity = affinity_of(truth.taste[user], vec)
    chance = click_chance(state, user, note, slot, affinity, law)
    cell[0] += 1
    cell[7] += expected_click(users.taste_hat[user], norm, vec, feed)
    segment[0] += 1
    users.shown[user] += 1
    if notes.brand[note] >= 0:
        see_brand(state, user, note, law, keys)
    if uniform(keys.click, users.key[user], notes.key[note]) >= chance:
        return -1
    cell[1] += 1
    segment[1] += 1
    done = act(state, user, note, surface, affinity, cell, law, keys)
    segment[2] += (done & 1) + ((done >> 1) & 1) + ((done >> 2) & 1)
    truth.joy[user] += np.float32(max(affinity + 0.3 * state.note_truth.quality[note], 0.0))
    if notes.brand[note] >= 0:
        click_brand(state, user, note, (done & 7) != 0, day, law, keys)
    learn_click(users.taste_hat[user], vec, feed.learning_rate)
    return done
