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


MANY_VISITS = (
    "population.n_users=8000", "commerce.cart_rate=0.9", "commerce.order_rate=1", "commerce.leak_share=0",
    "commerce.visit_rate=0.3", "commerce.need_days=300", "campaign.selector=audience_fit",
)  # fmt: skip


@pytest.fixture(scope="module")
def by_topic():
    """Return reach and orders that creators of the brand's topic and of others add, by notes on their own topic."""
    nothing, _ = outcome(*MANY_VISITS, "campaign.budget_cny=0")
    found = {}
    for topic in ("skincare", "culture", "digital"):
        days, notes = outcome(*MANY_VISITS, "campaign.budget_cny=1500", f"campaign.topics=[{topic}]")
        assert set(notes["topic"]) == {topic}
        reach = days["reach_cumulative"].max() - nothing["reach_cumulative"].max()
        found[topic] = reach, days["orders"].sum() - nothing["orders"].sum()
    return found


@pytest.mark.parametrize("topic", ["culture", "digital"])
def test_notes_without_fit_reach_people_and_bring_far_fewer_orders(by_topic, topic):
    """Seen: .7 and 1.0 times the reach, .28 and .13 times the orders per person reached."""
    (reach, orders), (usual_reach, usual_orders) = by_topic[topic], by_topic["skincare"]
    assert reach > 0.6 * usual_reach
    assert 0 < orders / reach < 0.5 * usual_orders / usual_reach
