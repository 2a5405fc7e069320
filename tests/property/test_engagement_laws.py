"""Laws of engagement and of users' life, with the size of each effect on the same people (paired by seed)."""

import numpy as np
import polars as pl
import pytest
from plain import NO_REACTIONS

from xhs_sim.config import load_config
from xhs_sim.model import DAY, PlatformModel
from xhs_sim.phase import changed
from xhs_sim.records.tables import TABLES

MARKET = (
    "population.n_users=3000", "content.history_days=6", "content.notes_per_active_day=0.2",
    "record.panel_share=0.5", "n_days=4", "threads=1",
)  # fmt: skip
SWITCHES = {
    "hide_rate": ("hide_affinity=9", "hide_sponsored=9", "hide_cost=9", "hide_learning=0.4", "hide_unfollow=1"),
    "unfollow_rate": (),
    "report_rate": ("report_quality=3",),
    "message_rate": (),
    "reply_rate": ("reply_follow=1", "reply_effect=3", "reply_days=1"),
    "share_reach": ("share_nudge=3",),
}
ACT_OF = {"hide_rate": "hides", "unfollow_rate": "unfollows", "report_rate": "reports", "message_rate": "messages",
          "reply_rate": "replies"}  # fmt: skip


def lived(*overrides, kind=PlatformModel):
    """Let the market live; return the model."""
    return kind(load_config([*MARKET, *overrides])).run()


def tables_of(model):
    return {name: model.recorder.frame(name) for name in TABLES}


def rare(model, act):
    return model.recorder.frame("reactions")[act].sum()


@pytest.fixture(scope="module")
def plain():
    return lived(*NO_REACTIONS)


def pass_nothing_on(cast, events):
    events.counts |= {"shares_to_friends": 0, "shares_elsewhere": 0}


class Mute(PlatformModel):
    """A platform on which nothing is passed on."""

    phases = changed(DAY, spread=pass_nothing_on)


def test_without_rare_acts_their_numbers_move_nothing(plain):
    dials = [f"react.{dial}" for dials in SWITCHES.values() for dial in dials]
    moved, mute = tables_of(lived(*NO_REACTIONS, *dials)), tables_of(lived(*NO_REACTIONS, kind=Mute))
    for name, table in tables_of(plain).items():
        assert table.equals(moved[name]), name
        assert table.equals(mute[name]), name
    assert tables_of(plain)["reactions"].is_empty()


@pytest.mark.parametrize("switch", ACT_OF)
def test_each_rare_act_has_its_own_switch(switch):
    others = [off for off in NO_REACTIONS if switch not in off]
    model = lived(*others, f"react.{switch}=0.04", "react.hide_unfollow=0")
    counts = {act: rare(model, act) for act in ACT_OF.values()}
    assert counts.pop(ACT_OF[switch]) > 0
    assert not any(counts.values())


def test_hides_come_at_the_rate_asked_for_and_cost_mood_and_clicks_nothing(plain):
    model = lived(*NO_REACTIONS, "react.hide_rate=0.01", "react.hide_affinity=0", "react.hide_cost=5",
                  "react.hide_learning=0")  # fmt: skip
    daily, before = model.recorder.frame("daily"), plain.recorder.frame("daily")
    first = pl.col("day") == 0
    organic = pl.col("impressions") - pl.col("clicks") - pl.col("ad_impressions")  # of ads only few may be hidden
    shown, hidden = daily.filter(first).select(organic).item(), model.recorder.frame("reactions").filter(first)
    assert hidden["hides"].sum() == pytest.approx(0.01 * shown, abs=4 * np.sqrt(0.01 * shown))
    assert daily.filter(first)["clicks"].item() == before.filter(first)["clicks"].item()
    assert daily["true_satisfaction"][-1] < before["true_satisfaction"][-1] - 0.008


def test_people_hide_what_does_not_suit_them():
    model = lived("react.hide_rate=0.02", "react.hide_affinity=4")
    log, truth = model.world.content.log, model.world.truth
    slot_of = {int(key): slot for slot, key in enumerate(log.key) if key >= 0}
    panel = model.recorder.frame("panel").filter(~pl.col("clicked") & pl.col("note").is_in(list(slot_of)))
    notes = np.array([slot_of[note] for note in panel["note"]])
    affinity = (truth.taste[panel["user"].to_numpy()] * log.vec[notes]).sum(axis=1)
    hidden = panel["hidden"].to_numpy()
    assert hidden.sum() > 500
    assert affinity[hidden].mean() < affinity[~hidden].mean() - 0.1


def test_answers_bring_follows_and_people_back(plain):
    talk = (*NO_REACTIONS, "engage.rates.comment=0.3")
    silent = lived(*talk)
    model = lived(*talk, "react.reply_rate=1", "react.reply_follow=0.5", "react.reply_effect=1")
    more, less = model.recorder.frame("daily"), silent.recorder.frame("daily")
    comments = more["comments"].sum()
    assert 0.6 < rare(model, "replies") / comments < 0.9  # habits are even between 0 and 1 (twice the mean, at most 1)
    assert more["follows"].sum() > 1.5 * less["follows"].sum()
    assert more["active_users"][1:].sum() > 1.02 * less["active_users"][1:].sum()


def test_shared_notes_reach_friends_and_bring_them_back():
    busy = (*NO_REACTIONS, "engage.rates.share=0.3", "react.share_nudge=2")
    alone, linked = lived(*busy), lived(*busy, "react.share_reach=4")
    daily, before = linked.recorder.frame("daily"), alone.recorder.frame("daily")
    assert daily["shares_to_friends"].sum() > 100
    assert daily["shares_elsewhere"].sum() > daily["shares_to_friends"].sum()
    assert before["shares_to_friends"].sum() == before["shares_elsewhere"].sum() == 0
    assert daily["active_users"][1:].sum() > 1.01 * before["active_users"][1:].sum()


def ctr(model):
    daily = model.recorder.frame("daily")
    return daily["clicks"].sum() / daily["impressions"].sum()


@pytest.mark.parametrize(("dial", "most"), [
    ("engage.topic_wear=0.1", 0.93), ("engage.creator_wear=1.5", 0.995), ("engage.day_fatigue=1", 0.95),
    ("engage.click_slot=0.05", 0.9),
])  # fmt: skip
def test_repetition_and_fatigue_cost_clicks(dial, most):
    path = dial.split("=")[0]
    assert ctr(lived(dial)) < most * ctr(lived(f"{path}=0"))


def test_whoever_is_used_to_a_good_feed_acts_less():
    """People begin at neutral, where it changes nothing; delighted ones (little joy is enough) act less."""
    delighted = ("retain.joy_reference=0.001", "retain.satisfaction_rate=0.9", "engage.choosiness=0")
    plain, spoiled = (lived(*delighted, f"engage.act_choosiness={effect}") for effect in (0, 2))
    likes = [model.recorder.frame("daily")["likes"] for model in (plain, spoiled)]
    assert likes[0][0] == likes[1][0]
    assert 0.3 < likes[1][-1] / likes[0][-1] < 0.7  # exp(-2 * (.9 - .5)) = .45


def test_fresh_notes_are_opened_more():
    notes = []
    for freshness in (0, 1.5):
        model = lived(f"engage.freshness={freshness}", "ranker=random", "engage.fresh_days=0.5")
        panel = model.recorder.frame("panel").join(model.recorder.frame("notes"), on="note", suffix="_note")
        young = panel.filter(pl.col("day") == pl.col("published_day"))
        notes.append(young["clicked"].mean())
    assert notes[1] > 1.5 * notes[0]


def test_people_differ_in_how_much_they_open_and_the_mean_stays():
    spreads, levels = [], []
    for spread in (0.0, 1.0):
        model = lived(f"population.click_log_sd={spread}")
        users = model.recorder.frame("panel").group_by("user").agg(pl.col("clicked").mean(), pl.len())
        spreads.append(users.filter(pl.col("len") >= 40)["clicked"].std())
        levels.append(ctr(model))
    assert spreads[1] > 1.25 * spreads[0]
    assert levels[1] == pytest.approx(levels[0], rel=0.2)


def test_a_long_discussion_draws_fewer():
    """On days that a note begins with ten likes and more, where one like is a crowd; seen: .05 times the comments."""
    rates = []
    for power in (0.0, 1.0):
        crowding = f"engage.crowding={{like: 0, save: 0, comment: {power}, share: 0}}"
        model = lived(crowding, "engage.crowding_likes=1", "engage.rates.comment=0.3", "engage.rates.like=0.3")
        days = model.recorder.frame("note_daily").sort("note", "day")
        liked = days.filter(pl.col("likes").cum_sum().over("note") - pl.col("likes") >= 10)
        assert liked["reads"].sum() > 500
        rates.append(liked["comments"].sum() / liked["reads"].sum())
    assert rates[1] < 0.3 * rates[0]
