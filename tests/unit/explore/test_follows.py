"""The part of the follower graph that is drawn, of graphs made by hand."""

import numpy as np

from xhs_sim.explore.follows import N_EACH, choose_authors, part_of
from xhs_sim.world.follower_graph import from_pairs

N = 60
BEFORE = from_pairs(*np.array([(0, 10), (0, 11), (1, 10), (2, 12), *((3, user) for user in range(10, 40))]).T, N)
ONE = from_pairs(*np.array([(0, 10), (0, 11), (0, 13), (1, 10), (2, 12), (2, 14), (2, 15)]).T, N)
OTHER = from_pairs(*np.array([(0, 10), (1, 10), (1, 16), (1, 17), (1, 18), (2, 12)]).T, N)
TOPICS = np.arange(N) % 5


def test_authors_are_chosen_by_what_they_won_under_either_plan():
    # 1 won three under the other plan, 2 two and 0 one under the first; all readers follow 3, who is no part of it.
    assert choose_authors(BEFORE, (ONE, OTHER), n_readers=N) == (1, 2, 0)
    assert choose_authors(BEFORE, (ONE,), n_readers=N) == (2, 0, 1)
    assert choose_authors(BEFORE, (ONE, OTHER), n_readers=N, n=1) == (1,)


def test_of_authors_who_won_nothing_those_are_chosen_who_have_most():
    assert choose_authors(BEFORE, (BEFORE, BEFORE), n_readers=N) == (0, 1, 2)


def test_follows_are_told_apart_by_when_they_began():
    part = part_of(BEFORE, ONE, (2, 0), TOPICS)
    assert part.authors == ((2, 2, 3, 2, 0), (0, 0, 3, 1, 0))
    assert set(part.kept) == {(12, 2), (10, 0), (11, 0)}
    assert set(part.begun) == {(14, 2), (15, 2), (13, 0)}


def test_follows_that_ended_are_counted_and_not_drawn():
    part = part_of(BEFORE, OTHER, (0, 1), TOPICS)
    assert [author.ended for author in part.authors] == [1, 0]
    assert (11, 0) not in part.kept


def test_a_large_author_shows_first_who_follows_several():
    many = from_pairs(*np.array([*((3, user) for user in range(10, 40)), (1, 39)]).T, N)
    part = part_of(many, many, (3, 1), TOPICS)
    assert part.kept[0] == (39, 3)
    assert sum(author == 3 for _, author in part.kept) == N_EACH


def test_a_graph_without_authors_has_nothing_to_draw():
    assert part_of(BEFORE, ONE, (), TOPICS) == ((), (), ())
