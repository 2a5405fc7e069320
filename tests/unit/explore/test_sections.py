"""The parts of the page: what they hold, in text and for who cannot see the pictures."""

import re

import pytest
from explore_example import both

from xhs_sim.explore import sections
from xhs_sim.report.words import load_words

EN = load_words("en")
MADE = (sections.days_section, sections.ladder_section, sections.follows_section)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_every_picture_says_what_it_shows_now(make, language):
    pictures = re.findall(
        r'<img src="data:image/svg\+xml;base64,[^"]+" alt="([^"]*)">', make(both(), load_words(language))
    )
    assert pictures
    assert all(re.search(r"\d", alt) and len(alt) > 40 for alt in pictures)


def test_a_picture_is_the_same_each_time():
    assert sections.follows_section(both(), EN) == sections.follows_section(both(), EN)


def test_a_feed_is_filtered_by_what_put_notes_there():
    whole, hot = (sections.feed_section(both(), 5, why, EN) for why in ("", "hot"))
    assert whole.count("<li>") == 6
    assert hot.count("<li>") == 2
    assert "hot, promoted twice" in hot
    assert "under its guarantee" not in hot


def test_a_reader_who_stayed_away_is_told():
    assert "did not open the app" in sections.feed_section(both(), 6, "", EN)


def test_figures_are_held_against_each_other():
    page = sections.days_section(both(), EN)
    assert re.search(r"People reached</th><td>2k</td><td>1.50k</td><td>−\u2060500</td>", page)
