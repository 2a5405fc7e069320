"""What is allowed and hardly meant is told; shipped experiments give no cause."""

import pytest

from xhs_sim.config import list_experiments, load_config
from xhs_sim.config.doubts import doubts, idle_settings

CREAM = ["campaign=face_cream", "campaign.start_day=0", "campaign.burst_days=3", "n_days=5"]
TOLD = {
    ("campaign.start_day=9",): "campaign.start_day = 9 is after the run's last day (4): the campaign does not happen",
    ("campaign.burst_days=30",): "goes on to day 29, the run's last is 4: what is planned after it does not happen",
    ("campaign.ads.split={creators: 0, feed: 1}",): "has feed without creators: these ads show creators' notes",
    ("campaign.ads.split={creators: 0.5, feed: 0.2}",): "adds up to 0.7, not 1: its shares are taken in proportion (",
    ("campaign.ads.split={creators: 1, feed: 1}",): "adds up to 2, not 1: its shares are taken in proportion (creators",
    ("campaign.ads.split={creators: 0.5, event: 0.5}", "campaign.tactics.event.after_days=7"):
        "campaign.tactics.event.after_days = 7 is day 7, after the run's last (4): it does not happen",
    ("campaign.ads.split={creators: 0.5, media: 0.5}", "campaign.tactics.media.after_days=5"): "media.after_days = 5",
    ("campaign.ads.split={creators: 0.5, group: 0.5}", "campaign.tactics.group.after_days=8"): "tactics.group.af",
    ("campaign.tactics.coupon={after_days: 6}",): "campaign.tactics.coupon.after_days = 6 is day 6, after the run's",
    ("campaign.budget_cny=0", "campaign.tactics.coupon={after_days: 6}"): "coupon.after_days = 6 is day 6, after the",
    ("promotion=face_cream", "promotion.start_day=6"): "promotion.start_day = 6 is after the run's last day (4)",
    ("promotion=face_cream", "promotion.start_day=3", "promotion.days=4"): "goes on to day 6, the run's last is 4",
    ("live=face_cream", "live.on_days=[2,8,9]"): "live.on_days has 8, 9, after the run's last day (4): no session then",
    ("account=brand", "account.start_day=6"): "account.start_day = 6 is after the run's last day (4): nothing is publ",
    ("campaign.disclosure.way=outside",): "nobody looks for hidden ads in this market, so none is ever caught; add",
    ("moderation=default",): "moderation acts, but nothing is forbidden in this market: add rules=platform",
    ("rules=platform", "moderation=default", "+moderation.machine.separation.vulger=3"):
        "moderation.machine.separation has vulger, which rules.kinds has not (known: undisclosed_ad, exaggerated_claim",
}  # fmt: skip


@pytest.mark.parametrize("overrides", TOLD)
def test_what_is_hardly_meant_is_told_once(overrides):
    told = doubts(load_config([*CREAM, *overrides]))
    assert len(told) == 1
    assert TOLD[overrides] in told[0]


def test_a_plan_that_fits_gives_no_cause():
    assert doubts(load_config(CREAM)) == []
    assert doubts(load_config()) == []


def test_no_arm_of_a_shipped_experiment_gives_cause():
    for name in list_experiments():
        base = load_config([f"experiment={name}"])
        for arm, own in base.study.arms.items():
            assert (name, arm, doubts(load_config([f"experiment={name}", *own]))) == (name, arm, [])


@pytest.mark.parametrize(("key", "said"), [
    ("campaign.budget_cny", "nobody campaigns"), ("alliance.share", "no partner"), ("promotion.days", "nothing is re"),
    ("live.hour", "nobody is live"), ("account.followers", "no team plans an account"),
])  # fmt: skip
def test_settings_of_what_does_not_take_place_are_named(key, said):
    assert said in idle_settings([key], [load_config()])[0]
    assert idle_settings(["n_days", "feed.ticks"], [load_config()]) == []
    assert idle_settings(["campaign.budget_cny"], [load_config(), load_config(CREAM)]) == []


def test_a_tactic_that_was_given_and_has_money_in_no_run_is_named():
    typed = ["campaign.tactics.event.places", "campaign.tactics.coupon", "campaign.tactics.survey"]
    given = [*CREAM, "campaign.tactics.event={places: 20}", "campaign.tactics.coupon={}"]
    (told,) = idle_settings(typed, [load_config(given)])
    assert told == "campaign.tactics.event: without effect, as it has no money: give campaign.ads.split.event"
    paid = load_config([*given, "campaign.ads.split={creators: 0.5, event: 0.5}"])
    assert idle_settings(typed, [load_config(given), paid]) == []
