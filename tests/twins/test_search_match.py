"""Index and result lists against slow, obvious versions."""

import math

import numpy as np
import pytest
from compiled import compiled
from hypothesis import given
from hypothesis import strategies as st
from toy_world import notes_of

from xhs_sim.config import load_config
from xhs_sim.phases.engagement.state import Moment
from xhs_sim.phases.search.index import Index, brand_list, build_index, senses_of, topic_list, word_list
from xhs_sim.phases.search.law import match_law
from xhs_sim.phases.search.match import MAX_LOOK, assemble, new_desk
from xhs_sim.world.columns import NoteLog
from xhs_sim.world.content import Content

LAW = match_law(load_config())._replace(window_days=4.0, age_cost=0.2)
N_TOPICS, N_WORDS, N_BRANDS, DAY = 3, 4, 2, 9
NOW = Moment(DAY, 2)
compiled_assemble = compiled(assemble)
ESTIMATES = [NoteLog._fields.index(name) for name in ("quality_hat", "engage_hat", "log_likes")]


def content_of(seed, m=60):
    draw = np.random.default_rng(seed)
    content = Content(m)
    notes = notes_of(
        m, topic=draw.integers(0, N_TOPICS, m), brand=draw.integers(-1, N_BRANDS, m), day=draw.integers(0, DAY + 1, m),
        tick=draw.integers(0, 4, m), key=draw.permutation(m) + 100, vec=draw.normal(0, 0.3, (m, 16)),
    )  # fmt: skip
    words = draw.integers(0, 2**N_WORDS, m)
    words |= (words & draw.integers(0, 2**N_WORDS, m)) << 16
    content.add(notes, words.astype(np.uint32))
    for column in ("quality_hat", "engage_hat", "log_likes"):
        getattr(content.log, column)[:] = np.round(draw.normal(0, 1, m) * 2) / 2  # coarse, so that scores tie
    content.log.key[::7] = -1  # empty slots
    return content.log


def index_of(log, depth=8, law=LAW):
    return build_index(log, N_TOPICS, N_WORDS, N_BRANDS, depth, NOW, law)


def slow_lists(log, depth, law=LAW):
    """Score every note for every word it contains, sort, and cut."""
    found = {row: [] for row in range(N_TOPICS * (N_WORDS + 1) + N_BRANDS)}
    for n in np.flatnonzero((log.key >= 0) & ((log.day < DAY) | (log.tick <= NOW.tick))):
        inside = [w for w in range(N_WORDS) if int(log.words[n]) >> w & 1]
        quality, engage, likes = (float(log[at][n]) for at in ESTIMATES)
        common = law.engagement * (quality + engage) + law.popularity * likes
        common = common + law.freshness * math.exp(-(DAY - int(log.day[n])) / law.fresh_days)
        age = DAY - int(log.day[n])
        common -= law.age_cost * math.log2(age / law.window_days) if age > law.window_days else 0.0
        entries = {topic_list(log.topic[n], N_WORDS): len(inside) / N_WORDS}
        for w in inside:
            entries[word_list(log.topic[n], w, N_WORDS)] = 1.0 if int(log.words[n]) >> (w + 16) & 1 else law.body_match
        if log.brand[n] >= 0:
            entries[brand_list(log.brand[n], N_TOPICS, N_WORDS)] = 0.5 + 0.5 * len(inside) / N_WORDS
        for row, match in entries.items():
            found[row].append((-np.float32(common + law.relevance * match), log.key[n], n))
    return {row: [n for _, _, n in sorted(notes)[:depth]] for row, notes in found.items()}


@given(st.integers(0, 10_000), st.integers(1, 12))
def test_lists_hold_the_best_notes_in_order(seed, depth):
    log = content_of(seed)
    index, slow = index_of(log, depth), slow_lists(log, depth)
    assert {row: index.note[row, : index.size[row]].tolist() for row in slow} == slow


def test_senses_deal_a_words_notes_out_and_leave_brands_whole():
    log, n_senses, n_topic_rows = content_of(4), 3, N_TOPICS * (N_WORDS + 1)
    whole = index_of(log, 60)
    split = build_index(log, N_TOPICS, N_WORDS, N_BRANDS, 60, NOW, LAW, n_senses)
    n_lists = len(whole.size)
    for row in range(n_lists):
        parts = [set(split.note[row + s * n_lists, : split.size[row + s * n_lists]].tolist()) for s in range(n_senses)]
        assert sum(map(len, parts)) == whole.size[row]  # each note once
        assert set.union(*parts) == set(whole.note[row, : whole.size[row]].tolist())
        if row >= n_topic_rows:
            assert not parts[1] | parts[2]
    assert all(split.size[s * n_lists : s * n_lists + n_topic_rows].sum() > 10 for s in range(n_senses))


@pytest.mark.parametrize(("n_users", "senses"), [(500, 1), (140_000, 1), (160_000, 2), (1_000_000, 10)])
def test_a_larger_market_asks_finer(n_users, senses):
    assert senses_of(n_users, 100_000) == senses


def test_what_is_not_out_yet_is_in_no_list():
    log = content_of(6)
    later = np.flatnonzero((log.day == DAY) & (log.tick > NOW.tick) & (log.key >= 0))
    assert len(later) > 0
    assert not set(later.tolist()) & set(index_of(log, 60).note.ravel().tolist())


def test_one_more_note_changes_only_the_lists_of_its_words():
    log = content_of(1)
    without = log._replace(key=log.key.copy())
    without.key[3] = -1
    one, other = index_of(log, 60), index_of(without, 60)
    changed = {row for row in range(len(one.size)) if one.size[row] != other.size[row]}
    assert changed == {row for row in range(len(one.size)) if 3 in one.note[row, : one.size[row]]}
    for row in range(len(one.size)):
        assert [n for n in one.note[row, : one.size[row]] if n != 3] == other.note[row, : other.size[row]].tolist()


@pytest.mark.parametrize(
    "weight",
    ["relevance", "engagement", "popularity", "freshness", "body_match", "fresh_days", "age_cost", "window_days"],
)
def test_every_weight_has_its_say(weight):
    log = content_of(2)
    other = LAW._replace(**{weight: getattr(LAW, weight) * 0.3 + 0.01})
    assert not np.array_equal(index_of(log).score, index_of(log, law=other).score)


def slow_results(notes, scores, own, window, wanted, read):
    """Of the next unread ``window`` notes, take the best; of equals the one higher in the list."""
    rest = [(note, score) for note, score in zip(notes, scores, strict=True) if note not in read]
    results = []
    while rest and len(results) < wanted:
        values = [np.float32(score) + np.float32(own[note]) for note, score in rest[:window]]
        results.append(rest.pop(int(np.argmax(values)))[0])
    return results


@given(st.integers(0, 10_000), st.integers(1, 16), st.integers(0, MAX_LOOK), st.integers(0, 5), st.booleans())
def test_results_are_the_list_with_a_personal_touch(seed, window, wanted, n_read, personal):
    draw = np.random.default_rng(seed)
    m = int(draw.integers(1, 70))
    notes, scores = draw.permutation(m).astype(np.int32), -np.sort(-np.round(draw.normal(0, 1, m) * 4) / 4)
    index = Index(notes[None], scores.astype(np.float32)[None], np.array([m]), 1, 1)
    vec = draw.normal(0, 0.3, (m, 16)).astype(np.float32)
    taste = draw.normal(0, 0.3, (1, 16)).astype(np.float32)
    desk, law = new_desk(), LAW._replace(window=window, taste=1.0 if personal else 0.0)
    desk.read[:n_read] = notes[:n_read] if n_read <= m else -1
    n = compiled_assemble(desk, index, 0, wanted, n_read, 0, taste, 1.0, vec, law)
    parts = (vec * taste[0]).reshape(m, 4, 4).cumsum(axis=1)[:, -1] * law.taste  # four sums, as the kernel's
    own = (parts[:, 0] + parts[:, 1]) + (parts[:, 2] + parts[:, 3])
    read = set(desk.read[:n_read].tolist())
    assert desk.result[:n].tolist() == slow_results(notes, index.score[0], own, window, wanted, read)
