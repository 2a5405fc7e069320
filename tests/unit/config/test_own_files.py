"""A user's own ``--config-dir`` is found before the shipped files, and adds to them."""

import re

import pytest

from xhs_sim.config import ConfigError, ConfigWarning, list_choices, list_experiments, load_config


@pytest.fixture
def own(tmp_path):
    """Return a function that writes files into a folder of the user's own."""

    def write(**texts):
        for name, text in texts.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


MINE = "# @package _global_\nname: mine\nn_days: 5\nstudy: {question: 'Mine?'}\n"


def test_an_own_experiment_runs_like_a_shipped_one(own):
    folder = own(experiment__mine=MINE)
    config = load_config(["experiment=mine"], config_dir=folder)
    assert (config.name, config.n_days) == ("mine", 5)
    assert load_config(["experiment=kol_mix"], config_dir=folder).name == "kol_mix"


def test_an_own_file_shadows_the_shipped_one_of_the_same_name(own):
    folder = own(ranker__popular="weights: {recency: 2.5}\n")
    assert load_config(["ranker=popular"], config_dir=folder).ranker.weights == {"recency": 2.5}
    assert load_config(["ranker=popular"]).ranker.weights == {"popularity": 1.0}


def test_a_folder_holds_for_one_call_only(own):
    load_config(["experiment=mine"], config_dir=own(experiment__mine=MINE))
    with pytest.raises(ConfigError, match="no such option"):
        load_config(["experiment=mine"])


def test_own_options_and_experiments_are_listed(own):
    folder = own(experiment__mine=MINE, ranker__mine="weights: {noise: 1.0}\n")
    assert "mine" in list_choices(folder)["ranker"]
    assert list_experiments(folder)["mine"] == "Mine?"
    assert "kol_mix" in list_experiments(folder)


def test_a_missing_parameter_of_an_own_file_is_named(own):
    folder = own(population__mine="n_users: 1000\n")
    with pytest.raises(ConfigError) as caught:
        load_config(["population=mine"], config_dir=folder)
    assert "missing parameter: population.female_share" in caught.value.problems


def test_a_ranker_that_names_every_feature_is_read_with_a_warning(own):
    old = "predicted_click: 1.0\nces: 0.0\nnoise: 0.5\nextra: [{feature: json.loads, weight: 2.0}]\n"
    with pytest.warns(ConfigWarning, match=r"ranker\.predicted_click, ces, noise, extra is now ranker\.weights"):
        found = load_config(["ranker=mine"], config_dir=own(ranker__mine=old)).ranker.weights
    assert found == {"predicted_click": 1.0, "noise": 0.5, "json.loads": 2.0}
    with pytest.warns(ConfigWarning):
        assert load_config(["ranker.followed=0", "ranker.ces=1.5"]).ranker.weights["ces"] == 1.5
    with pytest.raises(ConfigError, match=r"unknown parameter: ranker\.fame"):
        load_config(["ranker.fame=1"])


def test_an_unknown_key_of_an_own_experiment_is_named_with_what_is_near(own):
    folder = own(experiment__mine=MINE + "population: {n_user: 500}\n")
    with pytest.raises(ConfigError, match=r"population\.n_user \(did you mean population\.n_users\?\)"):
        load_config(["experiment=mine"], config_dir=folder)


def test_an_own_experiment_that_is_no_yaml_is_told_in_the_list_which_goes_on(own):
    listed = list_experiments(own(experiment__mine="study: {question: Mine?}\n"))
    assert re.search(r"mine\.yaml, line 1, column \d+: no valid YAML", listed["mine"])
    assert listed["kol_mix"].endswith("?")


GLOBAL = "# @package _global_\n"
ODD = {
    "a byte order mark": ("\ufeff" + MINE).encode(),
    "no line that says where it goes": MINE.removeprefix(GLOBAL).encode(),
    "ends of lines of old": MINE.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("odd", ODD)
def test_an_own_experiment_is_read_though_it_has(odd, tmp_path):
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment/mine.yaml").write_bytes(ODD[odd])
    config = load_config(["experiment=mine"], config_dir=tmp_path)
    assert (config.name, config.n_days, config.study.question) == ("mine", 5, "Mine?")


BROKEN = {
    "another encoding": ("name: 面霜".encode("gb18030"), r"mine\.yaml: not in UTF-8"),
    "UTF-16": (MINE.encode("utf-16"), r"mine\.yaml: not in UTF-8"),
    "an anchor that leads to itself": (b"a: &a [*a]", r"mine\.yaml: a is nested more than 40 deep, or ref"),
    "no end of nesting": (b"a: " + b"[" * 5000, r"mine\.yaml: cannot be read \(nested without end\)"),
    "a name that is none": (b"study: {arms: {null: []}}", r"mine\.yaml: study\.arms\.None is no name but None"),
    "a name that is a switch": (b"study: {arms: {on: []}}", r"mine\.yaml: study\.arms\.True is no name but True"),
    "the environment": (b"study: {question: '${oc.env:HOME}'}", "nothing of the environment enters a study"),
    "a list in place of keys": (b"- 1", r"mine\.yaml: a configuration has keys with values"),
    "defaults that lead back": (b"# @package _global_\ndefaults: [mine]", "defaults lead back to themselves: .*mine"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_an_own_file_that_cannot_be_used_is_told_in_a_line(broken, tmp_path):
    content, said = BROKEN[broken]
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment/mine.yaml").write_bytes(content)
    with pytest.raises(ConfigError, match=said) as caught:
        load_config(["experiment=mine"], config_dir=tmp_path)
    assert len(caught.value.problems) == 1
    assert "kol_mix" in list_experiments(tmp_path)


def test_arms_may_be_numbered(own):
    folder = own(experiment__mine=MINE.replace("'Mine?'", "'Mine?', baseline: 1, arms: {1: [], 2: [n_days=3]}"))
    assert list(load_config(["experiment=mine"], config_dir=folder).study.arms) == ["1", "2"]


def test_a_whole_config_in_an_own_folder_is_refused_for_it_would_not_be_read(own):
    with pytest.raises(ConfigError, match=r"config\.yaml would not be read"):
        load_config(config_dir=own(config="n_days: 3\n"))


def test_a_long_map_is_read_as_a_short_one():
    arms = ", ".join(f"arm_{k}: [campaign.budget_cny={k}]" for k in range(900))
    assert len(load_config([f"study.arms={{{arms}}}", "study.baseline=arm_0"]).study.arms) == 900
