"""Alliances on paper: fit, money, whom both sides hire, and how a joint note is shared out."""

import math

import numpy as np
import pytest
from toy_world import states_of, world_of

from xhs_sim.config import ConfigError, load_config
from xhs_sim.phases.publish.joint import blended
from xhs_sim.phases.share_out import JointLaw, joint_gains
from xhs_sim.strategies.alliance.fit import positioning_fit
from xhs_sim.strategies.alliance.partners import joint_lines, joint_money, solo_plan
from xhs_sim.strategies.campaign.money import budget_fen, planned_lines

CASE = ["brands=fashion_beauty", "campaign=dress", "alliance=fashion_beauty", "campaign.budget_cny=8000"]
LEAD, LABEL = 0, 2
KNEW = np.array([0, 1, 0, 1], bool), np.array([0, 0, 1, 1], bool)  # the brand; the partner


def test_fit_is_of_whom_the_topics_pull():
    topics = load_config().content.topics
    assert positioning_fit(topics["fashion"], topics["fashion"]) == 1.0
    near = positioning_fit(topics["fashion"], topics["beauty"])
    assert near == positioning_fit(topics["beauty"], topics["fashion"]) == pytest.approx(0.544, abs=0.001)
    assert positioning_fit(topics["fashion"], topics["digital"]) < near / 3


def test_the_partner_puts_its_part_on_top_and_nothing_is_spent_twice():
    split = "campaign.ads.split={creators: 0.75, media: 0.25}"
    config = load_config([*CASE, "alliance.share=0.5", "alliance.cost_share=0.75", split])
    campaign, plan = config.campaign, config.alliance
    assert joint_money(campaign, plan) == (300_000, 900_000)
    alone = solo_plan(campaign, plan)
    assert budget_fen(alone, "creators") == 300_000
    assert budget_fen(campaign, "media") == 200_000
    own, theirs = joint_lines(campaign, plan)
    assert own == {("joint", "koc"): 150_000, ("joint", "junior"): 150_000}
    assert sum(theirs.values()) == 900_000
    assert sum(planned_lines(campaign, alone, own).values()) == 800_000


@pytest.mark.parametrize("nothing", ["alliance.share=0", "alliance.partner=null"])
def test_without_joint_notes_the_campaign_is_as_it_was(nothing):
    config = load_config([*CASE, nothing])
    assert solo_plan(config.campaign, config.alliance) is config.campaign
    assert joint_money(config.campaign, config.alliance) == (0, 0)


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("alliance.partner=nobody", r"alliance\.partner = nobody is no brand \(allowed: yunchang"),
        ("alliance.label=nobody", r"alliance\.label = nobody is no brand"),
        ("alliance.partner=yunchang", "must be three different brands"),
        ("brands.lianming.aware_share=0.1", r"brands\.lianming\.aware_share = 0\.1 must be 0"),
    ],
)
def test_a_wrong_alliance_is_named(override, words):
    with pytest.raises(ConfigError, match=words):
        load_config([*CASE, override])


def test_a_blended_note_turns_towards_the_other_topic_and_keeps_its_length():
    vec = np.zeros((2, 16), np.float32)
    vec[:, 1], vec[:, 15] = 0.95, 0.2
    same, other = np.full(2, 1, np.int8), np.array([3, 1], np.int8)
    out = blended(vec, same, other, 0.5)
    assert out[0, 1] == out[0, 3] == pytest.approx(0.95 / math.sqrt(2))
    assert out[1] == pytest.approx(vec[1])  # both sides on one topic
    assert np.linalg.norm(out, axis=1) == pytest.approx(np.linalg.norm(vec, axis=1))
    assert blended(vec, same, other, 0.0) == pytest.approx(vec)


def standing(n=4):
    """Four users who saw two joint notes and opened one."""
    states = states_of(n, 3, stage=0)
    states.impressions[:, LABEL], states.interest[:, LABEL] = 2, 0.6
    states.stage[:, LABEL], states.visits[:, LABEL], states.touch_day[:, LABEL] = 1, 1, 5
    return states


def test_interest_is_divided_and_grows_where_the_other_brand_is_known():
    law = JointLaw(attention=0.75, trust=0.5)
    lead, partner = joint_gains(
        standing(), LABEL, KNEW, np.zeros(4, np.uint16), law, np.array([0.1, 0.8, 0.1, 0.8]), day=5
    )
    assert lead.interest == pytest.approx(0.6 * np.array([0.75, 0.75, 1.25, 1.25]))
    assert partner.interest == pytest.approx(0.6 * np.array([0.25, 0.75, 0.25, 0.75]))
    assert (lead.visits + partner.visits == 1).all()
    assert lead.visits.tolist() == [1, 0, 1, 0]
    assert lead.impressions.tolist() == partner.impressions.tolist() == [2, 2, 2, 2]


def test_only_what_is_new_today_is_shared_out():
    before = np.array([2, 1, 2, 0], np.uint16)
    lead, _ = joint_gains(standing(), LABEL, KNEW, before, JointLaw(0.5, 0.0), np.zeros(4), day=5)
    assert lead.user.tolist() == [1, 3]
    assert lead.impressions.tolist() == [1, 2]


def test_the_world_credits_the_brand_within_its_cap_and_clears_the_label():
    world = world_of(4, brands=standing())
    world.brands.interest[0, LEAD] = 3.0
    lead, _ = joint_gains(world.brands, LABEL, KNEW, np.zeros(4, np.uint16), JointLaw(0.5, 0.0), np.zeros(4), day=5)
    world.credit_brand(LEAD, lead, 4.0, 5)
    world.clear_label(LABEL, lead.user)
    assert world.brands.interest[:, LEAD] == pytest.approx([3.0 + 0.3 * 0.25, 0.3, 0.3, 0.3])
    assert (world.brands.stage[:, LEAD] == 1).all()
    assert (world.brands.touch_day[:, LEAD] == 5).all()
    assert (world.brands.impressions[:, LEAD] == 2).all()
    assert (world.brands.impressions[:, LABEL] == 2).all()
    for column in (world.brands.interest, world.brands.stage, world.brands.visits):
        assert not column[:, LABEL].any()
