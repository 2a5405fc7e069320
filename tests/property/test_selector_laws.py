"""Laws of hiring: what a selector is for comes about in the simulated market, for the same money."""

import pytest

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel

MARKET = (
    "population.n_users=4000", "campaign=face_cream", "campaign.budget_cny=6000", "campaign.start_day=1",
    "campaign.burst_days=3", "campaign.tier_shares={koc: 0.5, junior: 0.5, waist: 0, head: 0}", "n_days=8",
    "content.history_days=6", "threads=1", "record.panel_share=0",
)  # fmt: skip


def launched(*overrides):
    """Return the campaign's contracts and the brand's reach in the end."""
    recorder = PlatformModel(load_config([*MARKET, *overrides])).run().recorder
    brand = recorder.frame("brand_daily").filter(brand="qingrou")
    return recorder.frame("contracts"), brand["reach_cumulative"].max()


@pytest.fixture(scope="module")
def by_followers():
    return launched("campaign.selector=followers")


def test_least_overlap_reaches_more_people_than_most_followers_for_the_same_money(by_followers):
    hired, reach = launched("campaign.selector=least_overlap")
    assert reach > 1.05 * by_followers[1]
    assert hired.height > by_followers[0].height  # many cheap names with other followers


def test_whoever_is_agreed_publishes_on_the_day_and_at_the_price(by_followers):
    hired, _ = launched(
        "campaign.selector=followers", "campaign.agreed=[{followers: 2000, price_cny: 321, after_days: 2}]"
    )
    agreed = hired.filter(fee_cny=321.0)
    assert agreed["publish_day"].to_list() == [3]
    assert 1000 < agreed["followers"].item() < 4000
    assert (hired["fee_cny"] + hired["service_fee_cny"]).sum() <= 6000
    assert set(hired["creator"]) != set(by_followers[0]["creator"])


def test_nothing_agreed_is_the_plain_launch(by_followers):
    hired, reach = launched("campaign.selector=followers", "campaign.agreed=[]")
    assert hired.equals(by_followers[0])
    assert reach == by_followers[1]
