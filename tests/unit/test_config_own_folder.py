"""A user's own ``--config-dir`` is found before the shipped files, and adds to them."""

import re

import pytest

from xhs_sim.config import ConfigError, list_choices, list_experiments, load_config


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
    weights = ["predicted_click", "predicted_quality", "predicted_engage", "recency", "popularity", "followed"]
    numbers = "".join(f"{name}: 2.5\n" for name in [*weights, "boost", "ces", "noise", "oracle"])
    folder = own(ranker__popular=f"{numbers}extra: []\n")
    assert load_config(["ranker=popular"], config_dir=folder).ranker.recency == 2.5
    assert load_config(["ranker=popular"]).ranker.recency == 0.0


def test_a_folder_holds_for_one_call_only(own):
    load_config(["experiment=mine"], config_dir=own(experiment__mine=MINE))
    with pytest.raises(ConfigError, match="no such option"):
        load_config(["experiment=mine"])


def test_own_options_and_experiments_are_listed(own):
    folder = own(experiment__mine=MINE, ranker__mine="noise: 1.0\n")
    assert "mine" in list_choices(folder)["ranker"]
    assert list_experiments(folder)["mine"] == "Mine?"
    assert "kol_mix" in list_experiments(folder)


def test_a_missing_parameter_of_an_own_file_is_named(own):
    folder = own(ranker__mine="noise: 1.0\n")
    with pytest.raises(ConfigError) as caught:
        load_config(["ranker=mine"], config_dir=folder)
    assert "missing parameter: ranker.predicted_click" in caught.value.problems


def test_an_unknown_key_of_an_own_experiment_is_named_with_what_is_near(own):
    folder = own(experiment__mine=MINE + "population: {n_user: 500}\n")
    with pytest.raises(ConfigError, match=r"population\.n_user \(did you mean population\.n_users\?\)"):
        load_config(["experiment=mine"], config_dir=folder)


def test_an_own_experiment_that_is_no_yaml_is_told_in_the_list_which_goes_on(own):
    listed = list_experiments(own(experiment__mine="study: {question: Mine?}\n"))
    assert re.search(r"mine\.yaml, line 1, column \d+: no valid YAML", listed["mine"])
    assert listed["kol_mix"].endswith("?")
