"""Several campaigns in one world: alike until they act, each with its own luck then, and one for inference."""

import polars as pl
import pytest
from apart import differing

from xhs_sim.config import ConfigError, load_config
from xhs_sim.copies import go_on, live_before
from xhs_sim.model import PlatformModel
from xhs_sim.study.collect import SCHEMA
from xhs_sim.study.compare import plan_compare
from xhs_sim.study.run import play_days
from xhs_sim.study.seeds import replicate_seed
from xhs_sim.study.shared_days import families, sharing
from xhs_sim.study.worlds import mean_of_draws

STUDY = [
    "experiment=kol_mix", "population.n_users=700", "population.audience=1400", "n_days=5", "threads=1",
    "content.history_days=3", "campaign.start_day=2", "campaign.burst_days=1", "campaign.budget_cny=9000",
    "record.panel_share=0", "study.replicates=4",
]  # fmt: skip
DRAWN = [*STUDY, "study.draws_per_world=2"]


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return plan_compare(DRAWN, tmp_path_factory.mktemp("worlds"))


def of_arm(plan, arm="koc_spread"):
    return [each for each in plan.requests if each.arm == arm]


def test_replicates_share_worlds_and_keep_their_seeds(plan):
    seeds = [replicate_seed(0, r) for r in range(4)]
    for arm in plan.config.study.arms:
        its = of_arm(plan, arm)
        assert [each.seed for each in its] == seeds
        assert [each.seeded().seeds.world for each in its] == [seeds[0], seeds[0], seeds[2], seeds[2]]
        assert {each.seeded().seeds.since_day for each in its} == {2}


def test_one_draw_per_world_is_the_study_as_it_was(tmp_path):
    plain, one = plan_compare(STUDY, tmp_path), plan_compare([*STUDY, "study.draws_per_world=1"], tmp_path)
    assert [each.seeded() for each in plain.requests] == [each.seeded() for each in one.requests]
    assert {each.draws for each in plain.requests} == {1}


def test_all_campaigns_of_a_world_share_its_days(plan):
    told = sharing(plan.requests, play_days)
    assert {each.shared.days for each in told} == {2}
    assert sorted(len(family) for family in families(told)) == [8, 8]  # two draws of four arms


@pytest.fixture(scope="module")
def drawn(plan):
    """Return the first world's two draws, each lived alone."""
    return [PlatformModel(each.seeded()).run() for each in of_arm(plan)[:2]]


def before(model, day=2):
    return model.recorder.frame("daily").filter(pl.col("day") < day)


def test_they_are_alike_until_they_act_and_not_after(drawn):
    one, other = drawn
    assert before(one).equals(before(other))
    assert not before(one, 3).equals(before(other, 3))
    assert one.world.graph.indptr.shape == other.world.graph.indptr.shape
    assert not one.recorder.frame("contracts").equals(other.recorder.frame("contracts"))


def test_the_first_of_a_world_is_the_plain_run(drawn):
    plain = PlatformModel(load_config([*STUDY, "campaign.tier_shares={head: 0.0, waist: 0.0, junior: 0.0, koc: 1.0}"]))
    assert differing(plain.run(), drawn[0]) == []


def test_a_copy_of_the_days_before_goes_on_as_if_it_had_lived_alone(plan, drawn):
    lived = live_before(of_arm(plan, "pyramid")[0].seeded(), 2)
    for request, alone in zip(of_arm(plan), drawn, strict=False):
        assert differing(go_on(lived, request.seeded()).run(), alone) == []


def test_a_part_of_chance_can_be_drawn_by_itself():
    base = [*STUDY, "campaign.tier_shares={head: 0.0, waist: 0.0, junior: 0.0, koc: 1.0}"]
    same = PlatformModel(load_config([*base, *(f"seeds.{part}=0" for part in ("world", "notes", "readers"))])).run()
    luck = PlatformModel(load_config([*base, "seeds.behaviour=5", "seeds.notes=5"])).run()
    plain = PlatformModel(load_config(base)).run()
    assert differing(same, plain) == []
    assert (luck.world.truth.taste == plain.world.truth.taste).all()
    assert differing(luck, plain)


def runs_of(values, draws=2):
    rows = [
        {"arm": arm, "replicate": r, "seed": 10 + r, "metric": "orders", "brand": None, "day": None, "value": value,
         "unit": "orders"}
        for arm, its in values.items() for r, value in enumerate(its)
    ]  # fmt: skip
    return mean_of_draws(pl.DataFrame(rows, schema=SCHEMA), draws)


def test_a_world_counts_once_with_the_mean_of_its_draws():
    found = runs_of({"a": [1.0, 3.0, 5.0, 6.0], "b": [0.0, None, None, None]})
    assert found.select("arm", "replicate", "seed", "value").rows() == [
        ("a", 0, 10, 2.0), ("b", 0, 10, 0.0), ("a", 1, 12, 5.5), ("b", 1, 12, None),
    ]  # fmt: skip
    assert found.schema == SCHEMA


def test_alone_in_a_world_a_run_counts_as_it_is():
    assert runs_of({"a": [1.0, 3.0]}, draws=1)["value"].to_list() == [1.0, 3.0]


@pytest.mark.parametrize(("override", "said"), [
    ("campaign.start_day=0", "acts on day 0"), ("study.replicates=5", "study.replicates = 5"),
])  # fmt: skip
def test_worlds_that_cannot_be_shared_are_refused(override, said, tmp_path):
    with pytest.raises(ConfigError, match=said):
        plan_compare([*DRAWN, override], tmp_path)
