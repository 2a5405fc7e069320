"""The shortlist and re-ranking against slow, obvious versions."""

import numpy as np
import pytest
from compiled import compiled
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_sim.config import load_config
from xhs_sim.phases.engagement.cards import CARD, mark_of
from xhs_sim.phases.serve import rerank, shortlist
from xhs_sim.phases.serve.law import MMR, SCATTER, SSD, feed_law
from xhs_sim.phases.serve.retrieve import new_desk
from xhs_sim.phases.serve.shortlist import TOPIC_AT
from xhs_sim.world.columns import N_DIMS

CONFIG = load_config()
LAW = feed_law(CONFIG.feed, CONFIG.ranker, CONFIG.engage)
append_sorted, note_at = compiled(shortlist.append_sorted), compiled(shortlist.note_at)
remember_slot, start_slate = compiled(rerank.remember_slot), compiled(rerank.start_slate)
take_best = compiled(rerank.take_best)


def cards_of(topics, creators):
    cards = np.zeros(len(topics), CARD)
    cards["topic"], cards["creator"] = topics, creators
    cards["key"] = np.arange(100, 100 + len(topics))
    return cards


def fast(scores, topics, creators, window, penalty, rule=SCATTER, vec=None):
    """Order notes as the kernel does."""
    law = LAW._replace(rerank_window=window, rerank_penalty=penalty, rerank_rule=rule)
    vec = np.zeros((len(scores), N_DIMS), np.float32) if vec is None else vec
    desk, cards = new_desk(), cards_of(topics, creators)
    desk.worth[: len(scores)] = scores
    desk.found[: len(scores)] = [note | (topic << TOPIC_AT) for note, topic in enumerate(topics)]
    assert append_sorted(desk, 0, len(scores)) == len(scores)
    desk.basis[:] = 0.25  # what the last slate left behind
    start_slate(desk)
    for slot in range(len(scores)):
        take_best(desk, slot, len(scores), cards, vec, law)
        note = note_at(desk, slot)
        remember_slot(desk, topics[note], creators[note], slot, vec, note, law)
    return [note_at(desk, slot) for slot in range(len(scores))]


def slow(scores, topics, creators, window, penalty):
    """Order notes by the definition: the best score less a penalty for each repeat in the look-back."""
    left, shown = list(range(len(scores))), []
    while left:
        back = shown[-window:] if window else []

        def worth(note, back=back):
            repeats = sum(topics[note] == topics[b] for b in back) + sum(creators[note] == creators[b] for b in back)
            return np.float32(scores[note]) - repeats * penalty

        best = max(left, key=lambda note: (worth(note), scores[note], -note))
        left.remove(best)
        shown.append(best)
    return shown


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(-40, 40), st.integers(0, 3), st.integers(0, 5)),
        min_size=1, max_size=25, unique_by=lambda note: note[0],
    ),
    st.integers(0, 8),
)  # fmt: skip
def test_reranking_is_greedy_with_a_penalty_for_repeats(notes, window):
    scores, topics, creators = ([float(n[0]) for n in notes], [n[1] for n in notes], [n[2] for n in notes])
    assert fast(scores, topics, creators, window, 2.125) == slow(scores, topics, creators, window, 2.125)


@given(st.lists(st.integers(-5, 5), max_size=60), st.lists(st.integers(-20, -6), max_size=60))
def test_the_list_is_sorted_and_equal_scores_stay_as_found(first, second):
    desk, end, order = new_desk(), 0, []
    for scores in (first, second):  # an extension holds lower scores than the list before it
        desk.worth[: len(scores)] = scores
        desk.found[: len(scores)] = np.arange(end, end + len(scores))
        order += [end + i for i in sorted(range(len(scores)), key=lambda i, scores=scores: -scores[i])]
        end = append_sorted(desk, end, len(scores))
    assert [note_at(desk, place) for place in range(end)] == order
    assert desk.value[:end].tolist() == sorted(first + second, reverse=True)


def test_without_a_penalty_the_order_is_that_of_scores():
    scores = [3.0, 9.0, -1.0, 4.0]
    assert fast(scores, [0, 0, 0, 0], [1, 1, 1, 1], 8, 0.0) == [1, 3, 0, 2]


def test_a_penalty_spreads_topics():
    assert fast([5.0, 4.9, 4.8, 4.7], [0, 0, 1, 1], [1, 2, 3, 4], 2, 0.5) == [0, 2, 1, 3]


def test_places_in_the_seen_filter_are_even():
    places = np.bincount([mark_of(key) for key in range(51_200)], minlength=512)
    assert len(places) == 512
    assert np.abs(places - 100).max() < 60


def likeness(vec, note, back):
    """The greatest inner product with a note in the look-back."""
    return max([0.0, *(float(vec[note] @ vec[b]) for b in back)])


def redundance(vec, note, back):
    """The share of a note's length that the look-back's span does not leave over."""
    if not back:
        return 0.0
    coefficients, *_ = np.linalg.lstsq(vec[back].T.astype(float), vec[note].astype(float), rcond=1e-6)
    rest = vec[note] - vec[back].T @ coefficients
    return 1.0 - np.linalg.norm(rest) / np.linalg.norm(vec[note])


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 14), st.integers(0, 6), st.floats(0, 2), st.sampled_from([(MMR, likeness), (SSD, redundance)]),
       st.integers(0, 1000))  # fmt: skip
def test_mmr_and_ssd_take_the_best_by_their_definition(n, window, penalty, rule, seed):
    number, cost = rule
    rng = np.random.default_rng(seed)
    vec = rng.normal(0, 0.25, (n, N_DIMS)).astype(np.float32)
    scores = rng.permutation(n) / 2.0
    order = fast(scores, [0] * n, list(range(n)), window, penalty, number, vec)
    assert sorted(order) == list(range(n))
    for slot, note in enumerate(order):
        back = order[max(slot - window, 0) : slot] if window else []
        worth = {other: scores[other] - penalty * cost(vec, other, back) for other in order[slot:]}
        assert worth[note] == pytest.approx(max(worth.values()), abs=1e-3)
