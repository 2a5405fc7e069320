"""The slate against slow, obvious versions."""

import numpy as np
import pytest
from compiled import compiled
from hypothesis import given, settings
from hypothesis import strategies as st

from xhs_sim.config import load_config
from xhs_sim.kernels.lanes import LANES
from xhs_sim.kernels.memory import aligned_zeros
from xhs_sim.phases.engagement.cards import CARD, mark_of
from xhs_sim.phases.serve import slate
from xhs_sim.phases.serve.desk import new_desk
from xhs_sim.phases.serve.law import MMR, SCATTER, SSD, feed_law
from xhs_sim.phases.serve.pools import HOLE, Pools
from xhs_sim.phases.serve.slate import Notes
from xhs_sim.world.columns import INBOX, N_DIMS

CONFIG = load_config()
LAW = feed_law(CONFIG.feed, CONFIG.ranker, CONFIG.engage)
start_slate, make_slate = compiled(slate.start_slate), compiled(slate.make_slate)
MIXED, FOLLOWED = "mixed", "followed"


def rows_of(topics, places):
    """Lay notes out: (topic of the row, its notes) of each window, then the inbox."""
    rows, inbox = {}, []
    for note, (topic, place) in enumerate(zip(topics, places, strict=True)):
        if place == FOLLOWED and len(inbox) < INBOX:
            inbox.append(note)
        else:
            rows.setdefault(-1 if place == MIXED else topic, []).append(note)
    cut = [(topic, row[at : at + LANES]) for topic, row in rows.items() for at in range(0, len(row), LANES)]
    return cut, inbox


def fast(scores, topics, creators, window, penalty, *, rule=SCATTER, vec=None, places=None, marks=None, depth=60):
    """Order notes as the kernel does."""
    n = len(scores)
    law = LAW._replace(rerank_window=window, rerank_penalty=penalty, rerank_rule=rule)
    rows, followed = rows_of(topics, places or [""] * n)
    marks = np.arange(n) if marks is None else np.array(marks)
    cards, vectors = aligned_zeros((n,), CARD), aligned_zeros((n, N_DIMS), np.float32)
    cards["topic"], cards["creator"], cards["mark"] = topics, creators, marks
    vectors[:] = 0.0 if vec is None else vec
    desk, shape, w = new_desk(), (max(len(rows), 1), LANES), len(rows)
    note, creator, mark = np.full(shape, -1, np.int32), np.full(shape, -1, np.int32), np.zeros(shape, np.uint16)
    desk.score[:], desk.basis[:], desk.cost[:] = HOLE, 0.25, 1.0  # what the last slate left behind
    for row, (topic, held) in enumerate(rows):
        desk.window[row], desk.topic[row] = row, topic
        for lane, one in enumerate(held):
            note[row, lane], creator[row, lane], mark[row, lane] = one, creators[one], marks[one]
            desk.score[row * LANES + lane] = scores[one]
    inbox = np.full((1, INBOX), -1, np.int32)
    for lane, one in enumerate(followed):
        inbox[0, lane], desk.score[(w + lane) * LANES], desk.topic[w + lane] = one, scores[one], topics[one]
    empty = np.zeros(0, np.int32)
    pools = Pools(empty, empty, note, note.astype(np.int64), mark, creator, np.zeros((*shape[:1], 16, 16), np.int8),
                  np.zeros(shape, np.float32), np.zeros((0, 2), np.int32), 1, 1, 1)  # fmt: skip
    start_slate(desk, w, law)
    notes = Notes(cards, vectors, np.zeros((1, n, 2, 8), np.int32), inbox, 0, 0)
    return desk.slate[: make_slate(desk, pools, notes, w, depth, law)].tolist()


def slow(scores, topics, creators, window, penalty):
    """Order notes by the definition: the best score less a penalty for each repeat in the look-back."""
    left, shown = list(range(len(scores))), []
    while left:
        back = shown[-window:] if window else []

        def worth(note, back=back):
            repeats = sum(topics[note] == topics[b] for b in back) + sum(creators[note] == creators[b] for b in back)
            return np.float32(scores[note]) - repeats * penalty

        best = max(left, key=worth)
        left.remove(best)
        shown.append(best)
    return shown


def worths(order, scores, topics, creators, window, penalty):
    """What each note of a slate was worth when it was chosen."""
    found = []
    for slot, note in enumerate(order):
        back = order[max(slot - window, 0) : slot] if window else []
        repeats = sum((topics[note] == topics[b]) + (creators[note] == creators[b]) for b in back)
        found.append(scores[note] - repeats * penalty)
    return found


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-400, 400), st.integers(0, 3), st.integers(0, 5), st.sampled_from(["", MIXED, FOLLOWED])),
        min_size=1, max_size=50, unique_by=lambda note: note[0],
    ),
    st.integers(0, 12),
)  # fmt: skip
def test_the_slate_is_greedy_over_all_candidates_with_a_penalty_for_repeats(notes, window):
    scores, topics, creators, places = (list(column) for column in zip(*notes, strict=True))
    rest = topics, creators, window, 2.125
    got, expected = fast(scores, *rest, places=places), slow(scores, *rest)
    assert sorted(got) == sorted(expected)
    assert worths(got, scores, *rest) == worths(expected, scores, *rest)  # equal worth may go either way


def test_without_a_penalty_the_order_is_that_of_scores_over_many_rows():
    scores = np.random.default_rng(1).permutation(300).astype(float)
    order = fast(scores.tolist(), (np.arange(300) % 12).tolist(), list(range(300)), 8, 0.0)
    assert order == np.argsort(-scores)[:60].tolist()


def test_a_penalty_spreads_topics_and_creators():
    assert fast([5.0, 4.9, 4.8, 4.7], [0, 0, 1, 1], [1, 2, 3, 4], 2, 0.5) == [0, 2, 1, 3]
    assert fast([5.0, 4.9, 4.8, 4.7], [0, 1, 2, 3], [1, 1, 3, 4], 2, 0.5) == [0, 2, 3, 1]


def test_a_note_that_two_channels_found_is_chosen_once():
    assert fast([5.0, 4.0, 3.0], [0, 0, 1], [1, 2, 3], 8, 0.1, marks=[7, 7, 9], places=["", FOLLOWED, ""]) == [0, 2]


def test_a_slate_is_as_long_as_the_user_looks():
    assert fast([5.0, 4.0, 3.0], [0, 1, 2], [1, 2, 3], 8, 0.1, depth=2) == [0, 1]
    assert fast([5.0, HOLE, 3.0], [0, 1, 2], [1, 2, 3], 8, 0.1) == [0, 2]


def test_places_in_the_seen_filter_are_even():
    places = np.bincount([mark_of(key) % 512 for key in range(51_200)], minlength=512)
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
    scores = (rng.permutation(n) / 2.0).tolist()
    order = fast(scores, [0] * n, list(range(n)), window, penalty, rule=number, vec=vec)
    assert sorted(order) == list(range(n))
    for slot, note in enumerate(order):
        back = order[max(slot - window, 0) : slot] if window else []
        worth = {other: scores[other] - penalty * cost(vec, other, back) for other in order[slot:]}
        assert worth[note] == pytest.approx(max(worth.values()), abs=1e-3)
