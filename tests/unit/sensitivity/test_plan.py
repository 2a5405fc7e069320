import json

import pytest

from xhs_sim.config import ConfigError
from xhs_sim.sensitivity.plan import PLAN, plan_sensitivity, write_plan
from xhs_sim.study.errors import OtherRunError

SMALL = [
    "experiment=kol_mix", "population.audience=600", "population.n_users=600", "n_days=3", "campaign.start_day=1",
    "campaign.budget_cny=5000", "study.replicates=2", "threads=1",
]  # fmt: skip


def test_what_is_typed_is_moved_over_the_range_that_was_typed(tmp_path):
    plan = plan_sensitivity([*SMALL, "commerce.leak_share=interval(.5,.9)"], tmp_path)
    [axis] = plan.axes
    assert (axis.name, axis.low, axis.high, axis.default) == ("commerce.leak_share", 0.5, 0.9, 0.8)
    assert (plan.are_typed, plan.sizes.screened, plan.held) == (True, 0, ())


def test_what_is_not_typed_are_low_confidence_numbers_the_thresholds_of_the_ladder_first(tmp_path):
    plan = plan_sensitivity([*SMALL, "feed.ladder.bar=0.7"], tmp_path, runs=700)
    names = [axis.name for axis in plan.axes]
    assert names[:2] == ["feed.ladder.guarantee", "feed.ladder.bar_step"]
    assert "feed.ladder.bar" not in names  # it was given a value
    assert plan.sizes.screened + len(plan.held) == len(names)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("commerce.leak_share=interval(0.5,1.5)", r"commerce.leak_share = 1.5 .*0.0 to 1.0|leak_share.*1\.5"),
        ("commerce.leek_share=interval(0,1)", "unknown parameter: commerce.leek_share"),
        ("campaign.tier_shares={head: 1.0},{koc: 1.0}", "tier_shares"),
        ("seed=1,2", "luck of the seed"),
        ("experiment=kol_mix,warm_up", "experiment= can't be moved"),
        ("function=ishigami,split", "function= can't be moved"),
        ("function=hills", "hills"),
    ],
)
def test_what_cannot_be_moved_is_refused_before_anything_runs(tmp_path, typed, told):
    with pytest.raises(ConfigError, match=told):
        plan_sensitivity([*SMALL, typed], tmp_path)
    assert not any(tmp_path.iterdir())


def test_a_function_is_moved_in_all_its_inputs_but_those_that_are_given(tmp_path):
    assert [axis.name for axis in plan_sensitivity(["function=ishigami"], tmp_path).axes] == ["x1", "x2", "x3"]
    assert [axis.name for axis in plan_sensitivity(["function=ishigami", "x2=1"], tmp_path).axes] == ["x1", "x3"]


def test_the_plan_leads_to_config_ranges_and_sources_and_is_not_put_in_another_s_place(tmp_path):
    plan = plan_sensitivity([*SMALL, "commerce.leak_share=interval(.5,.9)"], tmp_path)
    about = json.loads(write_plan(plan).read_text(encoding="utf-8"))
    assert about["config"]["commerce"]["leak_share"] == 0.8
    assert [(each["name"], each["low"], each["confidence"]) for each in about["parameters"]] == [
        ("commerce.leak_share", 0.5, "low")
    ]
    assert about["versions"]["python"] or about["engine"]
    other = plan_sensitivity([*SMALL, "commerce.leak_share=interval(.6,.9)"], tmp_path)
    with pytest.raises(OtherRunError):
        write_plan(other)
    assert write_plan(other, may_replace=True) == tmp_path / "kol_mix" / PLAN
