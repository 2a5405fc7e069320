"""The shortlist and re-ranking against slow, obvious versions."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_sim.config import load_config
from xhs_sim.phases.serve.cards import CARD, mark_of
from xhs_sim.phases.serve.law import feed_law
from xhs_sim.phases.serve.rerank import remember_slot, start_slate, take_best
from xhs_sim.phases.serve.retrieve import new_desk
from xhs_sim.phases.serve.shortlist import insert_best, note_at

CONFIG = load_config()
LAW = feed_law(CONFIG.feed, CONFIG.ranker, CONFIG.engage)


def cards_of(topics, creators):
    cards = np.zeros(len(topics), CARD)
    cards["topic"], cards["creator"] = topics, creators
    cards["key"] = np.arange(100, 100 + len(topics))
    return cards


def fast(scores, topics, creators, window, penalty):
    """Order notes as the kernel does."""
    law = LAW._replace(rerank_window=window, rerank_penalty=penalty)
    desk, cards = new_desk(), cards_of(topics, creators)
    for note, score in enumerate(scores):
        insert_best(desk, 0, note, note, np.float32(score), 0, topics[note], cards)
    start_slate(desk)
    for slot in range(len(scores)):
        take_best(desk, slot, len(scores), cards, law)
        note = note_at(desk, slot)
        remember_slot(desk, topics[note], creators[note], slot, law)
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


def test_without_a_penalty_the_order_is_that_of_scores():
    scores = [3.0, 9.0, -1.0, 4.0]
    assert fast(scores, [0, 0, 0, 0], [1, 1, 1, 1], 8, 0.0) == [1, 3, 0, 2]


def test_a_penalty_spreads_topics():
    assert fast([5.0, 4.9, 4.8, 4.7], [0, 0, 1, 1], [1, 2, 3, 4], 2, 0.5) == [0, 2, 1, 3]


def test_places_in_the_seen_filter_are_even():
    places = np.bincount([mark_of(key) for key in range(51_200)], minlength=512)
    assert len(places) == 512
    assert np.abs(places - 100).max() < 60
