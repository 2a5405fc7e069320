"""Laws of moderation: off changes nothing; capacity, threshold and appeals move what they should."""

import polars as pl
import pytest

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.tables import TABLES

MARKET = ("population.n_users=2500", "population.audience=20000", "content.history_days=4", "content.window_days=12",
          "n_days=5", "threads=1", "rules=platform")  # fmt: skip
PROCESS = ("reviews", "penalties", "appeals", "review_daily")
NOBODY = ("moderation=default", "moderation.desk.reviewers=0")
KNOWN = load_config(["moderation=default"]).moderation.machine.separation


def play(*overrides, days=5):
    return PlatformModel(load_config([*MARKET, f"n_days={days}", *overrides])).run().recorder


def value(recorder, metric):
    rows = METRICS[metric].compute({name: recorder.frame(name) for name in TABLES})
    return rows.filter(pl.col("day").is_null())["value"][0]


@pytest.fixture(scope="module")
def none():
    return play("moderation=none")


@pytest.fixture(scope="module")
def default():
    return play("moderation=default")


def test_moderation_that_nobody_does_is_none_bit_for_bit(none):
    nobody = play(*NOBODY, *(f"moderation.machine.separation.{kind}=0" for kind in KNOWN))
    assert [table for table in TABLES if not nobody.frame(table).equals(none.frame(table))] == []
    assert all(none.frame(table).height == 0 for table in PROCESS)


def test_a_machine_that_doubts_nothing_changes_nothing_bit_for_bit(none):
    blind = play(*NOBODY, "moderation.machine.doubt=20", "moderation.machine.certain=20")
    assert [table for table in TABLES if not blind.frame(table).equals(none.frame(table))] == ["review_daily"]


def test_without_rules_moderation_finds_nothing_to_do():
    idle, off = play("rules=none", "moderation=default"), play("rules=none", "moderation=none")
    assert [table for table in TABLES if not idle.frame(table).equals(off.frame(table))] == []


def test_the_first_days_do_not_depend_on_how_many_follow(default):
    short = play("moderation=default", days=3)
    for table in PROCESS:
        longer = default.frame(table).filter(pl.col("day") < 3)
        alike = longer.select(pl.exclude("creator"))  # told by row, and rows grow with those who will sign up
        assert short.frame(table).select(pl.exclude("creator")).equals(alike), table


def test_moderation_lowers_what_people_see_of_violations(none, default):
    assert value(default, "violation_prevalence") < 0.9 * value(none, "violation_prevalence")


def test_a_stricter_machine_finds_more_and_wrongs_more(default):
    strict = play("moderation=default", "moderation.machine.doubt=1.2", "moderation.machine.certain=1.8")
    assert value(strict, "moderation_recall") > value(default, "moderation_recall")
    assert value(strict, "wrong_removal_rate") > 2 * value(default, "wrong_removal_rate")
    assert value(strict, "moderation_precision") < value(default, "moderation_precision")


def test_the_queue_follows_capacity():
    lengths = [
        value(
            play("moderation=default", f"moderation.desk.reviewers={n}", "moderation.desk.minutes=60"),
            "review_queue_length",
        )
        for n in (50, 100, 400)
    ]
    assert lengths[0] > lengths[1] > lengths[2]


def test_appeals_put_right_what_was_wrong():
    always = [f"moderation.appeals.{name}=1" for name in ("by_wronged", "reversed_wronged")]
    never = [f"moderation.appeals.{name}=0" for name in ("by_others", "reversed_others")]
    run = play("moderation=default", *always, *never, "moderation.appeals.file_hours=1")
    appeals = run.frame("appeals")
    assert appeals.height > 0
    assert appeals["is_granted"].all()
    assert appeals["true_kind"].is_null().all()
    assert (appeals["answer_hours"] > 5.999).all()
    wrong = run.frame("penalties").filter(
        (pl.col("against") == "note") & pl.col("true_kind").is_null() & (pl.col("day") < 3)
    )
    assert set(wrong["note"]) <= set(appeals["note"])


def test_nobody_is_looked_at_before_publication_and_reviewers_find_only_kinds_of_the_register(default):
    reviews, penalties = default.frame("reviews"), default.frame("penalties")
    assert (reviews["waited_hours"].drop_nulls() >= 0).all()
    assert (penalties["since_published_hours"].drop_nulls() >= 0).all()
    assert set(reviews["kind"].drop_nulls()) <= set(load_config(["rules=platform"]).rules.kinds)


def test_a_brand_that_is_banned_hires_nobody_and_its_ads_stop():
    ads = ("campaign=face_cream", "campaign.start_day=0", "campaign.burst_days=2", "campaign.budget_cny=40000",
           "campaign.ads.split={creators: 0.5, feed: 0.5}", "campaign.ads.after_days=1")  # fmt: skip

    def run(from_day):
        model = PlatformModel(load_config([*MARKET, "moderation=default", *ads]))
        while model.day < 5:
            if model.day == from_day:
                model.world.safety.brands.banned_until[:] = 99
            model.step()
        model.close()
        paid = model.recorder.frame("brand_daily").filter(pl.col("brand") == model.config.campaign.brand)
        return model.recorder.frame("contracts").height, paid["ad_impressions"].to_list()

    signed, shown = run(None)
    assert signed > 0
    assert run(0) == (0, [0] * 5)
    stopped = run(3)[1]
    assert shown[3] + shown[4] > 0
    assert (stopped[:3], stopped[3:]) == (shown[:3], [0, 0])
