"""Planning a comparison: who gets which overrides, and what is told."""

from pathlib import Path

import polars as pl
import pytest
from toy_play import play

from xhs_sim.config import ConfigError
from xhs_sim.study import finish_compare, plan_compare, plan_comparisons, replicate_seed, submit_runs
from xhs_sim.study.overrides import key_of, put_on_top
from xhs_sim.study.single import plan_single

SMALL = ["experiment=kol_mix", "population.n_users=1000", "population.audience=0", "n_days=2", "study.replicates=3"]


def test_users_overrides_hold_in_every_arm_and_arms_share_seeds(tmp_path):
    plan = plan_compare(SMALL, tmp_path)
    assert len(plan.requests) == len(plan.config.study.arms) * 3
    assert {r.config.population.n_users for r in plan.requests if r.config} == {1000}
    by_arm = {arm: [r.seed for r in plan.requests if r.arm == arm] for arm in plan.config.study.arms}
    assert list(by_arm.values()) == [[replicate_seed(0, r) for r in range(3)]] * len(by_arm)
    assert all(r.seeded().seed == r.seed for r in plan.requests)


def test_arms_win_where_they_set_the_same_key_and_that_is_told(tmp_path):
    plan = plan_compare([*SMALL, "campaign.budget_cny=500"], tmp_path)
    budgets = {r.arm: r.config.campaign.budget_cny for r in plan.requests if r.config}
    assert budgets["nothing"] == 0
    assert budgets["pyramid"] == 500
    assert any("nothing" in note and "campaign.budget_cny=500" in note for note in plan.notes)


def arms(**each):
    return [f"study.arms.{name}={own}" for name, own in each.items()]


EVENT = "campaign.tactics.event={}"


def test_a_tactic_that_an_arm_turns_on_without_money_is_told(tmp_path):
    plan = plan_compare([*SMALL, *arms(pyramid=["campaign.selector=random", EVENT])], tmp_path)
    without = "campaign.tactics.event: without effect, as it has no money: give campaign.ads.split.event"
    assert plan.notes == (f"arm pyramid: {without}",)
    money = "campaign.ads.split={creators: 0.5, event: 0.5}"
    assert plan_compare([*SMALL, *arms(pyramid=[EVENT, money])], tmp_path).notes == ()
    assert plan_compare([*SMALL, EVENT, *arms(pyramid=[money])], tmp_path).notes == ()  # others stay without by design


@pytest.mark.parametrize(("own", "lacking"), [
    (EVENT, "campaign.budget_cny and campaign.ads.split.event"), ("campaign.tactics.survey={}", "campaign.budget_cny"),
])  # fmt: skip
def test_an_arm_that_differs_by_nothing_but_a_tactic_without_money_is_refused(tmp_path, own, lacking):
    with pytest.raises(ConfigError, match=f"give {lacking}\nnothing else tells pyramid from nothing"):
        plan_compare([*SMALL, *arms(pyramid=["campaign.budget_cny=0", own])], tmp_path)


def test_a_coupon_needs_no_money(tmp_path):
    plan = plan_compare([*SMALL, *arms(pyramid=["campaign.budget_cny=0", "campaign.tactics.coupon={}"])], tmp_path)
    assert plan.notes == ()


def test_arm_equal_to_the_baseline_is_named(tmp_path):
    plan = plan_compare([*SMALL, "study.arms.pyramid=['campaign.budget_cny=0']"], tmp_path)
    assert any("pyramid" in note and "control" in note for note in plan.notes)


@pytest.mark.parametrize(
    ("overrides", "text"),
    [
        ([], "no arms to compare"),
        ([*SMALL, "n_days=2,3"], "use sweep"),
        ([*SMALL, "study.arms.pyramid=['n_days=-1']"], "arm pyramid: n_days = -1 is outside"),
    ],
)
def test_what_cannot_be_compared_is_said_at_once(tmp_path, overrides, text):
    with pytest.raises(ConfigError, match=text):
        plan_compare(overrides, tmp_path)


def test_experiments_named_together_are_planned_one_by_one(tmp_path):
    small = ["experiment=kol_mix,kfs_split,kol_mix", *SMALL[1:]]
    plans = plan_comparisons(small, tmp_path)
    assert [plan.config.name for plan in plans] == ["kol_mix", "kfs_split"]
    assert plans[0].requests == plan_compare(SMALL, tmp_path).requests
    assert {r.config.n_days for plan in plans for r in plan.requests if r.config} == {2}
    with pytest.raises(ConfigError, match="use sweep"):
        plan_comparisons([*small, "seed=1,2"], tmp_path)


def test_effects_are_written_beside_the_runs(tmp_path):
    plan = plan_compare(SMALL, tmp_path)
    found = finish_compare(plan, submit_runs(plan.requests, play=play), {"reach": "higher"})
    assert pl.read_parquet(tmp_path / "kol_mix" / "effects.parquet").equals(found.effects)
    assert pl.read_parquet(tmp_path / "kol_mix" / "effects_daily.parquet").equals(found.effects_daily)
    reach = found.effects.filter(pl.col("metric") == "reach")
    assert reach["diff"].to_list() == [None, *[300.0] * 3]  # the baseline, then the toy: 300,000 CNY / 1000
    assert reach["se"].to_list()[1:] == pytest.approx([(300 / 3) ** 0.5] * 3)  # alike in three runs: the floor


def test_single_run_takes_an_arm_by_name(tmp_path: Path):
    assert plan_single(SMALL, tmp_path).run_dir == tmp_path / "kol_mix" / "run" / "seed=0"
    request = plan_single(SMALL, tmp_path, arm="nothing")
    assert request.config
    assert request.config.campaign.budget_cny == 0
    assert request.run_dir == plan_compare(SMALL, tmp_path).requests[0].run_dir
    with pytest.raises(ConfigError, match=r"--arm x is no arm of kol_mix .*pyramid"):
        plan_single(SMALL, tmp_path, arm="x")


def test_overrides_on_top_of_others():
    assert [key_of(text) for text in ("a.b=1", "+a.b=c=d", "~a", "a@b=c")] == ["a.b", "a.b", "a", "a"]
    assert put_on_top(["a=1", "b=2"], ["a=3"]) == ["b=2", "a=3"]
