"""A past campaign as a plan of the simulator's."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from made_campaign import ads, campaign_orders, paid_notes, put

from xhs_sim.backtest.past import read_past, until
from xhs_sim.backtest.plan import plan_backtest
from xhs_sim.cli.briefed import with_brief
from xhs_sim.config import ConfigError, load_config

BRIEF = Path(__file__).parents[3] / "docs/briefs/kol_mix.yaml"


def planned(folder, *typed, below=(), **tables):
    return plan_backtest(read_past(put(folder / "data", **tables)), below, typed, folder)


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    rows = ads(placement=["feed", "feed", "search"] * 4)
    return planned(tmp_path_factory.mktemp("plan"), notes=paid_notes(), ads=rows)


def test_who_was_paid_is_agreed_on_the_day_of_the_note_at_its_fee(plan):
    agreed = plan.config.campaign.agreed
    assert sorted(each.followers for each in agreed) == sorted(float(f"{400 + 20 * i:.2g}") for i in range(12))
    assert {each.price_cny for each in agreed} == {200.0}
    assert [each.after_days for each in agreed] == [0] * 4 + [1] * 4 + [2] * 4


def test_money_goes_where_it_went(plan):
    campaign, split = plan.config.campaign, plan.config.campaign.ads.split
    assert campaign.prices.service_fee_share == 0.1
    assert (split["feed"], split["search"], split["own_notes"]) == (80.0, 40.0, 0.0)
    assert 12 * 220 <= split["creators"] < 12 * 220 + 1
    assert campaign.budget_cny == pytest.approx(sum(split.values()))
    assert campaign.max_share_of_tier == 0.0


def test_days_are_those_of_the_files(plan):
    config = plan.config
    assert f"{config.calendar.start}" == "2026-06-28"
    assert (plan.first_day, plan.last_day, config.n_days) == (3, 8, 9)
    assert (config.campaign.start_day, config.campaign.ads.after_days, config.campaign.ads.days) == (3, 1, 3)
    assert config.campaign.ads.notes == 4


def test_what_was_assumed_is_said_by_its_key_and_what_is_typed_holds(plan, tmp_path):
    said = " ".join(plan.assumed)
    assert "population.audience=1000000" in said
    assert "campaign.product=face_cream" in said
    assert "campaign.ads.targeting=taste" in said
    typed = (
        "population.audience=400000",
        "population.n_users=2000",
        "campaign.ads.targeting=broad",
        "study.replicates=3",
    )
    own = planned(tmp_path, *typed, notes=paid_notes(), ads=ads())
    assert (own.config.population.people, own.config.campaign.ads.targeting, len(own.requests)) == (400_000, "broad", 3)
    assert not {"population.audience", "campaign.ads.targeting"} & {
        word.split("=")[0] for word in " ".join(own.assumed).split()
    }


def test_replicates_are_ten_with_seeds_of_their_own(plan):
    assert len({request.seed for request in plan.requests}) == len(plan.requests) == 10
    assert plan.requests[0].run_dir.parent.parent == plan.folder


def test_much_money_gets_a_market_that_can_take_it(tmp_path):
    config = planned(tmp_path, notes=paid_notes(fee=30_000.0)).config
    assert config.population.people == 7_000_000
    assert config.campaign.budget_cny / config.population.people <= config.study.judging.limits.budget_per_head_cny / 2


def test_creators_without_followers_are_known_by_their_price(tmp_path):
    own = planned(tmp_path, notes=paid_notes(), orders=campaign_orders())
    law = own.config.campaign.prices
    assert (law.anchor_cny, law.anchor_followers) == (275.0, 2236.0)
    assert [each.followers for each in own.config.campaign.agreed].count(2200.0) == 3
    assert any(line.key == "backtest.by_price" for line in own.assumed)


def test_ads_alone_are_on_unpaid_notes_of_small_creators(tmp_path):
    own = planned(tmp_path, ads=ads())
    assert len(own.config.campaign.agreed) == 4
    assert {each.price_cny for each in own.config.campaign.agreed} == {0.0}


def test_no_exact_figure_of_a_creator_lies_with_the_runs(tmp_path):
    rows = paid_notes(followers=41_234, fee=1234.56)
    agreed = planned(tmp_path, notes=rows).config.campaign.agreed
    assert {each.followers for each in agreed} == {41_000.0}
    assert {each.price_cny for each in agreed} == {1200.0}


def test_results_count_until_the_report_or_two_weeks_and_never_for_months(tmp_path):
    past = read_past(put(tmp_path, notes=paid_notes()))
    assert until(past, 14, 30) == date(2026, 7, 6)
    assert until(past._replace(seen=None), 14, 30) == date(2026, 7, 17)
    assert until(past._replace(seen=date(2027, 1, 1)), 14, 30) == date(2026, 8, 2)
    assert until(past._replace(seen=date(2026, 7, 1)), 14, 30) == date(2026, 7, 3)


def test_a_campaign_of_nobody_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="whose campaign it was"):
        planned(tmp_path, "campaign=none", notes=paid_notes())


def test_uneven_days_of_ads_are_told(tmp_path):
    rows = ads().with_columns(fee_yuan=pl.when(pl.int_range(12) == 0).then(500.0).otherwise(1.0))
    assert any(line.key == "backtest.uneven" for line in planned(tmp_path, notes=paid_notes(), ads=rows).assumed)


def test_replays_take_the_members_of_an_ensemble_in_turn(tmp_path):
    rates = [0.03, 0.05, 0.07]
    pl.DataFrame({"engage.rates.like": rates}).write_parquet(tmp_path / "ensemble.parquet")
    own = planned(tmp_path, f"ensemble={tmp_path}/ensemble.parquet", "study.replicates=4", notes=paid_notes())
    assert [request.config.engage.rates["like"] for request in own.requests] == [*rates, rates[0]]
    assert any(line.key == "study.ensemble_used" for line in own.assumed)


def test_a_brief_says_whose_campaign_it_was_and_in_which_market_and_its_tactics_are_not_asked(tmp_path):
    below = with_brief([f"brief={BRIEF}"], None)
    market = load_config(below)
    own = planned(tmp_path, below=below, notes=paid_notes(), ads=ads())
    assert own.config.campaign.brand == market.campaign.brand
    assert own.config.population == market.population
    assert {request.arm for request in own.requests} == {"run"}
    assert own.config.study.arms == {}
    assert len(own.config.campaign.agreed) == 12
    assert own.config.campaign.start_day == 3


def test_an_experiment_that_is_typed_gives_its_market_alone(tmp_path):
    own = planned(tmp_path, "experiment=kfs_split", notes=paid_notes())
    assert own.config.population.people == 200_000
    assert {request.arm for request in own.requests} == {"run"}
    assert own.config.name == "backtest"
