"""What the platform believes of a note: worked out by hand from its counters."""

import math

import numpy as np
import pytest
from toy_world import count_acts, notes_of

from xhs_sim.phases.learn import learn, platform_levels
from xhs_sim.world.columns import EXPECTED_UNIT
from xhs_sim.world.content import Content

PRIOR = 5.0
STEP = 1 / 16
# Together clicks and expected clicks are 330 each, so that the platform's level is 1.
BALANCED = ({"reads": 30, "expected": 10}, {"reads": 300, "expected": 100}, {"reads": 0, "expected": 220})


def content_of(*notes, surfaces=(0,)):
    """Return notes with these counters on each of the surfaces, with room for one more."""
    content = Content(len(notes) + 1)
    content.add(notes_of(len(notes)))
    for n, note in enumerate(notes):
        acts = note | {"expected_clicks": round(note.get("expected", 0) * EXPECTED_UNIT)}
        acts.pop("expected", None)
        for surface in surfaces:
            count_acts(content.counts, n, surface, **acts)
    return content


def learned(content, prior=PRIOR):
    return learn(content.log, content.counts, prior)


def levels(content):
    return platform_levels(content.log, content.counts.cells)


def quality_of(*notes, prior=PRIOR):
    return learned(content_of(*notes), prior).quality_hat[: len(notes)]


def engage_of(*notes):
    return learned(content_of(*notes)).engage_hat[: len(notes)]


def in_steps(x):
    return round(x / STEP) * STEP


def test_a_note_that_nobody_was_shown_is_as_good_as_any():
    estimates = learned(content_of({}, *BALANCED))
    assert [column[0] for column in estimates] == [0.0, 0.0, 0.0]


def test_quality_is_clicks_over_expected_clicks_shrunk_by_the_prior():
    expected = [math.log(35 / 15), math.log(305 / 105), math.log(5 / 225)]
    assert quality_of(*BALANCED) == pytest.approx([in_steps(x) for x in expected])


def test_the_same_ratio_counts_for_more_when_more_clicks_stand_behind_it():
    small, large, _ = quality_of(*BALANCED)
    assert 0 < small < large < math.log(3)


def test_a_larger_prior_pulls_every_note_towards_zero():
    weak, strong = quality_of(*BALANCED, prior=1.0), quality_of(*BALANCED, prior=100.0)
    assert (np.abs(strong) < np.abs(weak)).all()
    assert (np.sign(strong) == np.sign(weak)).all()


def test_more_clicks_than_expected_are_better_than_fewer():
    quality = quality_of(*({"reads": clicks, "expected": 40} for clicks in (0, 20, 40, 60, 80)))
    assert (np.diff(quality) > 0).all()
    assert quality[2] == 0.0
    assert quality[1] < 0 < quality[3]


def test_clicks_where_few_were_expected_are_worth_more():
    easy, hard = quality_of({"reads": 50, "expected": 70}, {"reads": 50, "expected": 30})
    assert easy < 0 < hard


def test_what_all_notes_do_alike_is_nobodys_quality():
    quality = quality_of({"reads": 200_000, "expected": 100_000}, {"reads": 400_000, "expected": 200_000})
    assert quality == pytest.approx(0.0, abs=1 / 8 + STEP / 2)  # the level moves in quarters


def test_engagement_is_acts_per_click_over_the_usual():
    notes = {"reads": 1000, "expected": 1000, "likes": 30, "saves": 20, "comments": 50}, {
        "reads": 100, "expected": 100, "likes": 40,
    }  # fmt: skip
    rate = math.exp(round(math.log((10 + 140) / (100 + 1100)) * 4) / 4)
    expected = [in_steps(math.log(102 / (rate * 1000 + 2))), in_steps(math.log(42 / (rate * 100 + 2)))]
    assert engage_of(*notes) == pytest.approx(expected)
    assert expected[0] < 0 < expected[1]


@pytest.mark.parametrize(("act", "counts"), [
    ("likes", True), ("saves", True), ("comments", True), ("shares", False), ("follows", False), ("impressions", False),
])  # fmt: skip
def test_likes_saves_and_comments_are_engagement(act, counts):
    plain = {"reads": 100, "expected": 100}
    assert (engage_of(plain | {act: 60}, plain)[0] > engage_of(plain, plain)[0]) == counts


def test_a_click_without_an_act_is_disappointing():
    assert engage_of({"reads": 500, "expected": 500}, {"reads": 500, "expected": 500, "likes": 50})[0] < 0


@pytest.mark.parametrize("likes", [0, 1, 9, 250])
def test_likes_are_shown_as_a_logarithm(likes):
    shown = learned(content_of({"likes": likes})).log_likes[0]
    assert shown == pytest.approx(in_steps(math.log(1 + likes)))


def test_both_surfaces_count():
    one, other = (learned(content_of(*BALANCED, surfaces=(surface,))) for surface in (0, 1))
    for mine, theirs in zip(one, other, strict=True):
        assert (mine == theirs).all()
    twice = learned(content_of(*BALANCED, surfaces=(0, 1))).quality_hat[0]
    assert twice == pytest.approx(in_steps(math.log(65 / 25)))


def test_estimates_move_in_sixteenths():
    notes = [{"reads": c, "expected": 3.3 * c + 1, "likes": c * (c % 4)} for c in range(0, 90, 7)]
    for column in learned(content_of(*notes)):
        assert (column / STEP == np.round(column / STEP)).all()
        assert len(set(column.tolist())) > 3


def test_the_platforms_levels_of_no_notes_are_the_prior_ones():
    assert levels(Content(3)) == pytest.approx((1.0, math.exp(-2.25)))  # ln 0.1 in quarters


def test_the_platforms_levels_are_sums_over_live_notes_in_quarters():
    content = content_of({"reads": 300}, {"reads": 100, "expected": 100, "likes": 20, "saves": 15, "comments": 5})
    assert levels(content) == pytest.approx((math.exp(1.0), math.exp(-2.25)))  # ln 500/200 = .92; ln 50/500
    content.log.key[0] = -1
    assert levels(content) == pytest.approx((1.0, math.exp(-1.5)))  # ln 200/200; ln 50/200 = -1.39


def test_empty_slots_are_not_judged():
    content = content_of(*BALANCED)
    content.log.key[1] = -1
    assert [column[1] for column in learned(content)] == [0.0, 0.0, 0.0]
