"""Laws of what a campaign does beyond creators and ads: media, event, group, challenge."""

import numpy as np
import polars as pl
import pytest
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records
from xhs_sim.world.columns import NEVER

MARKET = (
    "population.n_users=4000", "content.history_days=5", "n_days=12", "threads=1", "record.panel_share=0",
    "campaign=face_cream", "campaign.start_day=4", "campaign.burst_days=2", "campaign.budget_cny=6000",
    "campaign.tier_shares={koc: 1, junior: 0, waist: 0, head: 0}",
)  # fmt: skip
HALF = "campaign.ads.split={{creators: 0.5, {}: 0.5}}"
QUIET = "campaign.ads.split={creators: 1, feed: 1}"  # the other half goes to ads that cannot run
NO_ADS = "ads=none"


def run(*overrides, market=MARKET):
    return PlatformModel(load_config([*market, *overrides])).run()


def of(model, metric):
    whole = METRICS[metric].compute(Records(model.recorder)).filter(pl.col("day").is_null(), brand="qingrou")
    return whole["value"][0]


def by_day(model, column):
    return model.recorder.frame("brand_daily").filter(brand="qingrou").sort("day")[column].to_numpy()


@pytest.fixture(scope="module")
def quiet():
    return run(QUIET, NO_ADS)


@pytest.fixture(scope="module")
def media():
    return run(HALF.format("media"), NO_ADS, "campaign.tactics.media.after_days=-4", "campaign.tactics.media.days=4")


def test_media_make_people_aware_before_the_burst_and_cost_what_they_should(quiet, media):
    assert of(media, "media_spend") == pytest.approx(3000, abs=0.01)
    gain = by_day(quiet, "n_unaware") - by_day(media, "n_unaware")
    reached = 3000 / 30 * 1000 * 0.5 * 0.03  # impressions on the market, times P(notice)
    expected = 0.7 * 4000 * (1 - np.exp(-reached / 4000))
    assert gain[3] == pytest.approx(expected, rel=0.1)  # of those who did not know the brand
    assert of(media, "media_notices") == pytest.approx(4 * 4000 * (1 - np.exp(-reached / 16000)), rel=0.05)
    check_run(media)


def test_who_was_warmed_up_searches_for_the_brand_and_that_lasts_into_the_burst(quiet, media):
    searches = [by_day(model, "searches") for model in (quiet, media)]
    assert searches[1][:4].sum() > searches[0][:4].sum()
    assert searches[1][4:].sum() > 1.05 * searches[0][4:].sum()


def test_a_media_partner_makes_the_brand_known_to_as_many_as_its_contacts_say_and_the_rest_is_spill(quiet):
    partner = (
        "tactics=media_partner",
        "campaign.tactics.media.days=3",
        "campaign.tactics.media.cpm_cny=70",
        "n_days=8",
    )
    model = run(HALF.format("media"), NO_ADS, *partner)
    days = model.recorder.frame("media_daily")
    assert days["day"].to_list() == [4, 5, 6]  # from the first day on
    assert days["contacts_on_platform"].to_list() == [4286] * 3  # 1,000 CNY a day, 30% on the platform
    assert days["contacts_elsewhere"].to_list() == [10_000] * 3
    people, unaware = model.recorder.frame("daily")["users"][4], by_day(quiet, "n_unaware")[3]
    chance = 1 - np.exp(-0.05 * 4286 / people)
    assert days["noticed"].to_numpy() == pytest.approx([people * chance] * 3, rel=0.25)
    assert days["learned"][0] == pytest.approx(unaware * chance, rel=0.25)
    assert (days["learned"] <= days["noticed"]).all()
    ledger = model.recorder.frame("ledger").filter(kind="media")
    assert ledger["amount_cny"].to_list() == [1000.0] * 3
    interested = [by_day(m, "n_interested")[4] + by_day(m, "n_deeply_interested")[4] for m in (quiet, model)]
    assert interested[0] == interested[1]  # the brand is known, and no more
    check_run(model)


def test_twice_as_cheap_media_are_noticed_more():
    dear, cheap = (
        run(HALF.format("media"), NO_ADS, f"campaign.tactics.media.cpm_cny={cpm}", "n_days=2") for cpm in (120, 60)
    )
    assert 1.7 < of(cheap, "media_notices") / of(dear, "media_notices") < 2.05


def test_teasers_appear_before_the_first_day_within_the_money_of_creators():
    model = run("campaign.tactics.teasers.share=0.4", "campaign.tactics.teasers.days=3", "n_days=7")
    hired = model.recorder.frame("contracts")
    early = hired.filter(pl.col("publish_day") < 4)
    assert early.height >= 1
    assert early["publish_day"].min() >= 1
    assert hired["creator"].n_unique() == hired.height
    assert (early["fee_cny"] + early["service_fee_cny"]).sum() <= 0.4 * 6000
    assert of(model, "creator_spend") <= 6000
    check_run(model)


EVENT = (
    HALF.format("event"), NO_ADS, "campaign.tactics.event.come_aware=0.6", "campaign.tactics.event.come_interested=0.9",
    "campaign.tactics.event.place_cny=20", "campaign.tactics.event.places=100", "campaign.tactics.event.after_days=2",
)  # fmt: skip


@pytest.fixture(scope="module")
def event():
    return run(*EVENT, "campaign.tactics.event.friends=3")


def test_an_event_fills_its_places_and_costs_what_they_cost(quiet, event):
    assert of(event, "attendance") == 100
    assert of(event, "event_spend") == pytest.approx(2000)
    assert of(quiet, "attendance") == 0
    few = run(*EVENT, "campaign.tactics.event.places=30", "n_days=8")
    assert of(few, "attendance") == 30
    nobody = run(*EVENT, "campaign.tactics.event.come_aware=0", "campaign.tactics.event.come_interested=0", "n_days=8")
    assert of(nobody, "attendance") == 0
    check_run(event)


def test_an_event_raises_interest_and_friends_hear_of_it(quiet):
    silent = (*EVENT, "campaign.tactics.event.write_rate=0", "n_days=8")  # no notes, which would interest others too
    alone = run(*silent, "campaign.tactics.event.friends=0")
    told = run(*silent, "campaign.tactics.event.friends=3", "campaign.tactics.event.friend_interest=0.6")
    interested = [by_day(m, "n_interested") + by_day(m, "n_deeply_interested") for m in (quiet, alone, told)]
    assert (interested[1][:6] == interested[0][:6]).all()  # stages follow interest when the day ends
    of_visitors, of_friends = interested[1][7] - interested[0][7], interested[2][7] - interested[1][7]
    assert 60 < of_visitors <= 100  # some were interested before
    n_told = told.recorder.frame("activity_daily").filter(activity="event")["friends"].item()
    assert 0.6 * n_told < of_friends <= n_told
    assert by_day(alone, "n_unaware")[6] > by_day(told, "n_unaware")[6]


def test_notes_from_an_event_are_organic_name_the_brand_and_leave_others_their_keys(quiet, event):
    posted = run(*EVENT, "campaign.tactics.event.write_rate=1")
    n_notes = of(posted, "prompted_notes")
    assert n_notes >= 5
    own = set(posted.recorder.frame("notes")["note"]) - set(quiet.recorder.frame("notes")["note"])
    first = posted.recorder.frame("notes").filter(pl.col("note").is_in(list(own)), published_day=6)
    assert first.height == n_notes
    assert set(first["brand"]) == {"qingrou"}
    assert not first["is_sponsored"].any()
    up_to = pl.col("published_day") <= 6
    both = [set(m.recorder.frame("notes").filter(up_to)["note"]) for m in (quiet, posted)]
    assert both[0] < both[1]
    none = run(*EVENT, "campaign.tactics.event.write_rate=0")
    assert of(none, "prompted_notes") == 0


def test_a_survey_asks_visitors_and_users_and_errs(event):
    surveys = event.recorder.frame("surveys")
    assert surveys["day"].unique().to_list() == [7]
    visitors, users = (surveys.filter(surveyed=group).row(0, named=True) for group in ("visitors", "users"))
    assert visitors["asked"] == users["asked"] == 100
    assert visitors["true_interested"] > 90 > 3 * users["true_interested"]
    assert visitors["said_interested"] < visitors["true_interested"]
    exact = run(*EVENT, "campaign.tactics.event.survey_error=0", "n_days=8").recorder.frame("surveys")
    assert (exact["said_interested"] == exact["true_interested"]).all()


GROUP = (
    HALF.format("group"), NO_ADS, "n_days=18", "campaign.budget_cny=3000",
    "campaign.tactics.group={after_days: 0, join_rate: 0.5, week_cny: 600, talk_share: 0.8}",
)  # fmt: skip


def visits_of(model, rows, days):
    """Return the visits of some users on the last days of the run."""
    past = model.world.users.active_days[rows] >> np.uint32(1)  # the lowest bit is the day that is never simulated
    return int(np.bitwise_count(past & np.uint32((1 << days) - 1)).sum())


def test_members_who_get_answers_come_back_more_often_and_stay_interested():
    silent, answered = (
        run(*GROUP, f"campaign.tactics.group.replies={replies}", f"campaign.tactics.group.interest={interest}")
        for replies, interest in ((0, 0), (2, 0.5))
    )
    members = np.flatnonzero((silent.world.joined_day != NEVER) & (silent.world.joined_day <= 8))
    assert len(members) > 60
    assert (answered.world.joined_day[members] != NEVER).mean() > 0.95
    ratio = visits_of(answered, members, 8) / visits_of(silent, members, 8)
    assert 1.05 < ratio < 1.6
    column = 0
    kept = [m.world.brands.interest[members, column].mean() for m in (silent, answered)]
    assert kept[1] > kept[0] + 0.2
    assert of(answered, "community_d7_return") > of(silent, "community_d7_return")
    assert of(answered, "community_spend") == 1200  # two weeks of the group, of 1,500 CNY
    assert answered.recorder.frame("community_daily")["day"].to_list() == list(range(4, 18))
    check_run(answered)


CHALLENGE = (
    HALF.format("challenge"), NO_ADS, "campaign.tactics.challenge={after_days: 1, days: 3}", "n_days=9",
)  # fmt: skip


def test_a_higher_reward_brings_more_notes_with_diminishing_returns_within_the_money():
    models = [run(*CHALLENGE, f"campaign.tactics.challenge.reward_cny={cny}") for cny in (2, 10, 50)]
    people = [of(model, "participants") for model in models]
    assert 0 < people[0] < people[1] < people[2]
    assert people[0] / 2 > people[1] / 10 > people[2] / 50
    for model, cny in zip(models, (2, 10, 50), strict=True):
        assert of(model, "reward_spend") == pytest.approx(cny * of(model, "participants"))
        assert of(model, "reward_spend") <= 3000
        assert of(model, "prompted_notes") == of(model, "participants")
        assert model.recorder.frame("activity_daily")["day"].to_list() == [5, 6, 7]
    check_run(models[1])
    scarce = run(*CHALLENGE, "campaign.budget_cny=600", "campaign.tactics.challenge.reward_cny=50")
    assert of(scarce, "participants") <= 6
