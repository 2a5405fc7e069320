"""Laws of the marketplace in runs: demand makes creators dearer, some refuse; without strength nothing is otherwise."""

import polars as pl
import pytest
from apart import differing
from run_laws import check_run

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records

MARKET = (
    "population.n_users=3000", "content.history_days=3", "n_days=4", "threads=1", "record.panel_share=0.3",
    "campaign=face_cream", "campaign.start_day=1", "campaign.burst_days=2", "campaign.budget_cny=4000",
    "campaign.tier_shares={koc: 1, junior: 0, waist: 0, head: 0}", "campaign.ads.split={creators: 1}",
    "rivals=skincare", "rivals.meibai.notes_per_week=70",
)  # fmt: skip
OFF = (
    "campaign.prices.demand={strength: 0, days: 300}",
    "creators.offers={strength: 0, usual: 1, misfit: 9, load: 5, load_days: 300, price: 9}",
)
DEAR = "campaign.prices.demand.strength=8"
PICKY = "creators.offers.strength=1"


def run(*overrides):
    return PlatformModel(load_config([*MARKET, *overrides])).run()


def of(model, metric):
    whole = METRICS[metric].compute(Records(model.recorder)).filter(pl.col("day").is_null(), brand="qingrou")
    return whole["value"][0]


def fees(model, brand="qingrou"):
    return model.recorder.frame("contracts").filter(brand=brand)


@pytest.fixture(scope="module")
def plain():
    return run()


@pytest.fixture(scope="module")
def dear():
    return run(DEAR)


@pytest.fixture(scope="module")
def picky():
    return run(PICKY, "creators.offers.usual=0.35")


def test_without_strength_prices_and_answers_are_as_ever_bit_for_bit(plain):
    assert differing(run(*OFF), plain) == []
    assert set(plain.recorder.frame("offers")["price_factor"]) == {1.0}
    assert plain.recorder.frame("contract_events").is_empty()


@pytest.mark.parametrize("strong", ["dear", "picky"])
def test_runs_of_a_marketplace_that_reacts_obey_the_laws_of_runs(strong, request):
    check_run(request.getfixturevalue(strong))


def test_demand_hires_fewer_for_the_same_money_and_each_at_no_less(plain, dear):
    before, after = fees(plain), fees(dear)
    assert after.height < 0.9 * before.height
    both = before.join(after, on="creator", suffix="_dear")
    assert (both["fee_cny_dear"] >= both["fee_cny"]).all()
    assert (both["fee_cny_dear"] > both["fee_cny"]).sum() > 0.9 * both.height
    assert (after["fee_cny"] + after["service_fee_cny"]).sum() <= 4000


def test_what_a_campaign_hires_makes_its_rivals_notes_dearer(plain, dear):
    before, after = fees(plain, "meibai"), fees(dear, "meibai")
    both = before.join(after, on="note", suffix="_dear").filter(pl.col("publish_day") > 1, tier="koc")
    assert both.height > 10
    assert (both["fee_cny_dear"] > 1.2 * both["fee_cny"]).all()


def test_refused_offers_are_told_and_their_money_hires_others(plain, picky):
    refused = picky.recorder.frame("contract_events").filter(event="refused")
    assert refused.height == of(picky, "offers_refused") > 5
    assert of(plain, "offers_refused") == 0
    hired = fees(picky)
    assert not set(refused["creator"]) & set(hired["creator"])
    assert set(hired["creator"]) - set(fees(plain)["creator"])
    assert hired["fee_cny"].sum() > 0.9 * fees(plain)["fee_cny"].sum()


def share_refused(*overrides):
    model = run(PICKY, *overrides)
    asked = of(model, "offers_refused") + fees(model).height
    return of(model, "offers_refused") / asked


def test_a_brand_that_fits_nobody_is_refused_more_often():
    """All creators are asked: those on the topic, and those off it."""
    everybody = "campaign.budget_cny=1000000", "campaign.max_share_of_tier=1", "creators.offers.price=0"
    fits, none = share_refused(*everybody), share_refused(*everybody, "creators.offers.misfit=0")
    assert none == pytest.approx(0.15, abs=0.05)
    assert fits > none + 0.15


def test_creators_whom_brands_asked_a_lot_lately_refuse_the_next():
    """Rivals that hire all week leave fewer who accept."""
    loud = "rivals.meibai.notes_per_week=700", "creators.offers.load=3", "creators.offers.misfit=0"
    topic = "campaign.topics=[skincare]", "campaign.selector=audience_fit", "campaign.start_day=3"
    calm = share_refused(*loud, *topic, "creators.offers.load=0")
    assert share_refused(*loud, *topic) > calm + 0.05
