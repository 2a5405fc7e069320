"""What people make of media, event, group and challenge, on cases small enough to count."""

import numpy as np
import pytest
from toy_world import states_of, truth_of, world_of

from xhs_sim.actors.tactics.event import chance_to_come, places_bought, survey, who_comes
from xhs_sim.actors.tactics.group import is_talk_day, weeks_paid, who_joins, who_talks
from xhs_sim.actors.tactics.media import contacts_for, media_days, notice_chance, share_of_day, who_notices
from xhs_sim.actors.tactics.rewards import participation_chance, rewards_left, who_takes_part
from xhs_sim.config import load_config

TACTICS = load_config(["tactics=[media,event,group,challenge]"]).campaign.tactics
EVENT = TACTICS["event"].model_copy(
    update={"city": 2, "come_aware": 0.1, "come_interested": 0.5, "away_factor": 0.2, "places": 100, "place_cny": 50.0}
)
ROWS = np.arange(10)


def test_media_begin_before_the_campaign_but_not_before_the_run():
    plan = TACTICS["media"].model_copy(update={"after_days": -5, "days": 3})
    assert media_days(plan, 12) == range(7, 10)
    assert media_days(plan, 2) == range(3)
    assert media_days(plan.model_copy(update={"after_days": 2}), 12) == range(14, 17)


@pytest.mark.parametrize("fen", [0, 1, 100, 99_999])
def test_days_of_media_share_the_money_out_to_the_fen(fen):
    parts = [share_of_day(fen, range(4, 11), day) for day in range(4, 11)]
    assert sum(parts) == fen
    assert max(parts) - min(parts) <= 1


def test_who_notices_media_follows_from_price_and_people():
    plan = TACTICS["media"].model_copy(update={"cpm_cny": 20.0, "share_on_platform": 0.4, "notice_rate": 0.1})
    contacts = contacts_for(400.0, plan)
    assert contacts == pytest.approx((8000, 12_000))
    assert notice_chance(contacts.on_platform, 1000, plan) == pytest.approx(1 - np.exp(-0.8))
    assert notice_chance(0.0, 1000, plan) == 0.0


def test_the_interested_come_rather_and_the_distant_hardly():
    stage = np.array([0, 1, 2, 4, 1, 3], np.uint8)
    city = np.array([2, 2, 2, 2, 0, 9], np.int8)
    assert chance_to_come(stage, city, EVENT) == pytest.approx([0, 0.1, 0.5, 0.5, 0.02, 0.1])


def test_the_keenest_come_if_there_are_too_many():
    chance, lots = np.full(10, 0.5), np.array([0.4, 0.9, 0.1, 0.3, 0.6, 0.2, 0.45, 0.7, 0.8, 0.05])
    assert who_comes(ROWS, chance, lots, 100).tolist() == [0, 2, 3, 5, 6, 9]
    assert who_comes(ROWS, chance, lots, 3).tolist() == [2, 5, 9]
    assert who_comes(ROWS, chance, lots, 0).tolist() == []


def test_money_buys_places_up_to_the_capacity():
    assert [places_bought(money, EVENT) for money in (0.0, 49.0, 500.0, 1e9)] == [0, 0, 10, 100]


def test_a_survey_without_errors_tells_the_truth_of_those_asked():
    stage = np.array([0, 1, 2, 3, 1, 4], np.uint8)
    lots = np.array([[0.5, 0.1, 0.2, 0.3, 0.9, 0.8], np.full(6, 0.2)])
    plan = EVENT.model_copy(update={"survey_size": 3, "survey_error": 0.0})
    assert survey(stage, lots, plan) == (3, 2, 2)  # users 1, 2 and 3
    assert survey(stage, lots, plan.model_copy(update={"survey_error": 0.3})) == (3, 1, 2)
    assert survey(stage[:0], lots[:, :0], plan) == (0, 0, 0)


def test_a_survey_misses_the_truth_by_as_much_as_its_error_says():
    rng = np.random.default_rng(0)
    stage = np.where(rng.random(40_000) < 0.2, 2, 1).astype(np.uint8)
    plan = EVENT.model_copy(update={"survey_size": 40_000, "survey_error": 0.1})
    answers = survey(stage, rng.random((2, 40_000)), plan)
    assert answers.said_interested / answers.asked == pytest.approx(0.2 * 0.9 + 0.8 * 0.1, abs=0.01)


@pytest.mark.parametrize("per_week", range(8))
def test_a_week_has_as_many_discussions_as_planned(per_week):
    for week in range(3):
        assert sum(is_talk_day(7 * week + day, per_week) for day in range(7)) == per_week


def test_the_group_lasts_as_long_as_its_money():
    plan = TACTICS["group"].model_copy(update={"week_cny": 400.0})
    assert [weeks_paid(money, plan) for money in (0.0, 399.0, 400.0, 1000.0)] == [0, 0, 1, 2]


def test_whoever_draws_below_the_rate_joins_talks_or_notices():
    lots, group = np.arange(10) / 10, TACTICS["group"].model_copy(update={"join_rate": 0.25, "talk_share": 0.55})
    assert who_joins(ROWS, lots, group).tolist() == [0, 1, 2]
    assert who_talks(ROWS, lots, group).tolist() == [0, 1, 2, 3, 4, 5]
    assert who_notices(ROWS, lots, 0.15).tolist() == [0, 1]


def test_a_higher_reward_brings_more_people_but_fewer_per_cny():
    plans = [TACTICS["challenge"].model_copy(update={"reward_cny": reward}) for reward in (1.0, 5.0, 20.0, 80.0)]
    chance = [participation_chance(plan, plan.reward_cny) for plan in plans]
    assert chance == sorted(chance)
    per_cny = [p / plan.reward_cny for p, plan in zip(chance, plans, strict=True)]
    assert per_cny == sorted(per_cny, reverse=True)
    half = TACTICS["challenge"].model_copy(update={"reward_cny": 7.0, "half_reward_cny": 7.0, "most_share": 0.4})
    assert participation_chance(half, 7.0) == pytest.approx(0.2)


def test_rewards_end_with_the_money():
    plan = TACTICS["challenge"].model_copy(update={"reward_cny": 3.0})
    assert [rewards_left(10.0, plan, paid) for paid in range(5)] == [3, 2, 1, 0, 0]
    lots = np.linspace(0.9, 0.0, 10)
    assert who_takes_part(ROWS, lots, 0.45, 2).tolist() == [8, 9]
    assert who_takes_part(ROWS, lots, 0.45, 99).tolist() == [5, 6, 7, 8, 9]


def test_hearing_of_a_brand_makes_aware_and_adds_interest_within_the_cap():
    world = world_of(3, brands=states_of(3, 2, stage=[[0, 0], [2, 0], [4, 0]], interest=[[0, 0], [2, 0], [4, 0]]))
    world.raise_interest(np.arange(3), 0, 1.0, 4.0)
    assert world.brands.stage[:, 0].tolist() == [1, 2, 4]
    assert world.brands.interest[:, 0] == pytest.approx([1.0, 2.5, 4.0])
    assert not world.brands.interest[:, 1].any()


def test_answers_are_felt_by_those_who_got_them():
    world = world_of(3, truth=truth_of(3, warmth=[0.5, 0.0, 0.0]))
    world.answer(np.array([0, 2]), 1.5)
    assert world.truth.warmth.tolist() == [2.0, 0.0, 1.5]
