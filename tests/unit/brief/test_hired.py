"""What a check says that money hires is what the plan hires."""

import pytest

from xhs_sim.brief.capacity import stock_of
from xhs_sim.brief.hired import hires_of
from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel

MARKET = ["campaign=face_cream", "population.audience=200000", "population.n_users=2000", "n_days=3", "threads=1",
          "campaign.start_day=2", "campaign.burst_days=1", "campaign.budget_cny=12000",
          "campaign.tier_shares={head: 0, waist: 0, junior: 0, koc: 1}"]  # fmt: skip


def promised(*overrides):
    config = load_config([*MARKET, *overrides])
    there = stock_of(config.campaign, config.graph, config.population.people)["koc"].share * config.population.people
    return hires_of("koc", 12_000.0, 1, config, there)


@pytest.mark.parametrize("selector", ["audience_fit", "followers", "read_efficiency", "least_overlap"])
def test_as_many_notes_are_bought_as_were_promised(selector):
    model = PlatformModel(load_config([*MARKET, f"campaign.selector={selector}"]))
    model.run()
    bought = len(model.recorder.frame("contracts"))
    told = promised(f"campaign.selector={selector}")
    assert 0.9 * told.fewest <= bought <= 1.1 * told.most


def test_whom_a_plan_chooses_decides_how_many_notes_it_buys():
    dear, cheap = promised("campaign.selector=followers"), promised("campaign.selector=random")
    assert dear.most < 0.6 * cheap.fewest
    assert dear.cheapest_cny > cheap.dearest_cny


def test_what_cannot_be_told_is_bounded_by_what_can():
    known = [promised(f"campaign.selector={name}") for name in ("random", "price_efficiency")]
    unknown = promised("campaign.selector=read_efficiency")
    assert unknown.fewest == min(each.fewest for each in known)
    assert unknown.most == max(each.most for each in known)
