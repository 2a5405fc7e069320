"""Intent: who searches for what, and that each dial turns what it says."""

import numpy as np
import pytest
from toy_world import log_of, states_of, truth_of

from xhs_sim.config import load_config
from xhs_sim.phases.search.intent import kind_of, list_of, plan_queries
from xhs_sim.phases.search.law import BRAND, KEYWORD, SEARCH_BACK, TOPIC, intent_keys, intent_law
from xhs_sim.rng import Streams

N = 20_000
LAW = intent_law(load_config(["search.intent.searcher_share=1"]))._replace(need_share=0.0)
TASTE = np.eye(16, dtype=np.float32)[3]  # everybody likes topic 3
UNSEEN = {"impressions": 0, "stage": 0}


def planned(day=0, states=None, eager=1.0, **changes):
    """Return count, kinds, lists and purposes of everybody's queries."""
    brands = states_of(N, len(LAW.brand_topic), **(states or UNSEEN))
    law = LAW._replace(**changes)
    eagerness = np.full(N, eager, np.float32)
    asked = plan_queries(
        np.arange(N), eagerness, log_of(N), truth_of(N, taste=TASTE), brands, law, intent_keys(Streams(5), day)
    )
    count, codes = asked.n_queries, asked.codes
    there = codes[np.arange(codes.shape[1]) < count[:, None]]
    return count, np.array([kind_of(c) for c in there]), np.array([list_of(c) for c in there]), there & 1


def test_nobody_searches_when_nobody_is_a_searcher():
    assert planned(searcher_share=0.0, need_share=1.0, search_back=0.5)[0].sum() == 0


def test_searchers_are_the_asked_share_and_the_same_every_day():
    asked = [planned(day, searcher_share=0.6, day_share=1.0)[0] > 0 for day in (0, 1)]
    assert asked[0].mean() == pytest.approx(0.6, abs=0.01)
    assert np.array_equal(*asked)


def test_search_days_and_paths_follow_their_dials():
    count, kinds, _, _ = planned(day_share=0.4, paths=2.0)
    assert (count > 0).mean() == pytest.approx(0.4, abs=0.01)
    assert (kinds == TOPIC).sum() / (count > 0).sum() == pytest.approx(2.0, rel=0.02)


def test_eager_users_search_on_more_days_and_more():
    count, kinds, _, _ = planned(eager=2.0, day_share=0.2, paths=2.0)
    assert (count > 0).mean() == pytest.approx(0.4, abs=0.01)
    assert (kinds == TOPIC).sum() / (count > 0).sum() == pytest.approx(3.0, rel=0.02)


def test_topics_are_searched_by_taste_and_by_how_much_they_are_looked_up():
    searched = np.ones_like(LAW.searched)
    searched[5] = 3.0
    even = np.ones(16, np.float32)
    law = LAW._replace(day_share=1.0, self_initiated=1.0, refine_share=0.0, searched=searched)
    asked = plan_queries(
        np.arange(N), np.ones(N, np.float32), log_of(N), truth_of(N, taste=even),
        states_of(N, len(LAW.brand_topic), **UNSEEN), law, intent_keys(Streams(5), 0),
    )  # fmt: skip
    there = asked.codes[np.arange(asked.codes.shape[1]) < asked.n_queries[:, None]]
    topics = np.bincount([list_of(code) // (len(LAW.words) + 1) for code in there])
    assert topics[5] / np.delete(topics, 5).mean() == pytest.approx(3.0, rel=0.05)


def test_a_broad_query_is_refined_as_often_as_asked():
    _, kinds, _, _ = planned(day_share=1.0, refine_share=0.64)
    assert (kinds == KEYWORD).sum() / (kinds == TOPIC).sum() == pytest.approx(0.64, abs=0.01)


def test_paths_come_from_taste_unless_they_follow_what_is_popular():
    words = len(LAW.words) + 1
    own = planned(day_share=1.0, self_initiated=1.0)[2]
    assert set(own // words) == {3}
    popular = planned(day_share=1.0, self_initiated=0.0, refine_share=0.0)[2] // words
    shares = np.bincount(popular, minlength=len(LAW.topics)) / len(popular)
    assert shares.cumsum() == pytest.approx(LAW.topics, abs=0.02)


def test_words_are_searched_by_zipf():
    flat = intent_law(load_config(["search.words.exponent=0"])).words
    assert np.diff(flat) == pytest.approx(1 / len(flat))
    weights = np.diff(LAW.words, prepend=0.0)
    assert weights[0] / weights[1] == pytest.approx(2.0)


def test_needs_are_searched_to_buy_and_some_by_a_known_brand():
    own = LAW._replace(
        need_days=1.0, need_share=1.0, need_words=0.0, day_share=0.0, brand_topic=np.array([3]), brand_word_share=0.5
    )
    half, kinds, _, purchase = planned(**own._asdict(), states={"impressions": 0, "stage": 1})
    assert (half > 0).all()
    assert purchase.all()
    assert (kinds == BRAND).sum() / N == pytest.approx(0.5, abs=0.02)
    nobody_knows = planned(**own._asdict())
    assert BRAND not in nobody_knows[1]
    assert (planned(**(own._asdict() | {"need_share": 0.3}))[0] > 0).mean() == pytest.approx(0.3, abs=0.02)


def test_a_need_is_compared_by_further_words_of_its_topic():
    plain = {"need_days": 1.0, "need_share": 1.0, "day_share": 0.0, "refine_share": 0.0, "brand_word_share": 0.0}
    count, kinds, rows, _ = planned(**plain, need_words=0.0)
    more, kinds_more, rows_more, purchase_more = planned(**plain, need_words=0.5)
    assert set(kinds.tolist()) == {TOPIC}
    assert (more.sum() - count.sum()) / count.sum() == pytest.approx(0.5, abs=0.03)
    assert (kinds_more == KEYWORD).sum() == more.sum() - count.sum()
    assert purchase_more.all()
    assert set(rows_more.tolist()) > set(rows.tolist())


def test_only_who_saw_a_brand_looks_it_up_and_interest_helps():
    dials = {"day_share": 0.0, "search_back": 0.1, "search_back_interest": 2.0, "brand_topic": np.array([3])}
    seen = {"impressions": 1, "stage": 1}
    assert SEARCH_BACK not in planned(**dials, states={"impressions": 0, "stage": 1})[1]
    assert (planned(**dials, states=seen)[1] == SEARCH_BACK).sum() / N == pytest.approx(0.1, abs=0.01)
    keen = planned(**dials, states=seen | {"interest": 1.0})[1]
    assert (keen == SEARCH_BACK).sum() / N == pytest.approx(0.3, abs=0.015)


def test_users_draw_for_themselves():
    rows = np.arange(0, N, 3)
    brands = states_of(N, len(LAW.brand_topic), **UNSEEN)
    arguments = log_of(N), truth_of(N, taste=TASTE), brands, LAW, intent_keys(Streams(5), 0)
    everyone, some = (plan_queries(who, np.ones(len(who), np.float32), *arguments) for who in (np.arange(N), rows))
    assert np.array_equal(everyone.codes[rows], some.codes)
