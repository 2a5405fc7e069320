"""Engage: what a user does with one shown note. The only reader of the truth in feed and search.

Cascade: the user looks at slots in order and stops at some point; a look is an impression; a
click opens the note; acts follow a click. Every draw is keyed by user, note and tick.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...kernels.graph import is_following
from ...kernels.jit import lean, lean_entry
from ...kernels.lend import borrowed
from ...kernels.logistic import exp, sigmoid
from ...kernels.memory import inner
from ...kernels.random import uniform
from ...world.columns import HARM_UNIT, INBOX, N_DIMS, NEUTRAL, PARTS, VIDEO_FEED
from .crowd import CERTAIN, add_crowd
from .law import LOGIT_RANGE, LOGIT_STEPS, EngageLaw, Keys
from .react import IGNORED, REPORT, USUAL_AFFINITY, act_rarely, count_reactions, follow_or_leave, hide
from .state import NOT_YET, Look, State, Tally, Visit, row_of

VISIT = 1 << 50  # sets the draw of a product visit apart from the draw of awareness
JOY_OF_QUALITY = 0.3  # joy per logit of true quality, against 1 per unit of affinity (docs/odd/)


class Stage(NamedTuple):
    """Where notes are shown: lent to ``show``."""

    state: State
    tally: Tally
    law: EngageLaw
    keys: Keys


@lean
def readiness(state: State, user: int, law: EngageLaw) -> float:
    """Return what a user brings to a session (logit): an own propensity, less what has tired or spoiled them."""
    spoiled = law.choosiness * (state.truth.satisfaction[user] - NEUTRAL)
    return state.truth.click[user] - law.day_fatigue * state.users.shown[user] - spoiled


@lean
def part_effect(opened: int, part: int, law: EngageLaw) -> float:
    """Return what a later part of a series gains with who opened an earlier one, or loses with who did not (logit).

    ``opened``: the latest part that the user opened. Who opened this one, or one that follows it, knows it.
    """
    if part % PARTS == 1:
        return 0.0
    if opened // PARTS != part // PARTS:
        return -law.series_entry
    return law.series_click if opened < part else 0.0


@lean
def click_logit(state: State, user: int, note: int, slot: int, affinity: float, ready: float, law: EngageLaw) -> float:
    """Return the logit of P(click | looked at)."""
    card = state.cards[note]
    x = card.pull + law.click_taste * affinity + (ready - law.click_slot * slot)
    if card.brand >= 0:
        x -= law.brand_wear[state.brands.impressions[user, card.brand]]
        if card.is_sponsored:
            x += law.sponsored_effect
    if card.part > 0:
        x += part_effect(state.users.part[user], card.part, law)
    return x


@lean
def see_brand(state: State, user: int, brand: int, name: int, note_key: int, law: EngageLaw, keys: Keys) -> None:
    """Count an impression of a brand's note; it may make the user aware."""
    states = state.brands
    if states.impressions[user, brand] < 65535:
        states.impressions[user, brand] += 1
    if states.stage[user, brand] == 0 and uniform(keys.brand, name, note_key) < law.awareness_rate:
        states.stage[user, brand] = 1


@lean
def click_brand(state: State, user: int, note: int, engaged: bool, day: int, law: EngageLaw, keys: Keys) -> None:
    """Let a click on a brand's note raise interest, open the product, and be remembered."""
    card, states = state.cards[note], state.brands
    brand = card.brand
    states.stage[user, brand] = max(states.stage[user, brand], 1)
    gain = law.interest_click + (law.interest_engage if engaged else 0.0)
    room = 1.0 - states.interest[user, brand] / law.interest_cap
    states.interest[user, brand] += np.float32(min(gain, law.interest_cap) * max(room, 0.0))
    states.clicks[user, brand, law.door] = min(states.clicks[user, brand, law.door] + 1, 255)
    if uniform(keys.brand, state.users.key[user] + VISIT, card.key) < law.visit_rate:
        states.visits[user, brand] = min(states.visits[user, brand] + 1, 255)
    if card.is_sponsored:
        states.touch_day[user, brand] = day


@lean
def is_tied(inbox: NDArray[np.int32], user: int, note: int) -> bool:
    """Return whether a note is among the latest of those whom the user follows, or was sent by a friend."""
    found = False
    for i in range(INBOX):
        found |= inbox[user, i] == note
    return found


@lean
def act(state: State, user: int, note: int, affinity: float, warmth: float, law: EngageLaw, keys: Keys) -> int:
    """Draw the acts after a click; returns them as bits (like 1, save 2, comment 4, share 8, follow 16, then rare)."""
    card, name, done = state.cards[note], state.users.key[user] * 8, 0
    spoiled = law.act_choosiness * (state.truth.satisfaction[user] - NEUTRAL)
    lift = warmth * state.truth.engage[user] * exp(law.affinity_effect * (affinity - USUAL_AFFINITY) - spoiled)
    done |= uniform(keys.act, name, card.key) < min(law.rates[0] * lift * card.like, 0.9)
    done |= (uniform(keys.act, name + 1, card.key) < min(law.rates[1] * lift * card.save, 0.9)) << 1
    done |= (uniform(keys.act, name + 2, card.key) < min(law.rates[2] * lift * card.comment, 0.9)) << 2
    done |= (uniform(keys.act, name + 3, card.key) < min(law.rates[3] * lift * card.share, 0.9)) << 3
    u = uniform(keys.act, name + 4, card.key)
    done |= follow_or_leave(state, user, card.creator, min(law.rates[4] * lift, 0.9), affinity, u, law)
    return act_rarely(state, user, note, done, lift, law, keys)


@lean
def learn_click(taste_hat: NDArray[np.float32], user: int, vec: NDArray[np.float32], note: int, rate: float) -> None:
    """Move the platform's estimate of taste towards a clicked note."""
    for d in range(N_DIMS):
        taste_hat[user, d] += np.float32(rate) * (vec[note, d] - taste_hat[user, d])


@lean
def predicted_logit(
    taste_hat: NDArray[np.float32], user: int, vec: NDArray[np.float32], note: int, slope: float, law: EngageLaw
) -> float:
    """Return the platform's logit P(click) from estimated taste alone; ``slope`` is per unit of affinity."""
    return law.prediction_intercept + slope * inner(taste_hat, user, vec, note)


@lean
def expected_click(state: State, user: int, note: int, slope: float, law: EngageLaw) -> int:
    """Return the platform's own P(click) before it knows the note's quality, in 1/1024."""
    logit = predicted_logit(state.users.taste_hat, user, state.vec, note, slope, law)
    step = int((logit + LOGIT_RANGE) * LOGIT_STEPS)
    return law.expected[np.uint64(min(max(step, 0), 2 * LOGIT_RANGE * LOGIT_STEPS - 1))]


@lean
def predicted_click(state: State, user: int, note: int, slope: float, law: EngageLaw) -> float:
    """Return the platform's P(click) with all that it has learned: taste and the note's record."""
    logit = predicted_logit(state.users.taste_hat, user, state.vec, note, slope, law)
    return sigmoid(logit + state.cards[note].quality_hat)


@lean
def count_acts(tally: Tally, thread: int, note: int, surface: int, done: int) -> None:
    """Count a click and the acts that followed it."""
    row = row_of(tally, thread, note, surface)
    tally.counts[thread, row, 1] += 1
    for k in range(5):
        tally.counts[thread, row, 2 + k] += (done >> k) & 1
    if done >= REPORT:
        count_reactions(tally, thread, note, surface, done)


@lean
def count_crowd(
    state: State, visit: Visit, look: Look, x: float, affinity: float, tally: Tally, law: EngageLaw
) -> None:
    """Count what those would do whom a reader stands for, shown a note whose P(click) has the logit ``x``."""
    note, truth, user = look.note, state.truth, visit.user
    card = state.cards[note]
    plain = x
    if x < CERTAIN:
        plain = x - truth.click[user] + law.choosiness * (truth.satisfaction[user] - NEUTRAL)
    before = plain - law.click_slot * (look.passed - look.slot) if look.passed < NOT_YET else -math.inf
    lift = look.warmth * exp(law.affinity_effect * (affinity - USUAL_AFFINITY))
    row = row_of(tally, visit.thread, note, visit.surface)
    kinds, at = (card.like, card.save, card.comment, card.share), (visit.thread, row, visit.surface)
    may_follow = (
        card.creator >= 0
        and user != card.creator
        and not is_following(state.indptr, state.followers, user, card.creator)
    )
    add_crowd(tally.crowd, at, state.crowd, plain, before, lift, kinds, may_follow, law)


@lean_entry
def show(stage: Any, visit: Visit, look: Look, day: int) -> int:
    """Show one note to one user, on a lent ``Stage``; returns the acts as bits, or ``IGNORED`` or ``HIDDEN``.

    In the video feed what is shown is watched.
    """
    state, tally, law, keys = borrowed(stage)
    user, note, card = visit.user, look.note, state.cards[look.note]
    affinity = inner(state.truth.taste, user, state.vec, note)
    is_watched, x, telling = visit.surface == VIDEO_FEED, CERTAIN, law.video_acts
    row = row_of(tally, visit.thread, note, visit.surface)
    tally.counts[visit.thread, row, 0] += 1
    if not is_watched:
        x, telling = click_logit(state, user, note, look.slot, affinity, look.ready, law), 1.0
        tally.counts[visit.thread, row, 7] += expected_click(state, user, note, look.slope, law)
    if card.brand >= 0:
        see_brand(state, user, card.brand, visit.name, card.key, law, keys)
    if state.crowd.others > 0 and look.slot < look.passed:
        count_crowd(state, visit, look, x, affinity, tally, law)
    u = uniform(keys.click, visit.name, card.key)
    if not is_watched and u * (1.0 + exp(min(max(-x, -600.0), 600.0))) >= 1.0:  # u >= sigmoid(x)
        return IGNORED if u < law.hide_floor else hide(state, visit, note, affinity, u, tally, law, keys)
    if card.part > 0:
        state.users.part[user] = max(state.users.part[user], card.part)
    done = act(state, user, note, affinity, look.warmth, law, keys)
    count_acts(tally, visit.thread, note, visit.surface, done)
    joy = max(affinity + JOY_OF_QUALITY * card.quality, 0.0) - HARM_UNIT * card.harm
    state.truth.joy[user] += np.float32(telling * joy)
    if card.brand >= 0:
        click_brand(state, user, note, (done & 7) != 0, day, law, keys)
        state.brands.saved[user, card.brand] |= (done >> 1) & 1
    learn_click(state.users.taste_hat, user, state.vec, note, telling * law.learning_rate)
    return done


@lean
def count_engagements(done: int) -> int:
    """Count likes, saves and comments among what ``show`` returns."""
    return (done & 1) + ((done >> 1) & 1) + ((done >> 2) & 1) if done >= 0 else 0


@lean
def count_session(state: State, visit: Visit, tally: Tally, shown: int, clicks: int, engagements: int) -> None:
    """Count what a session came to, at the user and at the user's segment."""
    users, thread = state.users, visit.thread
    gender, age = users.gender[visit.user], users.age_band[visit.user]
    users.shown[visit.user] += shown
    tally.segments[thread, gender, age, 0] += shown
    tally.segments[thread, gender, age, 1] += clicks
    tally.segments[thread, gender, age, 2] += engagements
