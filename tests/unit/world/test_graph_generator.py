"""The laws of the generated graph: degrees, homophily, mutual follows, clusters, limits."""

import numpy as np
import pytest
from graph_market import DIALS, generate, market
from graph_measures import local_clustering, reciprocity, same_topic_share

from xhs_sim.config import ConfigError

N = 20_000


@pytest.fixture(scope="module")
def usual():
    people = market(N)
    return people, generate(people)


def test_the_mean_of_followees_is_met(usual):
    assert usual[1].n_edges / N == pytest.approx(DIALS["mean_followees"], rel=0.001)


def test_followees_are_lognormal_with_the_spread_asked_for(usual):
    log = np.log(np.maximum(usual[1].followees_count(), 0.5))
    assert log.std() == pytest.approx(DIALS["followees_log_sd"], rel=0.05)
    skew = ((log - log.mean()) ** 3).mean() / log.std() ** 3
    assert abs(skew) < 0.15


def test_followers_go_by_weight_where_circles_do_not_decide(usual):
    (_, _, weight), graph = usual
    followers = graph.n_followers()
    bands = [(30, 100), (100, 300), (300, 1000)]
    ratio = [followers[s].sum() / weight[s].sum() for s in ((weight >= a) & (weight < b) for a, b in bands)]
    assert max(ratio) / min(ratio) < 1.15


def test_the_tail_of_followers_is_as_heavy_as_that_of_the_weights(usual):
    (_, _, weight), graph = usual

    def exponent(x):
        tail = x[x >= 50]
        return 1 + tail.size / np.log(tail / 49.5).sum()

    assert exponent(graph.n_followers()) == pytest.approx(exponent(weight), abs=0.25)


def test_the_followers_of_the_greatest_stop_at_the_cap():
    topics, keys, weight = market(N)
    cap = 0.02 * N
    followers = generate((topics, keys, weight), max_inside_share=0.02).n_followers()
    assert followers[weight > 3 * cap].mean() == pytest.approx(cap, rel=0.1)
    assert followers.max() < 1.5 * cap


def test_homophily_raises_the_share_of_follows_within_a_topic():
    people = market(5000)
    topics = people[0]
    chance = (np.bincount(topics) / topics.size) ** 2
    shares = [same_topic_share(generate(people, homophily=h), topics) for h in (0.0, 0.3, 0.6, 1.0)]
    assert shares == sorted(shares)
    assert shares[0] == pytest.approx(chance.sum(), abs=0.03)
    assert shares[-1] > 0.95


def test_small_accounts_follow_each_other_and_know_each_others_friends(usual):
    _, graph = usual
    small = np.flatnonzero(graph.n_followers() < 100)[::60]
    assert 0.25 < reciprocity(graph) < 0.45
    assert np.nanmean(local_clustering(graph, small)) > 0.2


def test_reciprocation_raises_mutual_follows_and_copying_raises_clustering():
    people = market(5000)
    mutual = [reciprocity(generate(people, reciprocation=r)) for r in (0.0, 0.5, 1.0)]
    assert mutual == sorted(mutual)
    rows = np.arange(0, 5000, 25)
    clustering = [np.nanmean(local_clustering(generate(people, copy_share=c), rows)) for c in (0.0, 0.25, 0.5)]
    assert clustering == sorted(clustering)


def test_without_structure_it_is_a_random_graph():
    flat = {"followees_log_sd": 0.0, "homophily": 0.0, "copy_share": 0.0, "circle_share": 0.0}
    topics, keys, _ = market(4000)
    graph = generate((topics, keys, np.ones(4000, np.float32)), mean_followees=20.0, **flat)
    followers = graph.n_followers()
    assert followers.mean() == pytest.approx(20.0, rel=0.001)
    assert followers.var() == pytest.approx(20.0, rel=0.1)  # binomial
    assert np.nanmean(local_clustering(graph, np.arange(0, 4000, 10))) == pytest.approx(2 * 20 / 4000, rel=0.15)
    assert reciprocity(graph) == pytest.approx(20 / 4000, rel=0.3)


def test_when_all_follow_all_the_graph_is_complete():
    graph = generate(market(60), mean_followees=59.0, followees_log_sd=0.0, max_inside_share=1.0)
    assert graph.n_followers().tolist() == [59] * 60


def test_users_without_weight_still_get_a_graph():
    topics, keys, weight = market(500)
    assert generate((topics, keys, weight * 0)).n_edges == pytest.approx(500 * 30, rel=0.001)


def test_a_topic_without_users_is_no_obstacle():
    topics, keys, weight = market(500)
    topics = np.where(topics == 3, 4, topics).astype(np.int8)
    assert generate((topics, keys, weight), homophily=1.0).n_edges == pytest.approx(500 * 30, rel=0.001)


def test_impossible_wishes_are_refused_by_name():
    with pytest.raises(ConfigError, match=r"graph.mean_followees = 30 .* 19"):
        generate(market(20))
    with pytest.raises(ConfigError, match=r"graph.copy_share \+ graph.circle_share = 1.2"):
        generate(market(100), copy_share=0.6, circle_share=0.6)
    topics, keys, weight = market(100)
    with pytest.raises(ValueError, match="weights"):
        generate((topics, keys, -weight))
    with pytest.raises(ValueError, match="topics must lie"):
        generate((topics + np.int8(9), keys, weight))
