"""Days before the launch are lived once for all runs of a seed that are alike until then, and nothing shows it."""

import gc
import json
import weakref

import polars as pl
import pytest
from toy_play import play

from xhs_sim.actors.tactics import TACTICS, Tactic
from xhs_sim.actors.tactics.event import Event
from xhs_sim.config import load_config
from xhs_sim.config.messages import message
from xhs_sim.config.schema import CampaignConfig
from xhs_sim.config.schema.plan import READ_LATER
from xhs_sim.copies import go_on, live_before
from xhs_sim.model import PlatformModel
from xhs_sim.records.tables import TABLES
from xhs_sim.study import submit_runs
from xhs_sim.study.request import RunOutcome, RunRequest, SharedDays
from xhs_sim.study.run import play_days
from xhs_sim.study.shared_days import families, first_act, kept_apart, sharing, who_is_alone

UNLIKE = message("study.unlike")

SMALL = [
    "experiment=cooperation",
    "population.n_users=1000",
    "population.audience=0",
    "n_days=6",
    "campaign.start_day=3",
    "threads=1",
    "content.history_days=3",
]
ARMS = {
    "nothing": ["campaign.budget_cny=0"],
    "trial": ["campaign.contract.kinds={paid: 0.5, trial: 0.5, cocreation: 0.0}"],
    "teasers": ["campaign.tactics.teasers={share: 0.3, days: 1}", "rivals=skincare"],
    "event": ["campaign.ads.split={creators: 0.5, feed: 0.2, event: 0.3}", "campaign.tactics.event.after_days=1"],
}


def requests(out_dir, arms, seeds=(1,), base=()):
    """Return the requests of arms, each a list of overrides."""
    configs = {arm: load_config([*SMALL, *base, *own]) for arm, own in arms.items()}
    about = {"experiment": "toy", "replicate": 0, "out_dir": out_dir}
    return [RunRequest(arm=arm, seed=seed, config=own, **about) for arm, own in configs.items() for seed in seeds]


def shared(plan):
    return sharing(plan, play_days)


def said_by(plan):
    """Return what is said of a plan that is not carried out."""
    told = []
    submit_runs(plan, backend=lambda todo, _play, _tick: (RunOutcome(each, "ok") for each in todo), tell=told.append)
    return told


def days_of(told):
    return {each.arm: each.shared.days for each in told}


@pytest.mark.parametrize("arm", ARMS)
def test_a_run_goes_on_as_if_it_had_lived_alone(arm):
    config = load_config([*SMALL, *ARMS[arm]])
    lived = live_before(config, first_act(config))
    before = lived.day, lived.recorder.frame("daily")
    alone, copied = PlatformModel(config).run(), go_on(lived, config).run()
    unlike = [name for name in TABLES if not alone.recorder.frame(name).equals(copied.recorder.frame(name))]
    assert not unlike
    assert (lived.day, lived.recorder.frame("daily").height) == (before[0], before[1].height)


def test_what_is_read_later_is_part_of_a_campaign():
    read_by_rivals = {"prices", "disclosure"}
    assert set(CampaignConfig.model_fields) - READ_LATER == {"brand"} | read_by_rivals


@pytest.mark.parametrize(
    "unlike",
    [
        "population.n_users=1100", "feed.ticks=12", "rivals=skincare", "promotion.brand=qingrou", "threads=2",
        "campaign.prices.service_fee_share=0.2", "ranker=popular", "n_days=7", "retain.ad_effect=0.6",
    ],
)  # fmt: skip
def test_a_run_that_is_unlike_before_the_launch_lives_alone(tmp_path, unlike):
    told = shared(requests(tmp_path, {"nothing": [], "more": ["campaign.budget_cny=9000"], "unlike": [unlike]}))
    assert days_of(told) == {"nothing": 3, "more": 3, "unlike": 0}
    assert next(each.shared.why for each in told if each.arm == "unlike") == UNLIKE


def test_the_first_who_acts_ends_the_days_that_are_shared(tmp_path):
    arms = {"paid": [], "teasers": ["campaign.tactics.teasers={share: 0.3, days: 2}"]}
    assert days_of(shared(requests(tmp_path, arms))) == {"paid": 1, "teasers": 1}
    at_once = {"media": ["campaign.tactics.media.after_days=-3", "campaign.ads.split={creators: 0.5, media: 0.5}"]}
    assert days_of(shared(requests(tmp_path, arms | at_once))) == {"paid": 1, "teasers": 1, "media": 0}


def test_every_tactic_of_ours_says_when_it_begins():
    silent = [name for name in TACTICS.shipped if TACTICS[name].first_day.__func__ is Tactic.first_day.__func__]
    assert not silent


def test_a_tactic_of_others_must_say_so_itself(monkeypatch):
    class Theirs(Event):
        """Inherits what it need not keep."""

    class Saying(Theirs):
        @classmethod
        def first_day(cls, plan, terms):
            return super().first_day(plan, terms) - 1

    for kind in (Theirs, Saying):
        kind.__module__ = "their_package.tactics"
    config, found = load_config([*SMALL, *ARMS["event"], "campaign.start_day=5"]), []
    for kind in (Event, Theirs, Saying):
        monkeypatch.setitem(TACTICS, "event", kind)
        found.append(first_act(config))
    assert found == [5, 0, 5]  # of 6, the day of the event, nobody is asked but the campaign


def test_large_markets_and_alliances_live_alone(tmp_path):
    arms = {"one": [], "other": ["campaign.budget_cny=9000"]}
    large = shared(requests(tmp_path, arms, base=["study.share_days=999"]))
    assert {each.shared.why for each in large} == {"more than study.share_days = 999 users"}
    joint = shared(requests(tmp_path, arms, base=["experiment=cobrand_food_lifestyle"]))
    assert {each.shared.why for each in joint} == {"alliance.partner"}


def test_runs_that_share_are_a_family_and_each_other_is_one_by_itself(tmp_path):
    arms = {"one": [], "alone": ["rivals=skincare"], "other": ["campaign.budget_cny=9000"]}
    told = shared(requests(tmp_path, arms, seeds=(7, 3)))
    found = [{(told[place].seed, told[place].arm) for place in family} for family in families(told)]
    assert sorted(map(sorted, found)) == [
        [(3, "alone")], [(3, "one"), (3, "other")], [(7, "alone")], [(7, "one"), (7, "other")],
    ]  # fmt: skip


def test_with_as_many_workers_as_runs_each_lives_for_itself(tmp_path):
    plan = requests(tmp_path, {"one": [], "other": ["campaign.budget_cny=9000"], "unlike": ["n_days=7"]})
    apart = kept_apart(shared(plan), "as many workers")
    assert {each.arm: each.shared.why for each in apart} == {
        "one": "as many workers", "other": "as many workers", "unlike": UNLIKE,
    }  # fmt: skip
    assert len(families(apart)) == 3


def test_arms_that_share_no_days_are_told_once_with_the_reason(tmp_path):
    at_once = ["campaign.tactics.media.after_days=-3", "campaign.ads.split={creators: 0.5, media: 0.5}"]
    arms = {"one": [], "other": ["campaign.budget_cny=9000"], "media": at_once, "rivals": ["rivals=skincare"]}
    arms |= {f"n{n_days}": [f"n_days={n_days}"] for n_days in range(7, 13)}
    assert said_by(requests(tmp_path, arms, seeds=(1, 2))) == [
        f"7 arms share no days with the others (rivals, n7, n8, n9, n10 and 2 more): {UNLIKE}",
        "arm media shares no days with the others: its campaign acts on day 0, or a tactic does not say when it begins",
    ]


def test_an_arm_that_shares_with_any_seed_is_not_told(tmp_path):
    plan = requests(tmp_path, {"one": [], "other": ["campaign.budget_cny=9000"]}, seeds=(1, 2))
    assert [each.shared.days for each in shared(plan[:3])] == [3, 3, 0]
    assert said_by(plan[:3]) == []


def test_where_nobody_shares_nothing_is_told(tmp_path):
    assert said_by(requests(tmp_path, {"one": [], "rivals": ["rivals=skincare"]})) == []


def test_a_toy_shares_nothing(tmp_path):
    plan = requests(tmp_path, {"one": [], "other": ["campaign.budget_cny=9000"]})
    assert sharing(plan, play) is plan


def test_runs_of_a_seed_follow_each_other(tmp_path):
    told = shared(requests(tmp_path, {"one": [], "other": ["campaign.budget_cny=9000"]}, seeds=(7, 3)))
    assert [(each.seed, each.arm) for each in told] == [(7, "one"), (7, "other"), (3, "one"), (3, "other")]


def test_a_study_and_what_is_left_of_it_come_out_as_alone(tmp_path):
    arms = {"nothing": ARMS["nothing"], "trial": ARMS["trial"], "paid": []}
    told = [
        submit_runs(requests(tmp_path / "alone", arms, base=["study.share_days=0"])),
        submit_runs(requests(tmp_path / "whole", arms)),
        submit_runs(requests(tmp_path / "part", {"nothing": arms["nothing"]})),
        submit_runs(requests(tmp_path / "part", arms)),
    ]
    assert [[each.is_reused for each in outcomes] for outcomes in told][3] == [True, False, False]
    for alone, whole, part in zip(told[0], told[1], told[3], strict=True):
        for file in ["metrics.parquet", *(f"records/{table}.parquet" for table in TABLES)]:
            frames = [pl.read_parquet(each.request.run_dir / file) for each in (alone, whole, part)]
            assert frames[0].equals(frames[1]), file
            assert frames[0].equals(frames[2]), file
    said = [json.loads((each.request.run_dir / "manifest.json").read_text())["shared_days"] for each in told[3]]
    assert said == [{"days": 0, "why": UNLIKE}, {"days": 3}, {"days": 3}]


def test_nothing_is_held_once_the_runs_are_over():
    config = load_config([*SMALL, "n_days=4"])
    lived = live_before(config, 1)
    copied = go_on(lived, config).run()
    held = weakref.ref(lived), weakref.ref(copied)
    del lived, copied
    gc.collect()
    assert [ref() for ref in held] == [None, None]


def test_an_arm_that_shares_no_days_is_called_as_its_owner_wrote_it(tmp_path):
    config = load_config([*SMALL, "study.labels={x_1: 打折}"])
    requests = [
        RunRequest(experiment="sale", arm=arm, replicate=0, seed=1, out_dir=tmp_path, config=config, shared=shared)
        for arm, shared in (("nothing", SharedDays(3)), ("more", SharedDays(3)), ("x_1", SharedDays(0, why=UNLIKE)))
    ]
    (line,) = who_is_alone(requests)
    assert line.startswith("arm 打折 shares no days with the others")
