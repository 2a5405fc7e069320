"""The people whom a campaign is for are counted apart from the whole, and where it is for everybody nothing is."""

import polars as pl
import pytest
from plain import NOTHING_BEYOND

from xhs_sim.config import ConfigError, load_config
from xhs_sim.metrics import measure
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records

SMALL = ("population.n_users=1000", "population.audience=4000", "n_days=4", "content.history_days=3", "threads=1",
         "campaign=face_cream", "campaign.budget_cny=3000", "campaign.start_day=1", "campaign.burst_days=1",
         "campaign.tier_shares={koc: 1}", "record.panel_share=0", "record.note_daily=false")  # fmt: skip
WOMEN = ["target.genders=[female]", "target.age_bands=[a18_24, a25_34]", "target.city_tiers=[tier_1]",
         "target.education_levels=[bachelor, college]"]  # fmt: skip


def tables_of(*target):
    return Records(PlatformModel(load_config([*SMALL, *target])).run().recorder)


@pytest.fixture(scope="module")
def women():
    return tables_of(*WOMEN)


@pytest.fixture(scope="module")
def sold():
    return tables_of("target.genders=[female]", *NOTHING_BEYOND)  # few readers, whose orders one of them moves


def test_a_target_is_the_cells_of_the_segments_that_it_names(women):
    cells = women["brand_segments"].filter(
        pl.col("gender") == "female",
        pl.col("age_band").is_in(["a18_24", "a25_34"]),
        pl.col("city_tier") == "tier_1",
        pl.col("education_level") != "school",
    )
    counted = ["users", "reached", "aware_or_more", "interested_or_more", "bought"]
    sums = cells.group_by("brand").agg(pl.col(counted).sum()).sort("brand")
    found = women["target_reach"].select("brand", *counted).sort("brand")
    assert sums.rows() == found.rows()
    assert found["reached"].max() > 0


def test_what_they_like_most_narrows_a_target(women):
    fond = tables_of(*WOMEN, "target.topics=[skincare]")["target_reach"]
    assert 0 < fond["users"][0] < women["target_reach"]["users"][0]


def test_without_a_target_nothing_is_written_and_nothing_else_changes(women):
    whole = tables_of()
    assert whole["target_reach"].is_empty()
    for table in ("daily", "brand_daily", "ledger", "brand_segments"):
        assert whole[table].equals(women[table])


def test_reach_on_target_has_its_price_and_its_share(women):
    measured = measure(women, list(load_config([*SMALL]).brands))
    values = {
        (metric, brand): value
        for metric, brand, day, value in measured.select("metric", "brand", "day", "value").iter_rows()
        if day is None
    }
    reach, people = values["target_reach", "qingrou"], values["target_people", "qingrou"]
    assert values["target_reach_share", "qingrou"] == reach / people
    assert values["on_target_share", "qingrou"] == reach / values["reach", "qingrou"]
    assert values["cost_per_target_reach", "qingrou"] == pytest.approx(values["spend", "qingrou"] / reach)


def test_a_segment_that_nobody_knows_is_refused():
    with pytest.raises(ConfigError, match=r"target\.age_bands"):
        load_config(["target.age_bands=[a99]"])


def test_what_women_and_men_buy_is_all_that_is_bought(sold):
    """Of all brands, as it was drawn and as it was to be expected; in people, each reader for four."""
    whole, of_women = sold["brand_daily"], sold["target_reach"]
    of_men = tables_of("target.genders=[male]", *NOTHING_BEYOND)["target_reach"]
    for name in ("orders", "gmv_cny", "expected_orders", "expected_gmv_cny"):
        assert of_women[name].sum() + of_men[name].sum() == pytest.approx(whole[name].sum(), abs=0.1)
    assert 0 < of_women["expected_orders"].sum() < whole["expected_orders"].sum()
    assert of_women["orders"].sum() % 4 == 0


def test_of_a_target_that_is_everybody_by_name_all_is_expected():
    tables = tables_of("target.genders=[female, male]")
    daily, own = tables["brand_daily"], tables["target_reach"]
    for name in ("orders", "gmv_cny", "expected_orders", "expected_gmv_cny"):
        sums = daily.group_by("brand").agg(pl.col(name).sum()).sort("brand")[name]
        assert own.sort("brand")[name].to_list() == pytest.approx(sums.to_list(), abs=0.05)
