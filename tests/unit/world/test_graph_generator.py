"""The laws of the generated ties: degrees, homophily, shared favourites, friends, limits."""

import numpy as np
import pytest
from graph_market import DIALS, generate, market, ties
from graph_measures import local_clustering, same_topic_share

N = 20_000


@pytest.fixture(scope="module")
def usual():
    people = market(N, readers=0.25)
    return people, ties(people)


def test_a_creator_has_exactly_the_followers_asked_for_and_all_of_them_read(usual):
    (_, _, followers, is_reader), (follows, _) = usual
    assert follows.n_followers().tolist() == followers.tolist()
    assert is_reader[follows.followers].all()
    assert not is_reader.all()


def test_who_is_followed_by_nearly_all_still_has_exactly_its_followers():
    topics, keys, _, is_reader = market(400)
    followers = np.arange(400)
    graph = generate((topics, keys, followers, is_reader), homophily=0.9)
    assert graph.n_followers().tolist() == followers.tolist()
    everybody = set(range(400))
    assert set(graph.followers_of(399).tolist()) == everybody - {399}


def test_followees_spread_as_asked_for_where_nobody_is_followed_by_most():
    topics, keys, _, is_reader = market(5000)
    followees = generate((topics, keys, np.full(5000, 150), is_reader)).followees_count()
    assert followees.mean() == 150
    assert np.log(np.maximum(followees, 0.5)).std() == pytest.approx(DIALS["followees_log_sd"], rel=0.1)
    large = np.where(np.arange(5000) % 100, 0, 4000)  # whom most follow leave less of a choice
    assert np.log(np.maximum(generate((topics, keys, large, is_reader)).followees_count(), 1)).std() < 0.6


def test_whoever_is_keener_follows_more_of_the_large_and_of_the_small():
    topics, keys, followers, is_reader = market(5000)
    few = generate((topics, keys, np.minimum(followers, 20), is_reader), copy_share=0.0).followees_count()
    many = generate((topics, keys, np.where(np.arange(5000) < 40, 3000, 0), is_reader)).followees_count()
    assert np.corrcoef(np.log1p(few), np.log1p(many))[0, 1] > 0.6


def test_homophily_raises_the_share_of_follows_within_a_topic():
    topics, keys, followers, is_reader = market(5000)
    people = topics, keys, np.minimum(followers, 60), is_reader
    shares = [same_topic_share(generate(people, homophily=h, copy_share=0.0), topics) for h in (0.0, 0.3, 0.6, 1.0)]
    assert shares == sorted(shares)
    assert shares[0] == pytest.approx(1 / 8, abs=0.04)
    assert shares[2] == pytest.approx(0.6 + 0.4 / 8, abs=0.04)


def test_copying_gives_mates_shared_favourites():
    topics, keys, followers, is_reader = market(5000)
    small = topics, keys, np.minimum(followers, 40), is_reader

    def shared(copy_share):
        follows, friends = ties(small, copy_share=copy_share, homophily=0.0)
        by_user = follows.by_user()
        mine = [set(by_user.followers_of(u).tolist()) for u in range(5000)]
        users, others = friends.pairs()
        both = [
            len(mine[a] & mine[b]) / max(min(len(mine[a]), len(mine[b])), 1) for a, b in zip(users, others, strict=True)
        ]
        return np.mean(both)

    found = [shared(c) for c in (0.0, 0.3, 0.6)]
    assert found == sorted(found)
    assert found[-1] > 3 * found[0]


def test_friends_are_mutual_as_many_as_asked_for_and_know_each_other(usual):
    (_, _, _, is_reader), (_, friends) = usual
    assert is_reader[friends.followers].all()
    assert not friends.n_followers()[~is_reader].any()
    users, others = friends.pairs()
    assert {*zip(users.tolist(), others.tolist(), strict=True)} == {*zip(others.tolist(), users.tolist(), strict=True)}
    n_friends = friends.n_followers()[is_reader]
    assert n_friends.mean() == pytest.approx(DIALS["friends_mean"], rel=0.1)
    assert np.nanmean(local_clustering(friends, np.flatnonzero(is_reader)[::50])) == pytest.approx(0.5, abs=0.1)


def test_friends_are_as_many_however_few_of_the_people_read():
    mean = {
        share: (found := ties(market(N, readers=share)).friends.n_followers())[found > 0].mean()
        for share in (1.0, 0.1, 0.05)
    }
    assert mean[0.1] == pytest.approx(mean[1.0], rel=0.05)
    assert mean[0.05] == pytest.approx(mean[1.0], rel=0.1)  # circles cut short by a topic are smaller


def test_without_structure_it_is_a_random_graph():
    flat = {"followees_log_sd": 0.0, "homophily": 0.0, "copy_share": 0.0}
    topics, keys, _, is_reader = market(4000)
    graph = generate((topics, keys, np.full(4000, 20), is_reader), **flat)
    followees = graph.followees_count()
    assert followees.var() == pytest.approx(20.0, rel=0.1)  # binomial
    assert np.nanmean(local_clustering(graph, np.arange(0, 4000, 10))) == pytest.approx(2 * 20 / 4000, rel=0.15)


def test_a_topic_without_readers_is_no_obstacle():
    topics, keys, followers, is_reader = market(500)
    few = np.minimum(followers, 200)
    graph = generate((topics, keys, few, is_reader & (topics != 3)), homophily=1.0)
    assert graph.n_edges == few.sum()


def test_impossible_wishes_are_refused_by_name():
    topics, keys, followers, is_reader = market(100)
    with pytest.raises(ValueError, match="at most all readers but itself"):
        generate((topics, keys, followers + 100, is_reader))
    with pytest.raises(ValueError, match="somebody must read"):
        generate((topics, keys, followers * 0, is_reader & False))
    with pytest.raises(ValueError, match="topics must lie"):
        generate((topics + np.int8(9), keys, followers, is_reader))
