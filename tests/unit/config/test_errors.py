"""A mistake in what was asked for is told in one line that names it and says what is allowed."""

import pytest

from xhs_sim.config import ConfigError, expand_sweep, load_config

SAID = {
    "value above its range": (
        ["engage.continue_rate=1.5"],
        "engage.continue_rate = 1.5 is outside [0.5, 0.995] probability per slot",
    ),
    "value below its range": (["population.n_users=5"], "population.n_users = 5 is outside [100, 5e+07] users"),
    "value of a map": (["engage.rates.like=0.9"], "engage.rates.like = 0.9 is outside the allowed range (<= 0.5)"),
    "word for a number": (["n_days=soon"], "n_days = 'soon' is not allowed: input should be a valid integer"),
    "unknown key": (["population.n_user=5"], "unknown parameter: population.n_user (did you mean population.n_users?)"),
    "last step misspelt": (["n_user=500"], "unknown parameter: n_user (did you mean population.n_users?)"),
    "key of another part": (["n_users=500"], "unknown parameter: n_users (did you mean population.n_users?)"),
    "a tactic misspelt": (
        ["campaign.tactics.cupon={}"],
        "parameter: campaign.tactics.cupon (did you mean campaign.tactics.coupon?)",
    ),
    "key added by force": (["+engage.foo=1"], "unknown parameter: engage.foo"),
    "media by the old name": (["campaign.warm_up.cpm_cny=9"], "unknown parameter: campaign.warm_up.cpm_cny"),
    "media of an alliance": (["alliance.media.share=0.5"], "unknown parameter: alliance.media.share"),
    "unknown option": (
        ["ranker=best"],
        "ranker=best: no such option (allowed: ces, chronological, default, oracle, popular, random)",
    ),
    "unknown experiment": (["experiment=nothing_such"], "experiment=nothing_such: no such option (allowed: "),
    "no key": (["=5"], "not an override"),
    "no value": (["n_days"], "not an override"),
    "a brief alone": (["launch.yaml"], "(expected key=value; to try a brief: brief=launch.yaml)"),
    "open bracket": (["study.arms={a: ["], "study.arms = '{a: [' is not allowed: expected keys with values"),
    "brand that is none": (
        ["campaign=face_cream", "campaign.brand=acme"],
        "campaign.brand = acme is no brand (allowed: qingrou, meibai, yuanshui)",
    ),
    "product that is none": (["campaign=face_cream", "campaign.product=car"], "campaign.product = car is no product"),
    "tier that is none": (
        ["campaign=face_cream", "+campaign.tier_shares.giant=1.0"],
        "campaign.tier_shares.giant is no tier (allowed: koc, junior, waist, head)",
    ),
    "tiers that fall": (["graph.tiers.koc=6000"], "graph.tiers: thresholds must rise: koc < junior < waist < head"),
    "cities of a tier that is none": (
        ["+population.cities.village=[1]"],
        "population: cities are of tier_1, tier_2, tier_3, village (expected: tier_1, tier_2, tier_3)",
    ),
    "baseline that is no arm": (
        ["experiment=kol_mix", "study.baseline=other"],
        "study.baseline = other is no arm (allowed: nothing, head_heavy, pyramid, koc_spread)",
    ),
}


@pytest.mark.parametrize("mistake", SAID)
def test_a_mistake_is_named_in_one_line(mistake):
    overrides, said = SAID[mistake]
    with pytest.raises(ConfigError) as caught:
        load_config(overrides)
    assert len(caught.value.problems) == 1
    assert "\n" not in str(caught.value)
    assert said in str(caught.value)


def test_all_wrong_values_are_told_at_once():
    with pytest.raises(ConfigError) as caught:
        load_config(["n_days=0", "engage.continue_rate=2", "record.panel_share=-1"])
    assert [problem.split(" = ")[0] for problem in caught.value.problems] == [
        "n_days",
        "engage.continue_rate",
        "record.panel_share",
    ]


def test_a_sweep_that_cannot_be_read_is_told_in_one_line():
    with pytest.raises(ConfigError) as caught:
        expand_sweep(["n_days"])
    assert caught.value.problems == ["not an override: 'n_days' (expected key=value)"]


def test_not_a_number_is_no_number():
    with pytest.raises(ConfigError, match=r"engage\.click_taste"):
        load_config(["engage.click_taste=nan"])


@pytest.mark.parametrize("broken", ["a: [1, 2\n", "a: b: c\n", "\tn_days: 3\n"])
def test_a_file_that_is_no_yaml_is_named(tmp_path, broken):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(["experiment=mine"], config_dir=tmp_path)
    assert "mine.yaml" in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_a_quotes_file_that_is_not_there_is_named_by_its_parameter():
    from xhs_sim.actors.marketplace import load_quotes

    config = load_config(["campaign.prices.quotes_file=nowhere.csv"])
    with pytest.raises(ConfigError, match=r"campaign\.prices\.quotes_file.*nowhere\.csv|nowhere\.csv"):
        load_quotes(config)


@pytest.mark.parametrize(
    ("override", "path"),
    [
        ("population.weekday_profile=[0,0,0,0,0,0,0]", "population.weekday_profile"),
        ("population.city_tiers={tier_1: 0, tier_2: 0, tier_3: 0}", "population.city_tiers"),
    ],
)
def test_weights_that_add_up_to_nothing_are_refused_by_name(override, path):
    with pytest.raises(ConfigError, match=rf"{path}: weights add up to 0"):
        load_config([override])
