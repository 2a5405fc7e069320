"""A reader's feed: which channels, and whose is told first."""

from explore_example import SLOTS

from xhs_sim.explore.feed import most_telling, reasons


def test_channels_are_counted_the_most_first():
    assert reasons(SLOTS, SLOTS[:2]) == {"fresh": 2, "hot": 2, "feed_ad": 1}
    assert list(reasons(SLOTS[:1], SLOTS[1:2], SLOTS[1:2])) == ["fresh", "hot"]
    assert reasons() == {}


def test_the_feed_of_most_channels_is_told_first():
    assert most_telling({3: SLOTS[:1], 9: SLOTS, 4: SLOTS}) == 4
    assert most_telling({}) is None
