"""The book of notes without the label: what each brand and each creator knows by when."""

import numpy as np
import pytest

from xhs_sim.strategies.campaign.disclosure import Seen
from xhs_sim.strategies.campaign.outside_notes import OutsideNotes

DAYS = 14


@pytest.fixture
def book():
    """Return a book of three notes of brand 0 on day 1, by creators 5, 6 and 5, and one of brand 2 on day 3, by 7."""
    made = OutsideNotes()
    made.add(np.array([11, 12, 13]), 0, np.array([5, 6, 5]), np.array([100.0, 50.0, 20.0]), 1)
    made.add(np.array([14]), 2, np.array([7]), np.array([10.0]), 3)
    return made


def test_a_note_is_known_when_it_is_caught_or_old_enough(book):
    assert book.seen_of_brand(0, 1 + DAYS - 1, DAYS) == Seen(0, 0, 0, 0)
    book.catch(np.array([1]), 4)
    assert book.seen_of_brand(0, 4, DAYS) == Seen(1, 1, 1, 1)
    assert book.seen_of_brand(0, 1 + DAYS, DAYS) == Seen(3, 1, 3, 1)
    assert book.seen_of_brand(0, 3 + DAYS, DAYS) == Seen(3, 1, 4, 1)
    assert book.seen_of_brand(2, 3 + DAYS, DAYS) == Seen(1, 0, 4, 1)


def test_creators_know_their_own_notes_apart_from_those_of_all(book):
    book.catch(np.array([0, 3]), 4)
    seen = book.seen_of_creators(np.array([7, 5, 99]), 1 + DAYS, DAYS)
    assert seen.own.tolist() == [1, 2, 0]
    assert seen.own_caught.tolist() == [1, 1, 0]
    assert (seen.all, seen.all_caught) == (4, 2)


def test_a_caught_note_is_open_no_more(book):
    book.catch(np.array([0, 2]), 4)
    assert book.open.tolist() == [1, 3]
    assert book.cost_cny[book.caught_day == 4].sum() == 120.0


def test_an_empty_book_tells_nothing():
    assert OutsideNotes().seen_of_brand(0, 9, DAYS) == Seen(0, 0, 0, 0)
    assert OutsideNotes().seen_of_creators(np.array([3]), 9, DAYS).own.tolist() == [0]
