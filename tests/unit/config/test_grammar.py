"""What is typed as key=value is understood as people mean it; what cannot be is refused in a line."""

import numpy as np
import pytest

from xhs_sim.config import ConfigError, ConfigWarning, compose_plain, expand_sweep, load_config

WORDS = ["双11 大促", "A=B", "it's ok", "面霜（新品）", "#双11", "¥300", "[/x]", "{a", "a, b", "2024", "true", "null",
         "range(1,3)", "glob(*)", "(a)", "C:\\数据\\报价 (1).csv", "~x", "a: b", '5" x', "[" * 3000, ""]  # fmt: skip


@pytest.mark.parametrize("text", WORDS)
def test_a_parameter_of_text_takes_any_text_as_it_stands(text):
    assert load_config([f"study.question={text}"]).study.question == text


@pytest.mark.parametrize(("typed", "text"), [("'双11, A=B'", "双11, A=B"), ('"q"', "q"), ("a\\,b", "a,b")])
def test_quotes_and_escapes_are_read_as_hydra_reads_them(typed, text):
    assert load_config([f"study.question={typed}"]).study.question == text


@pytest.mark.parametrize("name", ["报价单.csv", "my quotes.csv", "a=b.csv", "100"])
def test_a_file_may_be_called_anything(name):
    assert load_config([f"campaign.prices.quotes_file={name}"]).campaign.prices.quotes_file == name


def test_nothing_is_nothing_where_there_may_be_nothing():
    assert load_config(["campaign.prices.quotes_file=null"]).campaign.prices.quotes_file is None


AMOUNTS = {
    "campaign.budget_cny=5万": 50_000, "campaign.budget_cny=5w": 50_000, "campaign.budget_cny=5k": 5_000,
    "campaign.budget_cny=1.5万": 15_000, "campaign.budget_cny=50,000": 50_000, "campaign.budget_cny=¥3,000元": 3_000,
    "population.n_users=2千": 2_000, "population.n_users=1.2w+": 12_000,
}  # fmt: skip


@pytest.mark.parametrize("override", AMOUNTS)
def test_amounts_as_people_write_them_are_read_and_told(override):
    path, text = override.split("=")
    with pytest.warns(ConfigWarning, match=rf"^{path}: {text.replace('+', '.')} read as {AMOUNTS[override]}$"):
        config = load_config([override])
    part, name = path.split(".")
    assert getattr(getattr(config, part), name) == AMOUNTS[override]


def test_amounts_are_read_deep_inside_lists_and_in_arms_too():
    with pytest.warns(ConfigWarning, match=r"campaign\.agreed\.0\.followers: 5万 read as 50000"):
        config = load_config(["campaign.agreed=[{followers: 5万, price_cny: 300, after_days: 2}]"])
    assert config.campaign.agreed[0].followers == 50_000


REFUSED = {
    "campaign.budget_cny=nan": "campaign.budget_cny = nan is not allowed",
    "campaign.budget_cny=五万": "campaign.budget_cny = '五万' is not allowed",
    "campaign.budget_cny=1500-2000": "campaign.budget_cny = '1500-2000' is not allowed",
    "n_days=1,2": "n_days=1,2: one value is needed here (for a grid of values use sweep)",
    "ranker=default,popular": "ranker=default,popular: one choice is needed here (for a grid of choices use sweep)",
    "study.question=${oc.env:HOME}": "nothing of the environment enters a study",
    "study.question=${": "only another parameter can be referred to",
    "study.question=${nope}": "study.question: Interpolation key 'nope' not found",
    "n_days=${n_days}": "n_days",
    "experiment=../../etc": "experiment=../../etc: no such option (allowed: attribution,",
    "name=a/b": "name: 'a/b' cannot name a folder: it has '/'",
    "name=..": "name: '..' cannot name a folder",
    "a:b=c": "unknown parameter: a:b",
    "~seed": "missing parameter: seed",
    "~seed=3": "not an override: '~seed=3' (expected ~key alone)",
    "~nope.x": "unknown parameter: nope.x",
    "hydra.run.dir=x": "unknown parameter: hydra.run.dir",
    "ranker=null": "ranker=null cannot be put together",
    "ranker@x=popular": "ranker@x=popular cannot be put together",
    "population=5": "population=5: no such option (allowed: market)",
    "feed.quota=5": "feed.quota = 5 is not allowed: expected keys with values",
}  # fmt: skip


@pytest.mark.parametrize("override", REFUSED)
def test_what_cannot_be_meant_is_refused_in_one_line(override):
    with pytest.raises(ConfigError) as caught:
        load_config([override])
    assert len(caught.value.problems) == 1
    assert REFUSED[override] in str(caught.value)


def test_a_value_may_be_another_parameters():
    assert load_config(["campaign.start_day=${n_days}", "n_days=9"]).campaign.start_day == 9


def test_letters_of_any_script_may_name_an_experiment_and_its_arms():
    config = load_config(["name=双11, A=B", "study.arms={不投放: [], 头部: []}", "study.baseline=不投放"])
    assert (config.name, list(config.study.arms)) == ("双11, A=B", ["不投放", "头部"])


def test_values_of_python_are_taken_as_they_are():
    config = load_config(values={
        "population.age_bands": {"young": 1, "old": 2}, "campaign.brand": None, "study.question": "${oc.env:HOME}, A=B",
        "n_days": np.int64(3), "campaign": "face_cream", "feed.quota": {"fresh": 1}, "name": "双11, A=B",
        "population.hour_profile": np.ones(24),
    })  # fmt: skip
    assert config.population.age_bands == {"young": 1.0, "old": 2.0}
    assert (config.campaign.brand, config.campaign.product) == (None, "face_cream")
    assert config.study.question == "${oc.env:HOME}, A=B"
    assert (config.n_days, config.name) == (3, "双11, A=B")
    assert (config.feed.quota.fresh, config.feed.quota.rising) == (1, load_config().feed.quota.rising)


def test_an_unknown_name_of_python_is_refused_with_what_is_near():
    with pytest.raises(ConfigError, match=r"population\.n_user \(did you mean population\.n_users\?\)"):
        load_config(values={"population.n_user": 5})


def test_composing_again_gives_the_same_whatever_was_put_on_before():
    before = compose_plain()
    compose_plain(["feed.quota.fresh=7", "campaign.topics=[skincare]"], values={"population.age_bands": {"a": 1}})
    assert compose_plain() == before


SWEPT = {
    "ranker=glob(p*)": ["ranker=popular"],
    "ranker=glob(c*,exclude=ces)": ["ranker=chronological"],
    "campaign.budget_cny=5万,10万": ["campaign.budget_cny=5万", "campaign.budget_cny=10万"],
    "study.question=双11,it's ok": ["study.question=双11", "study.question=it's ok"],
    "study.question='双11, 大促',b": ["study.question='双11, 大促'", "study.question=b"],
    "n_days=range(1,4)": ["n_days=1", "n_days=2", "n_days=3"],
    "campaign.topics=[skincare],[skincare,beauty]": ["campaign.topics=[skincare]", "campaign.topics=[skincare,beauty]"],
    "study.arms={甲: [], 乙: []}": ["study.arms={甲: [], 乙: []}"],
}  # fmt: skip


@pytest.mark.parametrize("typed", SWEPT)
def test_a_sweep_lists_its_values(typed):
    assert [cell[0] for cell in expand_sweep([typed])] == SWEPT[typed]


UNSWEPT = {
    "population.female_share=interval(0.5,0.9)": "those that you want: population.female_share=0.5,0.6,0.7,0.8,0.9",
    "seed=glob(*)": r"seed=glob\(\*\): nothing of that name \(it chooses files of a part, as of ranker",
    "ranker=glob(nope*)": r"nothing of that name \(allowed: ces, chronological",
    "campaign.budget_cny=50,000": "can be read in two ways .one number is campaign.budget_cny=50000",
    "n_days=range(1,100000000)": "more than 1,000,000 values",
    "n_days=range(3,1)": "values",
}


@pytest.mark.parametrize("typed", UNSWEPT)
def test_a_sweep_that_has_no_list_of_values_is_refused_with_what_to_write(typed):
    with pytest.raises(ConfigError, match=UNSWEPT[typed]):
        expand_sweep([typed])


def test_a_grid_too_large_to_plan_is_refused_at_once():
    with pytest.raises(ConfigError, match="100,000,000 cells"):
        expand_sweep(["seed=range(0,10000)", "n_days=range(0,10000)"])
