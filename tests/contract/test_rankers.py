"""Rankers are data: each runs, and they stand in the order that the model's law asks for."""

import polars as pl
import pytest

from xhs_sim.config import list_choices, load_config
from xhs_sim.model import PlatformModel

MARKET = (
    "population.n_users=3000",
    "content.history_days=6",
    "content.notes_per_active_day=0.3",
    "record.panel_share=0.0",
    "n_days=5",
    "threads=1",
)  # fmt: skip; many notes, so that there is a choice
LARGE = ("population.n_users=9000",)  # with 3,000 too few likes tell popular from random


@pytest.fixture(scope="module")
def outcome():
    """Return clicks per impression and true satisfaction under each ranker."""
    found = {}
    for ranker in list_choices()["ranker"]:
        daily = PlatformModel(load_config([*MARKET, *LARGE, f"ranker={ranker}"])).run().recorder.frame("daily").tail(3)
        ctr = daily["clicks"].sum() / daily["impressions"].sum()
        found[ranker] = (ctr, daily["true_satisfaction"].mean())
    return found


def test_every_ranker_serves_notes_that_some_click(outcome):
    assert set(outcome) >= {"default", "random", "popular", "chronological", "oracle"}
    assert all(0.005 < ctr < 0.6 for ctr, _ in outcome.values())


@pytest.mark.parametrize(("better", "worse"), [("oracle", "default"), ("default", "popular"), ("popular", "random")])
def test_knowing_more_satisfies_more(outcome, better, worse):
    assert outcome[better][1] > outcome[worse][1]
    assert outcome[better][0] > outcome[worse][0]


def test_ctr_falls_with_the_slot():
    overrides = ["record.panel_share=1.0", "engage.click_slot=0.05", "ranker=random"]
    panel = PlatformModel(load_config([*MARKET, *overrides])).run().recorder.frame("panel")
    rate = panel.group_by(pl.col("slot") // 8).agg(pl.col("clicked").mean()).sort("slot")["clicked"].to_list()
    assert rate[0] > rate[1] > rate[2]


def test_without_a_cold_start_small_creators_are_shown_less():
    def small(*overrides):
        daily = PlatformModel(load_config([*MARKET, *overrides])).run().recorder.frame("daily").tail(3)
        return daily["small_creator_impressions"].sum() / daily["impressions"].sum()

    assert small("feed.quota.fresh=0", "feed.ladder.guarantee=0", "feed.ladder.boost=0") < small()
