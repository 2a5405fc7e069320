"""Laws of consent in a run: told where nobody enforces it, and wider ads where somebody does."""

import polars as pl
import pytest
from apart import differing

from xhs_sim.config import load_config
from xhs_sim.metrics import METRICS
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records
from xhs_sim.strategies.campaign.targeting import expected_fines, minors_reached, share_without_consent
from xhs_sim.world.ads import BROAD, TASTE, is_of_brand

MARKET = (
    "population.n_users=3000", "content.history_days=4", "n_days=6", "threads=1", "campaign=face_cream",
    "campaign.start_day=0", "campaign.burst_days=1", "campaign.budget_cny=6000",
    "campaign.tier_shares={koc: 1, junior: 0, waist: 0, head: 0}", "campaign.ads.after_days=1", "campaign.ads.days=9",
    "campaign.ads.split={creators: 0.5, feed: 0.5, search: 0}", "campaign.ads.targeting=taste",
    "campaign.ads.genders=[female]", "campaign.ads.age_bands=[a18_24, under_18]",
)  # fmt: skip
ASKED = ("security.takeover_rate=0", "security.transit.leak_rate=0")


def run(*overrides):
    return PlatformModel(load_config([*MARKET, *overrides])).run()


@pytest.fixture(scope="module")
def asked():
    return run("security=platform", *ASKED)


def test_consent_that_nobody_enforces_changes_nothing_but_what_is_told_bit_for_bit(asked):
    assert differing(asked, run(), "targeting_daily") == []
    assert run().recorder.frame("targeting_daily").height == 0


def test_misuse_is_told_of_a_run_as_it_is_of_its_plan(asked):
    days, config = asked.recorder.frame("targeting_daily"), asked.config
    ads, consent, people = config.campaign.ads, config.security.consent, config.population
    assert days["brand"].to_list() == ["qingrou"] * days.height
    shown = days["impressions"].sum()
    assert shown == asked.recorder.frame("brand_daily").filter(brand="qingrou")["ad_impressions"].sum() > 100
    missing = share_without_consent(("gender", "age_band", "behaviour"), consent)
    assert days["expected_without_consent"].sum() == pytest.approx(shown * missing)
    assert days["expected_minors"].sum() == pytest.approx(shown * minors_reached(ads, consent, people))
    fines = METRICS["data_misuse_fines"].compute(Records(asked.recorder))
    assert fines["value"].drop_nulls().to_list() == [pytest.approx(expected_fines(ads, consent, people, days.height))]
    share = METRICS["unconsented_share"].compute(Records(asked.recorder))
    assert share.filter(pl.col("brand") == "qingrou")["value"].to_list() == [pytest.approx(missing)]


def test_where_consent_is_enforced_ads_are_wider_and_no_misuse_is_told(asked):
    enforced = run("security=platform", *ASKED, "security.consent.enforced=true")
    assert enforced.recorder.frame("targeting_daily").height == 0

    def is_for_men(model):
        lines = model.world.ads.lines
        mine = is_of_brand(lines)
        return set(zip((lines.audience[mine] & 1).tolist(), lines.rule[mine].tolist(), strict=True))

    assert is_for_men(asked) == {(0, TASTE)}
    assert is_for_men(enforced) == {(1, BROAD)}
    assert differing(enforced, asked, "targeting_daily")


def test_a_brand_that_is_found_out_has_points_on_its_ladder_and_nobody_else():
    """Every day found, with nothing else that anybody finds; without moderation nobody charges it."""
    quiet = [f"rules.kinds.{kind}.share=0" for kind in load_config(["rules=platform"]).rules.kinds]
    found = ("security=platform", *ASKED, "security.consent.found_rate=1", "rules=platform", *quiet)
    penalties = run(*found, "moderation=default").recorder.frame("penalties").filter(kind="data_misuse")
    assert penalties.height > 0
    assert set(penalties["brand"]) == {"qingrou"}
    assert set(penalties["against"]) == {"brand"}
    assert penalties["points_total"].min() >= 2
    assert run(*found).recorder.frame("penalties").height == 0
