"""Laws of reach: more money reaches less than in proportion, and reach without fit brings no orders."""

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


def test_twice_the_money_of_a_tier_reaches_less_than_twice_as_many_more(without):
    added = dict.fromkeys((3000, 6000, 12000), 0)
    for budget in added:
        for seed in SEEDS:
            days, _ = outcome(f"campaign.budget_cny={budget}", seed=seed)
            added[budget] += days["reach_cumulative"].max() - without[seed]["reach_cumulative"].max()
    assert added[3000] < added[6000] < added[12000]  # more money does reach more
    assert added[6000] < 1.8 * added[3000]
    assert added[12000] < 1.8 * added[6000]


def test_reach_without_fit_brings_few_orders(without):
    """Creators of another topic mention the cream in their own notes: many look, few of them need it."""
    orders_per_reach = {}
    for topic in ("skincare", "digital"):
        orders = reach = 0.0
        for seed in SEEDS:
            more = ("campaign.budget_cny=12000", f"campaign.topics=[{topic}]", "campaign.selector=audience_fit")
            days, notes = outcome(*more, seed=seed)
            assert set(notes["topic"]) >= {topic}
            for name in ("orders", "leaked_orders"):
                orders += days[name].sum() - without[seed][name].sum()
            reach += days["reach_cumulative"].max() - without[seed]["reach_cumulative"].max()
        orders_per_reach[topic] = orders / reach
    print(orders_per_reach)
