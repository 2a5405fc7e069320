"""Levers move the numbers that they are named for, and nothing else."""

import pytest

from xhs_sim.config import ConfigError, load_config
from xhs_sim.dashboard.levers import between, levers_of, moved
from xhs_sim.report.words import load_words

WORDS = load_words("en")
PLAIN = load_config(["experiment=kol_mix"]).model_dump(mode="json")


def test_a_campaign_has_budget_mix_calendar_and_price():
    paths = [lever.path for lever in levers_of(PLAIN, WORDS)]
    assert paths[0] == "campaign.budget_cny"
    assert {"campaign.start_day", "campaign.tier_shares.koc", "campaign.ads.split.creators"} <= {*paths}
    assert any(path.endswith(".price_cny") for path in paths)


def test_an_account_has_its_hours():
    plain = load_config(["experiment=publish_hour"]).model_dump(mode="json")
    levers = {lever.path: lever for lever in levers_of(plain, WORDS)}
    assert levers["account.plan.hours"].kind == "numbers"
    new = moved(plain, [*levers.values()], {"account.plan.hours": "9, 21"})
    assert new["account"]["plan"]["hours"] == [9.0, 21.0]
    (told,) = between(plain, new, WORDS)
    assert told.endswith(" → 9, 21")


def test_only_what_was_typed_is_moved():
    typed = {"campaign.budget_cny": "8000000", "campaign.start_day": "4"}
    new = moved(PLAIN, levers_of(PLAIN, WORDS), typed)
    assert new["campaign"]["budget_cny"] == 8_000_000
    assert new["campaign"]["start_day"] == 4
    assert isinstance(new["campaign"]["start_day"], int)
    before = PLAIN["campaign"]["budget_cny"]
    assert f"Budget [CNY]: {before:.10g} → 8000000" in between(PLAIN, new, WORDS)
    assert len(between(PLAIN, new, load_words("zh"))) == 2
    new["campaign"] |= {name: PLAIN["campaign"][name] for name in ("budget_cny", "start_day")}
    assert new == PLAIN


def test_what_is_typed_as_it_stands_moves_nothing():
    levers = levers_of(PLAIN, WORDS)
    assert moved(PLAIN, levers, {lever.path: lever.shown for lever in levers}) == PLAIN
    assert between(PLAIN, PLAIN, WORDS) == []


@pytest.mark.parametrize("text", ["abc", "", "1, 2", "1 000"])
def test_what_is_no_number_is_told_by_name(text):
    with pytest.raises(ConfigError, match=r"campaign\.budget_cny"):
        moved(PLAIN, levers_of(PLAIN, WORDS), {"campaign.budget_cny": text})
