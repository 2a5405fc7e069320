"""What the page says, in both languages, of figures that are known."""

import pytest
from explore_example import PATH, SLOTS, both

from xhs_sim.explore import said
from xhs_sim.explore.market import Place
from xhs_sim.explore.seen import Both
from xhs_sim.report.words import load_words

EN, ZH = load_words("en"), load_words("zh")
JOIN = "\u2060"


def plain(text):
    return text.replace(JOIN, "")


def test_the_difference_is_told_in_one_sentence_with_units():
    assert plain(said.lead(both(), EN)) == (
        "After day 2, plan B against plan A: −500 people reached (1.50k against 2k); "
        "¥0 of sales (¥4k against ¥4k); −¥450 spent (¥450 against ¥900)."
    )
    assert plain(said.lead(both(), ZH)).startswith("第 2 天结束时，方案 B 比方案 A：触达人数 −500")


def test_two_plans_that_are_one_are_told_so():
    assert said.lead(both(same=True), EN).startswith("After day 2, both plans are the same")
    seen = both()
    assert said.lead(Both(place=Place(), day=0, sides=seen.sides), EN) == EN.say("explore_lead_none")


def test_the_market_says_that_it_is_small_and_how_small():
    assert "3,000 readers are simulated, each standing for 20 people of a market of 60k" in said.about(both(), EN)
    assert "not a forecast" in EN.say("explore_small")
    assert "不是预测" in ZH.say("explore_small")


def test_a_way_is_told_from_its_publication_to_its_end():
    told = said.way(1, PATH, both().sides[0], EN)
    assert told == (
        "1: video on skincare, author with 2.30k followers, paid. Published on day 4; hot by the evening of day 4; "
        "rising by the evening of day 5; no longer shown from day 7."
    )


def test_a_place_of_a_feed_is_told_with_its_author_and_its_reason():
    told = said.slot(SLOTS[0], EN)
    assert told["note"] == "Skincare, video"
    assert told["author"] == "KOC author, 1.50k followers"
    assert (told["why"], told["marks"]) == ("hot, promoted twice", ["paid", "opened"])
    assert said.slot(SLOTS[2], EN)["note"] == "An ad that is no author’s note"


@pytest.mark.parametrize("words", [EN, ZH])
def test_every_channel_has_a_reason_and_every_ranker_and_mix_a_name(words):
    from xhs_sim.config import list_choices
    from xhs_sim.diary.words import WORDS
    from xhs_sim.explore.market import MIXES

    assert all(words.say(f"explore_why_{channel}") for channel in WORDS["channels"])
    assert all(words.say(f"explore_ranker_{ranker}") for ranker in list_choices()["ranker"])
    assert all(words.say(f"explore_mix_{mix}") for mix in MIXES)


def test_why_a_feed_is_empty_is_told():
    assert said.feed_head("Plan A", (), 0, EN) == "Plan A: the reader did not open the app."
    assert said.feed_head("Plan A", (), 9, EN) == "Plan A: no note came this way."
    assert said.feed_head("Plan A", SLOTS, 9, EN) == "Plan A: 3 of 9 notes shown"
