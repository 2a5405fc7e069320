"""Streams: keys by purpose and time, from the run's seed or from that of the purpose's part."""

import pytest

from xhs_sim.rng import PARTS, PURPOSES, Streams, part_of

ONE = {part: min(its) for part, its in PURPOSES.items()}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_with_a_seed_of_its_own_is_drawn_anew_and_no_other(part):
    usual, other = Streams(3), Streams(3, {part: 9})
    for each, purpose in ONE.items():
        assert (usual.key(purpose, 2, 1) == other.key(purpose, 2, 1)) == (each != part)
    assert other.key(ONE[part], 2, 1) == Streams(9).key(ONE[part], 2, 1)


def test_the_same_seed_given_by_part_is_the_same_run():
    given = Streams(3, dict.fromkeys(PARTS, 3))
    assert all(given.key(purpose) == Streams(3).key(purpose) for its in PURPOSES.values() for purpose in its)


def test_names_of_many_go_by_how_they_begin():
    assert part_of("aware of qingrou") == "world"
    assert part_of("search click") == "behaviour"
    assert part_of("searcher") == "world"
    assert part_of("nobody's") is None


def test_what_nobody_here_knows_is_behaviour():
    assert Streams(3, {"behaviour": 9}).key("nobody's") == Streams(9).key("nobody's")
