"""Laws of a campaign's life, on markets small enough to run many times."""

import polars as pl
import pytest
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records
from xhs_sim.records.tables import TABLES

SMALL = (
    "population.n_users=1500", "content.history_days=4", "n_days=4", "threads=1", "record.panel_share=0.3",
    "campaign=face_cream", "campaign.start_day=1", "campaign.burst_days=2", "campaign.budget_cny=4000",
)  # fmt: skip
MARKET = (
    "population.n_users=4000", "content.history_days=5", "n_days=10", "threads=1", "record.panel_share=0",
    "campaign=face_cream", "campaign.start_day=2", "campaign.burst_days=3", "campaign.budget_cny=6000",
    "campaign.tier_shares={koc: 0.5, junior: 0.5, waist: 0, head: 0}",
)  # fmt: skip
UNRELIABLE = (
    "campaign.contract.late_rate=0.4", "campaign.contract.fail_rate=0.4", "campaign.contract.upfront_share=0.5",
    "campaign.contract.refund_share=0.3", "campaign.contract.talk_days=1",
)  # fmt: skip
# Settings of each tactic that are far from usual, but have no strength.
WITHOUT_STRENGTH = {
    "contract": ("late_days=20", "refund_share=1", "gap_days=9", "wear=2", "bonus_cny=9", "bonus_effort=2",
                 "replacement=next"),
    "in_flight": ("after_days=1", "rule=none"),
    "tactics.teasers": ("share=0", "days=1"),
    "tactics.media": ("after_days=-1", "notice_rate=1", "interest=4"),
    "tactics.event": ("after_days=0", "come_aware=1", "interest=4", "friends=9"),
    "tactics.group": ("after_days=0", "join_rate=1", "replies=9", "interest=4"),
    "tactics.challenge": ("reward_cny=1000", "most_share=1"),
}  # fmt: skip


def run(*overrides, market=MARKET):
    return PlatformModel(load_config([*market, *overrides])).run()


def split(**parts):
    """Return the override that gives some of the budget to other things than creators."""
    rest = 1.0 - sum(parts.values())
    words = ", ".join(f"{name}: {share}" for name, share in {"creators": rest, **parts}.items())
    return f"campaign.ads.split={{{words}}}"


def of(model, metric):
    whole = METRICS[metric].compute(Records(model.recorder)).filter(pl.col("day").is_null(), brand="qingrou")
    return whole["value"][0]


def table(model, name):
    return model.recorder.frame(name)


def paid(model):
    kinds = table(model, "ledger").group_by("kind").agg(pl.col("amount_cny").sum())
    return dict(kinds.iter_rows())


@pytest.fixture(scope="module")
def small():
    return run(market=SMALL)


@pytest.fixture(scope="module")
def plain():
    return run()


@pytest.mark.parametrize("tactic", WITHOUT_STRENGTH)
def test_a_tactic_without_strength_changes_nothing_bit_for_bit(small, tactic):
    settings = [f"campaign.{tactic}.{setting}" for setting in WITHOUT_STRENGTH[tactic]]
    other = run(*settings, market=SMALL)
    assert [name for name in TABLES if not table(small, name).equals(table(other, name))] == []


def test_a_plain_campaign_has_nothing_more_to_tell(plain):
    for name in ("contract_events", "media_daily", "activity_daily", "community_daily", "surveys"):
        assert table(plain, name).is_empty(), name
    assert of(plain, "contract_completion_rate") == 1.0


def test_everything_at_once_obeys_the_laws_of_runs_and_gives_the_same_on_two_threads():
    everything = (
        *UNRELIABLE, split(feed=0.1, media=0.1, event=0.1, group=0.2, challenge=0.1), "campaign.budget_cny=9000",
        "campaign.contract.notes_each=2", "campaign.contract.gap_days=1", "campaign.contract.replacement=next",
        "campaign.contract.bonus_reserve=0.2", "campaign.contract.bonus_cny=2", "campaign.contract.bonus_target=1",
        "campaign.contract.bonus_days=1", "campaign.in_flight.rule=stop_worst", "campaign.in_flight.hold_back=0.3",
        "campaign.in_flight.after_days=2", "campaign.tactics.teasers.share=0.3", "campaign.tactics.event.after_days=1",
        "campaign.tactics.group.after_days=0", "n_days=7",
    )  # fmt: skip
    one = run(*everything, market=SMALL)
    check_run(one)
    happened = set(table(one, "contract_events")["event"])
    assert {"signed", "upfront", "late", "failed", "delivered", "bonus"} <= happened
    assert {"media", "event", "community", "reward", "bonus", "fee_refund"} <= set(paid(one))
    two = run(*everything, "threads=2", market=SMALL)
    assert [name for name in TABLES if not table(one, name).equals(table(two, name))] == []


def test_unreliable_creators_deliver_fewer_notes_later_and_their_money_comes_back():
    # contracts enough for shares to tell
    many = ("campaign.tier_shares={koc: 1.0, junior: 0, waist: 0, head: 0}", "campaign.budget_cny=15000")
    plain, other = run(*many), run(*many, *UNRELIABLE)
    assert of(plain, "sponsored_notes") > 30
    assert of(other, "contract_completion_rate") == pytest.approx(0.6, abs=0.2)
    assert of(other, "sponsored_notes") < of(plain, "sponsored_notes")
    assert of(other, "mean_delay_days") > 2.0  # 1 of the burst, 1 of talk, lateness
    failed = table(other, "contract_events").filter(event="failed")
    lost = of(plain, "creator_spend") - of(other, "creator_spend")
    assert lost == pytest.approx(failed["amount_cny"].sum(), rel=0.35)  # some are open when the run ends
    check_run(other)


def test_a_replacement_spends_what_a_failure_released(plain):
    fails = "campaign.contract.fail_rate=0.4"
    alone, replaced = run(fails), run(fails, "campaign.contract.replacement=next")
    assert of(alone, "sponsored_notes") < of(replaced, "sponsored_notes") <= 1.2 * of(plain, "sponsored_notes")
    check_run(replaced)


def test_paid_notes_in_a_series_get_worse_if_they_wear():
    series = ("campaign.contract.notes_each=3", "campaign.contract.gap_days=1", "campaign.burst_days=1")
    fresh, worn = (run(*series, f"campaign.contract.wear={wear}", "n_days=6") for wear in (0, 0.5))
    quality = [
        table(model, "contracts").join(table(model, "notes"), on="note").sort("note")["true_quality"]
        for model in (fresh, worn)
    ]
    lost = (quality[0] - quality[1]).to_numpy()
    assert len(lost) >= 3
    for number, expected in enumerate((0.0, 0.47, 0.90)):  # 0.5 (e^-1/14 + e^-2/14)
        assert (abs(lost - expected) < 0.02).sum() == len(lost) // 3, number


def test_a_bonus_makes_notes_better_and_is_paid_when_they_are_old_enough_within_the_reserve(plain):
    contract = {"bonus_reserve": 0.2, "bonus_target": 0, "bonus_cny": 20, "bonus_days": 2, "bonus_effort": 0.7}
    model = run(*(f"campaign.contract.{name}={value}" for name, value in contract.items()))
    both = [table(m, "contracts").join(table(m, "notes"), on="note") for m in (plain, model)]
    same = both[0].select("note", "true_quality").join(both[1], on="note")
    assert same.height >= 5
    assert (same["true_quality_right"] - same["true_quality"]).to_numpy() == pytest.approx(0.7, abs=1e-5)
    bonus = table(model, "contract_events").filter(event="bonus")
    due = bonus.join(table(model, "contracts"), on="creator")
    assert ((due["day"] - due["publish_day"]) == 2).all()
    assert (due["amount_cny"] <= 0.3 * due["fee_cny"] + 1e-9).all()
    assert 0 < paid(model)["bonus"] <= 0.2 * 6000
    check_run(model)


@pytest.mark.parametrize("rule", ["as_planned", "best_tier", "stop_worst"])
def test_money_held_back_hires_in_flight_and_is_never_overspent(plain, rule):
    held = run(f"campaign.in_flight.rule={rule}", "campaign.in_flight.hold_back=0.5", "campaign.in_flight.after_days=3")
    events = table(held, "contract_events").filter(event="signed")
    late = events.filter(pl.col("day") == 5)
    assert late.height >= 1
    assert events.filter(pl.col("day") == 2)["amount_cny"].sum() <= 3000
    stopped = table(held, "contract_events").filter(event="stopped")["amount_cny"].sum()
    assert 0 < late["amount_cny"].sum() <= 3000 + stopped
    assert events["amount_cny"].sum() - stopped <= 6000
    if rule == "best_tier":
        hired = table(held, "contracts").filter(pl.col("creator").is_in(late["creator"].implode()))
        assert hired["tier"].n_unique() <= 1
    check_run(held)


def test_boosting_the_best_puts_held_money_into_ads_for_them(plain):
    held = run(
        "campaign.in_flight.rule=boost_best", "campaign.in_flight.hold_back=0.5", "campaign.in_flight.after_days=3",
    )  # fmt: skip
    ads = table(held, "ledger").filter(kind="feed_ads")
    assert 25 < ads["amount_cny"].sum() <= 3000  # a small market sells few impressions
    assert ads["day"].min() >= 5
    assert "feed_ads" not in paid(plain)
    notes = table(held, "notes").filter("is_sponsored")
    assert 0 < (notes["impressions_ads"] > 0).sum() <= held.config.campaign.ads.notes + 3
    check_run(held)
