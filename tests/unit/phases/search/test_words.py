"""Keywords: keyed by note, and a brief only ever adds some."""

import numpy as np

from xhs_sim.config import load_config
from xhs_sim.phases.search.words import TITLE, words_of
from xhs_sim.rng import Streams

WORDS = load_config().search.words
KEYS = np.arange(1000, 21_000)


def number_of(words):
    return np.bitwise_count(words & np.uint32(0xFFFF))


def test_a_note_contains_the_asked_share_of_words():
    share = number_of(words_of(KEYS, WORDS, Streams(1))).mean() / WORDS.number
    assert abs(share - WORDS.coverage) < 0.01


def test_words_belong_to_the_note_and_not_to_its_place():
    words = words_of(KEYS, WORDS, Streams(1))
    assert np.array_equal(words_of(KEYS[::-1], WORDS, Streams(1))[::-1], words)
    assert not np.array_equal(words_of(KEYS, WORDS, Streams(2)), words)


def test_without_a_brief_a_note_is_as_organic_ones():
    assert np.array_equal(words_of(KEYS, WORDS, Streams(1), 0.0), words_of(KEYS, WORDS, Streams(1)))


def test_a_brief_only_adds_words():
    words, briefed = words_of(KEYS, WORDS, Streams(1)), words_of(KEYS, WORDS, Streams(1), 0.5)
    assert (words & ~briefed == 0).all()
    assert number_of(briefed).mean() > number_of(words).mean() + 4
    assert (number_of(words_of(KEYS, WORDS, Streams(1), 1.0)) == WORDS.number).all()


def test_a_word_in_the_title_is_in_the_note():
    words = words_of(KEYS, WORDS, Streams(1))
    title = words >> np.uint32(TITLE)
    assert (title & ~words == 0).all()
    assert abs(np.bitwise_count(title).sum() / number_of(words).sum() - WORDS.title_share) < 0.01
    assert (words_of(KEYS, WORDS.model_copy(update={"title_share": 0.0}), Streams(1)) >> np.uint32(TITLE) == 0).all()
    one = WORDS.model_copy(update={"number": 1})
    assert (number_of(words_of(KEYS, one, Streams(1))) <= 1).all()
