"""The filter of shown notes: forgets nothing young, rarely names a stranger, and forgets in the end."""

import numpy as np
import pytest
from numba import njit
from toy_world import log_of

from xhs_sim.phases.engagement.cards import mark_of
from xhs_sim.phases.engagement.seen import is_seen, mark_seen

BITS, YOUNG = 512, 128  # of one generation


@njit
def show_all(users, marks, most=YOUNG):
    for mark in marks:
        mark_seen(users, 0, mark, most)


@njit
def ask_all(seen, marks):
    out = np.zeros(len(marks), np.bool_)
    for i in range(len(marks)):
        out[i] = is_seen(seen, 0, marks[i])
    return out


def marks_of(keys):
    return np.array([mark_of(key) for key in keys], np.int64)


@pytest.mark.parametrize("n", [1, 100, 128, 129, 256, 400])
def test_the_last_128_shown_are_known(n):
    users, marks = log_of(1), marks_of(range(n))
    show_all(users, marks)
    assert ask_all(users.seen, marks[-YOUNG:]).all()


def test_nobody_has_seen_anything_at_first():
    assert not ask_all(log_of(1).seen, marks_of(range(1000))).any()


def test_strangers_are_taken_for_seen_as_often_as_theory_says():
    users = log_of(1)
    show_all(users, marks_of(range(2 * YOUNG)))  # two full generations of one bit a note
    wrong = ask_all(users.seen, marks_of(range(10**6, 10**6 + 20_000))).mean()
    theory = 1 - (1 - 1 / BITS) ** (2 * YOUNG)
    assert wrong == pytest.approx(theory, abs=0.03)


@pytest.mark.parametrize(("bits", "young"), [(4096, 512), (8192, 1024), (65536, 1024)])
def test_a_larger_filter_knows_more_notes_and_mistakes_as_many_strangers_as_theory_says(bits, young):
    users = log_of(1)._replace(seen=np.zeros((1, bits // 32), np.uint64))
    show_all(users, marks_of(range(2 * young)), young)
    assert ask_all(users.seen, marks_of(range(2 * young))).all()
    wrong = ask_all(users.seen, marks_of(range(10**6, 10**6 + 20_000))).mean()
    assert wrong == pytest.approx(1 - (1 - 1 / bits) ** (2 * young), abs=0.02)
    show_all(users, np.full(2 * young, 77, np.int64), young)
    assert ask_all(users.seen, marks_of(range(2 * young))).mean() < 0.01


def test_what_lies_two_generations_back_is_forgotten():
    users = log_of(1)
    show_all(users, np.zeros(1, np.int64))
    show_all(users, np.full(3 * YOUNG, 77, np.int64))
    assert not ask_all(users.seen, np.zeros(1, np.int64))[0]
    assert ask_all(users.seen, np.array([77]))[0]


def test_one_users_filter_says_nothing_of_anothers():
    users = log_of(2)
    show_all(users, marks_of(range(50)))
    assert users.seen[1].sum() == 0
