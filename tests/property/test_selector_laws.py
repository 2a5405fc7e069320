"""Laws of hiring: what a selector is for comes about in the simulated market, for the same money."""

import numpy as np
import pytest
from plain import NOTHING_BEYOND

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel

MARKET = (
    "population.n_users=4000", "campaign=face_cream", "campaign.budget_cny=6000", "campaign.start_day=1",
    "campaign.burst_days=3", "campaign.tier_shares={koc: 0.5, junior: 0.5, waist: 0, head: 0}", "n_days=8",
    "content.history_days=6", "threads=1", "record.panel_share=0",
)  # fmt: skip
AMONG_MANY = (
    *MARKET, *NOTHING_BEYOND, "population.audience=100000", "n_days=6", "record.panel_share=1", "graph.homophily=1",
    "graph.copy_share=0.8", "campaign.tier_shares={koc: 1, junior: 0, waist: 0, head: 0}", "feed.following_share=1",
    "content.notes_per_active_day=0.005", "engage.continue_rate=0.7", "feed.ladder.guarantee=0",
    "search.intent.day_share=0",
)  # fmt: skip


def launched(*overrides):
    """Return the campaign's contracts and the brand's reach in the end."""
    recorder = PlatformModel(load_config([*MARKET, *overrides])).run().recorder
    brand = recorder.frame("brand_daily").filter(brand="qingrou")
    return recorder.frame("contracts"), brand["reach_cumulative"].max()


@pytest.fixture(scope="module")
def by_followers():
    return launched("campaign.selector=followers")


def people_reached(selector, seed):
    """Return how many readers saw the campaign's notes, how many of them in the following feed, and how many notes."""
    model = PlatformModel(load_config([*AMONG_MANY, f"campaign.selector={selector}", f"seed={seed}"])).run()
    hired = model.recorder.frame("contracts")
    seen = model.recorder.frame("panel").join(hired, on="note", how="semi")
    return np.array([*(shown["user"].n_unique() for shown in (seen, seen.filter(surface="following"))), hired.height])


def test_where_people_read_whom_they_follow_least_overlap_reaches_more_than_most_followers():
    """For the same money, where no creator is followed by nearly all; three markets together."""
    most, least = (
        np.sum([people_reached(selector, seed) for seed in range(3)], axis=0)
        for selector in ("followers", "least_overlap")
    )
    assert least[0] > 1.05 * most[0]  # seen: 1.12
    assert least[1] > 1.12 * most[1]  # seen: 1.25
    assert least[2] > 1.3 * most[2]  # many cheap names with other followers; seen: 1.7


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
