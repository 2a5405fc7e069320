"""Which notes a campaign amplifies, for whom, and with which part of the money."""

import numpy as np
import pytest

from xhs_sim.config import ConfigError, load_config
from xhs_sim.phases.ads.lines import audience_of
from xhs_sim.strategies.campaign.amplify import NoteResults, best_notes
from xhs_sim.strategies.campaign.money import budget_fen


def results(*rows):
    return NoteResults(*(np.array(column) for column in zip(*rows, strict=True)))


def test_the_notes_that_do_best_per_impression_come_first():
    table = results((1, 1000, 50, 5), (2, 1000, 120, 12), (3, 4000, 320, 32))
    assert best_notes(table, 2).tolist() == [1, 2]


def test_one_lucky_impression_does_not_make_the_best_note():
    assert best_notes(results((1, 1000, 200, 40), (2, 1, 1, 0)), 2).tolist() == [0, 1]


def test_equal_notes_go_by_key_and_none_is_fine():
    assert best_notes(results((9, 10, 1, 0), (4, 10, 1, 0)), 5).tolist() == [1, 0]
    empty = np.zeros(0, np.int64)
    assert best_notes(NoteResults(empty, empty, empty, empty), 3).tolist() == []


def test_the_split_shares_out_the_budget_whatever_its_sum():
    plan = load_config(["campaign=face_cream", "campaign.ads.split={creators: 5, feed: 3, search: 2}"]).campaign
    assert [budget_fen(plan, part) for part in ("creators", "feed", "search")] == [15_000_000, 9_000_000, 6_000_000]
    usual = load_config(["campaign=face_cream"]).campaign
    assert budget_fen(usual, "creators") == 100 * usual.budget_cny


def test_an_audience_is_all_that_is_not_narrowed_down():
    narrowed = (
        "campaign.ads.genders=[female]",
        "campaign.ads.age_bands=[a18_24]",
        "campaign.ads.education_levels=[school]",
    )
    config = load_config(narrowed)
    mask = audience_of(config.campaign.ads, config.population)
    assert mask == (0b10) | (0b10 << 2) | (0b111 << 10) | (0b100 << 18)


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("campaign.ads.age_bands=[a99]", "campaign.ads.age_bands has a99"),
        ("campaign.ads.split={creators: 0, feed: 0, search: 0}", "campaign.ads.split: weights add up to 0"),
        ("ads.slots.load=0.7", "ads.slots.load = 0.7 is outside"),
        ("ads.auction.pacing=sometimes", "ads.auction.pacing"),
        ("ads.background.billing={cpx: 1}", "ads.background.billing"),
    ],
)
def test_a_wrong_plan_is_refused_by_name(override, message):
    with pytest.raises(ConfigError, match=message.replace(".", r"\.")):
        load_config(["campaign=face_cream", override])
