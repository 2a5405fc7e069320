"""Members of an ensemble: who runs with which, what stays, and that the shipped values change nothing."""

from pathlib import Path

import polars as pl
import pytest

from xhs_sim.cli.briefed import with_brief
from xhs_sim.config import ConfigError, load_config
from xhs_sim.lab.platform import LONE, Platform
from xhs_sim.model import PlatformModel
from xhs_sim.records.tables import TABLES
from xhs_sim.study.compare import plan_compare, write_study
from xhs_sim.study.ensemble import left_alone, member_of_seed, with_member
from xhs_sim.study.origin import read_origin
from xhs_sim.study.replay import plan_replay
from xhs_sim.study.single import plan_single

KOL_MIX = Path(__file__).parents[3] / "docs/briefs/kol_mix.yaml"
TINY = ["population.n_users=300", "population.audience=0", "n_days=4"]
ARMS = ["study.arms={one:[],other:[content.video_share=0.5]}", "study.baseline=one", "study.outcomes=[ctr]"]
VALUES = (0.03, 0.05, 0.07)


@pytest.fixture
def ensemble(tmp_path):
    path = tmp_path / "ensemble.parquet"
    pl.DataFrame(
        {"member": [0, 1, 2], "engage.rates.like": VALUES, "content.video_share": [0.3, 0.4, 0.45]}
    ).write_parquet(path)
    return f"ensemble={path}"


def compared(ensemble, tmp_path, *more):
    return plan_compare([*TINY, *ARMS, "study.replicates=4", ensemble, *more], tmp_path / "out")


def test_replicates_take_members_in_turn_the_same_in_every_arm(ensemble, tmp_path):
    plan = compared(ensemble, tmp_path)
    likes = {arm: [r.config.engage.rates["like"] for r in plan.requests if r.arm == arm] for arm in ("one", "other")}
    assert likes["one"] == likes["other"] == [*VALUES, VALUES[0]]


def test_what_an_arm_or_a_user_sets_stays(ensemble, tmp_path):
    plan = compared(ensemble, tmp_path, "engage.rates.like=0.1")
    assert {r.config.engage.rates["like"] for r in plan.requests} == {0.1}
    assert {r.config.content.video_share for r in plan.requests if r.arm == "other"} == {0.5}
    assert [r.config.content.video_share for r in plan.requests if r.arm == "one"] == [0.3, 0.4, 0.45, 0.3]
    assert any("engage.rates.like stays as it was set" in note for note in plan.notes)
    assert not left_alone([load_config([*TINY, ensemble])])


def test_a_value_that_is_typed_stays_though_it_is_the_shipped_one(ensemble, tmp_path):
    """Of an arm, of a command, or of a point of a sweep."""
    shipped = load_config(TINY)
    like, video = f"engage.rates.like={shipped.engage.rates['like']}", shipped.content.video_share
    arms = [f"study.arms={{one:[content.video_share={video}],other:[]}}", *ARMS[1:]]
    plan = plan_compare([*TINY, *arms, "study.replicates=3", like, ensemble], tmp_path / "out")
    assert {r.config.engage.rates["like"] for r in plan.requests} == {shipped.engage.rates["like"]}
    assert {r.config.content.video_share for r in plan.requests if r.arm == "one"} == {video}
    assert {r.config.content.video_share for r in plan.requests if r.arm == "other"} == {0.3, 0.4, 0.45}
    write_study(plan)
    (again,) = plan_replay(plan.folder, tmp_path / "again")
    assert [r.config.content.video_share for r in again.requests] == [
        r.config.content.video_share for r in plan.requests
    ]
    point = Platform([*TINY, ensemble]).run({"content.video_share": video}, LONE, 1).what
    assert (point.content.video_share, point.engage.rates["like"]) == (video, VALUES[1])
    whole = plan_single([*TINY, "engage.rates={like: 0.055}", ensemble], tmp_path).config
    assert (whole.engage.rates["like"], whole.content.video_share) == (0.055, 0.3)


def test_a_study_keeps_a_copy_of_the_file_and_is_replayed_from_it(ensemble, tmp_path):
    plan = compared(ensemble, tmp_path)
    write_study(plan)
    Path(ensemble.removeprefix("ensemble=")).unlink()
    (again,) = plan_replay(plan.folder, tmp_path / "again")
    assert [r.config.engage.rates for r in again.requests] == [r.config.engage.rates for r in plan.requests]


def test_a_treatment_of_no_strength_is_the_baseline_to_the_bit_with_every_member(ensemble, tmp_path):
    arms = [
        'study.arms={plain:[],nothing:["campaign.tactics.teasers={share: 0, days: 1}"]}',
        "study.baseline=plain",
        "study.outcomes=[ctr]",
    ]
    campaign = ["campaign=face_cream", "campaign.start_day=1", "campaign.budget_cny=1000", "threads=1"]
    plan = plan_compare([*TINY, *campaign, *arms, "study.replicates=2", ensemble], tmp_path)
    runs = {
        (r.arm, r.replicate): PlatformModel(r.config.model_copy(update={"seed": r.seed})).run() for r in plan.requests
    }
    for name in TABLES:
        plain, nothing = ([runs[arm, i].recorder.frame(name) for i in range(2)] for arm in ("plain", "nothing"))
        assert all(one.equals(other) for one, other in zip(plain, nothing, strict=True)), name
    assert not runs["plain", 0].recorder.frame("daily").equals(runs["plain", 1].recorder.frame("daily"))


def test_every_command_that_asks_many_points_takes_members(ensemble, tmp_path):
    """Sweeps, sensitivity, robustness and optimise ask the same subject; a brief is overrides to it."""
    lab = Platform([*TINY, *ARMS, ensemble])
    for arm in ("one", "other"):
        assert [lab.run({}, arm, r).what.engage.rates["like"] for r in range(4)] == [*VALUES, VALUES[0]]
    brief = with_brief([f"brief={KOL_MIX}"], None)
    plan = plan_compare([*brief, "study.replicates=4", ensemble], tmp_path)
    for arm in plan.config.study.arms:
        assert [r.config.engage.rates["like"] for r in plan.requests if r.arm == arm] == [*VALUES, VALUES[0]]


def test_the_study_is_kept_as_it_was_asked_and_replayed_with_the_same_members(ensemble, tmp_path):
    plan = compared(ensemble, tmp_path)
    write_study(plan)
    origin = read_origin(plan.folder / "study.json")
    assert origin["config"]["engage"]["rates"]["like"] == load_config(TINY).engage.rates["like"]
    (again,) = plan_replay(plan.folder, tmp_path / "again")
    assert [r.config.engage.rates for r in again.requests] == [r.config.engage.rates for r in plan.requests]


def test_a_member_as_shipped_gives_the_very_same_run(tmp_path):
    shipped = load_config(TINY)
    path = tmp_path / "one.csv"
    path.write_text(
        f"engage.rates.like,feed.ladder.luck\n{shipped.engage.rates['like']!r},{shipped.feed.ladder.luck!r}\n"
    )
    named = plan_single([*TINY, f"ensemble={path}"], tmp_path).config
    assert replace_file(named) == shipped


def replace_file(config):
    return config.model_copy(update={"ensemble": None})


def test_the_files_contents_belong_to_a_run(ensemble, tmp_path):
    """Another file of the same name, whose first member is the same, is another ensemble."""
    lab = Platform([*TINY, ensemble])
    first = lab.plan({}, LONE, 0).run
    assert Platform([*TINY, ensemble]).plan({}, LONE, 0).run == first
    pl.DataFrame({"engage.rates.like": [VALUES[0], 0.2]}).write_parquet(ensemble.removeprefix("ensemble="))
    assert Platform([*TINY, ensemble]).plan({}, LONE, 0).run != first


def test_points_with_seeds_of_their_own_take_members_by_seed(ensemble):
    lab = Platform([*TINY, ensemble])
    by_seed = {seed: lab.run({"seed": seed}, LONE, 0).what.engage.rates["like"] for seed in range(40)}
    assert set(by_seed.values()) == set(VALUES)
    assert by_seed[7] == VALUES[member_of_seed(7) % 3]
    assert [lab.run({}, LONE, r).what.engage.rates["like"] for r in range(4)] == [*VALUES, VALUES[0]]


def test_worlds_that_share_days_share_a_member(ensemble, tmp_path):
    many = [
        "campaign=face_cream",
        "campaign.budget_cny=1000",
        "study.draws_per_world=2",
        "n_days=12",
        "campaign.start_day=5",
    ]
    plan = plan_compare([*TINY, *many, *ARMS, "study.replicates=4", ensemble, "n_days=12"], tmp_path)
    likes = [r.config.engage.rates["like"] for r in plan.requests if r.arm == "one"]
    assert likes == [VALUES[0], VALUES[0], VALUES[1], VALUES[1]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("engage.rates.love\n0.1\n", "engage.rates.love"),
        ("engage.rates.like\n", "there is a row or more"),
        ("engage.rates.like\nmuch\n", "row 2, column engage.rates.like"),
        ("content.video_share\n0.2\n1.7\n", "member 2: content.video_share = 1.7"),
    ],
)
def test_what_is_no_ensemble_is_refused(text, said, tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text(text)
    with pytest.raises(ConfigError, match=said):
        with_member(load_config([*TINY, f"ensemble={path}"]), 1)
    with pytest.raises(ConfigError, match="is not there"):
        plan_single([*TINY, f"ensemble={tmp_path / 'none.parquet'}"], tmp_path)
