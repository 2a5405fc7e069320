"""The three plans that teams asked for: each is said whole, becomes what it says, and plays to its end when tiny."""

import polars as pl
import pytest
from brief_play import EXAMPLES

from xhs_sim.brief.names import name_of
from xhs_sim.cli.briefed import read_and_check
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records
from xhs_sim.study import plan_compare

TINY = (
    "population.n_users=1500",
    "population.audience=0",
    "content.history_days=4",
    "threads=1",
    "record.panel_share=0",
    "study.replicates=2",
)
PATHS = {path.stem: path for path in EXAMPLES}


def arms_of(name, tmp_path, *more):
    plan = plan_compare([*read_and_check(PATHS[name], None).overrides, *more], tmp_path, typed=[])
    return {request.arm: request.config for request in plan.requests}


def test_the_account_spends_on_its_own_notes_and_is_judged_on_followers_and_its_own_rate(tmp_path):
    arms = arms_of("skincare_account", tmp_path)
    config = arms[name_of("推广笔记")]
    assert [each.metric for each in config.study.decide_by] == ["followers_gained", "account_engagement_rate"]
    assert [each.goal.value for each in config.study.decide_by] == [5000, 0.12]
    assert config.campaign.ads.split["own_notes"] == config.campaign.budget_cny == 50_000
    assert config.account.brand == config.campaign.brand
    assert config.n_days == 7 + 28


def test_the_school_has_its_partner_warm_up_challenge_event_and_survey(tmp_path):
    config = arms_of("education_travel", tmp_path)[name_of("联名加挑战赛")]
    plan, names = config.campaign, list(config.population.city_names)
    assert (plan.brand, config.alliance.partner, config.alliance.share) == ("zhiyuan", "xinglv", 0.5)
    assert (plan.tactics["media"].after_days, plan.tactics["teasers"].share) == (-7, 0.1)
    event = plan.tactics["event"]
    assert ("challenge" in plan.tactics, names[event.city], event.after_days, event.survey_size) == (
        True,
        "成都",
        9,
        100,
    )
    assert {"participants", "attendance", "surveyed_interest"} <= set(config.study.outcomes)


def test_the_food_creator_sells_nothing(tmp_path):
    arms = arms_of("food_creator", tmp_path)
    assert {(each.campaign.brand, each.account.owner, each.account.followers) for each in arms.values()} == {
        (None, "creator", 800)
    }
    assert len({str(each.account.plan) for each in arms.values()}) == len(arms) == 5


@pytest.mark.parametrize(("name", "arm", "metrics"), [
    ("skincare_account", "推广笔记", ["followers_gained", "account_engagement_rate"]),
    ("education_travel", "联名加抽奖", ["participants", "attendance", "surveyed_interest", "aware_users"]),
    ("food_creator", "边做边学", ["followers_gained", "account_impressions"]),
])  # fmt: skip
def test_each_gives_the_numbers_that_it_is_judged_by(tmp_path, name, arm, metrics):
    config = arms_of(name, tmp_path, *TINY)[name_of(arm)]
    records = Records(PlatformModel(config).run().recorder)
    for metric in metrics:
        of_ours = pl.col("brand").is_null() | pl.col("brand").eq_missing(config.report.brand_focus)
        assert METRICS[metric].compute(records).filter(of_ours)["value"].drop_nulls().len() > 0, metric
