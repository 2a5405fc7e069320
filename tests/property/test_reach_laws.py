"""Laws of reach: more money reaches less than in proportion, and reach without fit should bring few orders."""

import pytest

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel

MARKET = (
    "population.n_users=4000", "campaign=face_cream", "campaign.start_day=1", "campaign.burst_days=3", "n_days=9",
    "content.history_days=6", "threads=1", "record.panel_share=0", "campaign.selector=random",
    "campaign.tier_shares={koc: 1.0, junior: 0, waist: 0, head: 0}",
)  # fmt: skip
SEEDS = (0, 1)


def outcome(*overrides, seed=0):
    recorder = PlatformModel(load_config([*MARKET, *overrides, f"seed={seed}"])).run().recorder
    return recorder.frame("brand_daily").filter(brand="qingrou"), recorder.frame("notes").filter(is_sponsored=True)


@pytest.fixture(scope="module")
def without():
    return {seed: outcome("campaign.budget_cny=0", seed=seed)[0] for seed in SEEDS}


def added(without, *overrides):
    """Return reach, impressions and orders beyond the twin without a campaign, added up over seeds."""
    total = dict.fromkeys(("reach", "impressions", "orders"), 0)
    for seed in SEEDS:
        days, _ = outcome(*overrides, seed=seed)
        total["reach"] += days["reach_cumulative"].max() - without[seed]["reach_cumulative"].max()
        for name in ("impressions", "orders"):
            total[name] += days[name].sum() - without[seed][name].sum()
    return total


def test_twice_the_money_of_a_tier_reaches_less_than_twice_as_many_more(without):
    once, twice, four_times = (added(without, f"campaign.budget_cny={cny}")["reach"] for cny in (1000, 2000, 4000))
    assert once < twice < four_times  # more money does reach more
    assert twice < 1.6 * once  # seen: 1.24
    assert four_times / twice < twice / once  # seen: 1.09


ALL_BUY = (
    "commerce.order_rate=1", "commerce.leak_share=0", "campaign.budget_cny=4000", "campaign.selector=audience_fit",
)  # fmt: skip


@pytest.fixture(scope="module")
def by_topic():
    """Return what creators of the brand's topic and of another add, who mention it in their own topic's notes."""
    nothing = {seed: outcome(*ALL_BUY, "campaign.budget_cny=0", seed=seed)[0] for seed in SEEDS}
    return {topic: added(nothing, *ALL_BUY, f"campaign.topics=[{topic}]") for topic in ("skincare", "culture")}


def test_notes_on_an_unrelated_topic_reach_as_many(by_topic):
    assert by_topic["culture"]["reach"] > 0.8 * by_topic["skincare"]["reach"]
    assert by_topic["culture"]["orders"] > 0


@pytest.mark.xfail(
    strict=True,
    reason="known shortfall: a product visit from a note becomes an order whether or not its reader wants the topic",
)
def test_reach_without_fit_brings_far_fewer_orders(by_topic):
    """An unrelated note's readers seldom want the cream, so a reached user should be worth less than half as much."""
    unrelated, on_topic = (by_topic[name]["orders"] / by_topic[name]["reach"] for name in ("culture", "skincare"))
    assert unrelated < 0.5 * on_topic  # seen: .0210 against .0188, a ratio of 1.12
