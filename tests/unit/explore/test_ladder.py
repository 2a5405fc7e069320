"""The ladder: where notes stand, how they move, and the ways that are told; all by hand."""

import numpy as np
import pytest

from xhs_sim.explore.ladder import OUT, RUNGS, About, Standing, choose_paths, moves, path_of

FRESH, MAIN, RISING, HOT = range(len(RUNGS))


def standing(day, **rungs):
    """Return a morning: ``n7=HOT`` is note 7 on the highest rung; notes from 90 on are paid."""
    notes = sorted((int(name[1:]), rung) for name, rung in rungs.items())
    keys = np.array([key for key, _ in notes], np.int64)
    columns = (
        np.array([rung for _, rung in notes], np.int8), np.zeros(len(notes), np.int16), (10 * keys).astype(np.int32),
        (keys % 3).astype(np.int8), (keys % 2).astype(np.uint8), (keys >= 90).astype(np.uint8),
    )  # fmt: skip
    return Standing(day, tuple(int((columns[0] == rung).sum()) for rung in range(len(RUNGS))), About(keys, *columns))


DAYS = (
    standing(0, n1=FRESH, n2=MAIN, n3=RISING),
    standing(1, n1=MAIN, n2=MAIN, n3=HOT, n90=FRESH),
    standing(2, n1=MAIN, n3=RISING, n4=FRESH, n90=RISING),
    standing(3, n1=MAIN, n4=MAIN, n90=RISING),
)


def test_moves_are_counted_between_two_evenings():
    assert moves(DAYS[0], DAYS[1]) == (1, 1, 0, 1, 0)  # 90 is new, 3 goes up, 1 settles
    assert moves(DAYS[1], DAYS[2]) == (1, 1, 1, 0, 1)  # 4 is new, 90 up, 3 down, 2 leaves
    assert moves(DAYS[2], DAYS[2]) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize(("key", "steps", "until"), [
    (1, ((0, FRESH), (1, MAIN)), 3),
    (2, ((0, MAIN), (2, OUT)), 2),
    (3, ((0, RISING), (1, HOT), (2, RISING), (3, OUT)), 3),
    (90, ((1, FRESH), (2, RISING)), 3),
])  # fmt: skip
def test_a_way_tells_only_changes(key, steps, until):
    path = path_of(key, DAYS)
    assert path.steps == steps
    assert path.until == until
    assert (path.creator, path.topic, path.is_video, path.is_sponsored) == (10 * key, key % 3, key % 2 == 1, key >= 90)


def test_the_highest_are_chosen_and_one_that_fell_and_one_that_was_paid():
    assert [path.key for path in choose_paths(DAYS, n=3)] == [90, 3, 1]
    assert [path.top for path in choose_paths(DAYS, n=3)] == [RISING, HOT, MAIN]
    assert choose_paths(()) == ()


def test_no_more_notes_are_chosen_than_there_are():
    assert sorted(path.key for path in choose_paths(DAYS, n=9)) == [1, 2, 3, 4, 90]
