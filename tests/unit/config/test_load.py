"""Every option composes, every experiment gets what it asks for, and the digest knows what counts."""

import pytest
import yaml
from hydra import compose, initialize_config_dir
from omegaconf import OmegaConf

from xhs_sim.config import (
    Composer,
    ConfigError,
    compose_plain,
    config_digest,
    configs_root,
    describe_parameters,
    expand_sweep,
    list_choices,
    list_experiments,
    load,
    load_config,
)
from xhs_sim.config.roots import config_folders
from xhs_sim.config.usual_terms import every_tactic

TARGETS = "targets"  # read by show targets, no part of a run
CHOICES = [(group, option) for group, options in list_choices().items() for option in options if group != TARGETS]
EXPERIMENTS = list_choices()["experiment"]
# Options that name brands beside the default's: each goes with its set of brands.
SETS = {
    "campaign=dress": "fashion_beauty", "campaign=language_course": "education_travel",
    "campaign=noodle_box": "food_lifestyle",
    **{f"alliance={name}": name for name in ("fashion_beauty", "education_travel", "food_lifestyle")},
}  # fmt: skip


@pytest.mark.parametrize(("group", "option"), CHOICES)
def test_every_option_of_every_group_composes_into_a_valid_config(group, option):
    choice = f"{group}={option}"
    config = load_config([choice, *([f"brands={SETS[choice]}"] if choice in SETS else [])])
    assert config.n_days > 0


@pytest.mark.parametrize("choice", SETS)
def test_an_option_without_its_brands_is_told_which_there_are(choice):
    with pytest.raises(ConfigError, match=r"is no brand \(allowed: qingrou, meibai, yuanshui\)"):
        load_config([choice])


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_no_line_of_an_experiment_is_overridden(name):
    """With ``_self_`` last in config.yaml, an experiment's own n_days would lose silently."""
    asked = yaml.safe_load((configs_root() / "experiment" / f"{name}.yaml").read_text(encoding="utf-8")) or {}
    asked.pop("defaults", None)
    got = compose_plain([f"experiment={name}"])
    assert asked == {key: _same_part(got[key], value) for key, value in asked.items()}


def _same_part(got, asked):
    """Return what ``got`` has at the places that ``asked`` names."""
    if not isinstance(asked, dict):
        return got
    return {key: _same_part(got[key], value) for key, value in asked.items()}


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_arm_of_an_experiment_composes(name):
    config = load_config([f"experiment={name}"])
    for overrides in config.study.arms.values():
        assert load_config([f"experiment={name}", *overrides]).study == config.study


def test_the_experiment_comes_last_so_that_it_wins():
    defaults = yaml.safe_load((configs_root() / "config.yaml").read_text(encoding="utf-8"))["defaults"]
    assert defaults[0] == "_self_"
    assert list(defaults[-1]) == ["experiment"]


def test_experiments_are_listed_with_their_question():
    questions = list_experiments()
    assert "none" not in questions
    assert all(question.endswith("?") for question in questions.values())


def test_a_config_cannot_be_changed():
    config = load_config()
    with pytest.raises(ValueError, match="frozen"):
        config.n_days = 3


def test_the_digest_changes_with_results_and_with_nothing_else():
    usual = config_digest(load_config())
    same = ["seed=7", "threads=2", "name=other", "study.replicates=9", "report=zh"]
    assert {config_digest(load_config([override])) for override in same} == {usual}
    moves = ["n_days=3", "population.n_users=2000", "ranker=popular", "engage.rates.like=0.05"]
    assert len({usual, *(config_digest(load_config([override])) for override in moves)}) == 1 + len(moves)


def test_a_sweep_is_a_grid_whose_last_key_varies_fastest():
    points = expand_sweep(["ranker=default,popular", "seed=1", "n_days=2,3"])
    assert points == [
        ["ranker=default", "seed=1", "n_days=2"],
        ["ranker=default", "seed=1", "n_days=3"],
        ["ranker=popular", "seed=1", "n_days=2"],
        ["ranker=popular", "seed=1", "n_days=3"],
    ]


def test_a_list_or_a_map_is_one_value_of_a_sweep():
    override = "campaign.tier_shares={koc: 1.0, head: 0.0}"
    assert expand_sweep([override]) == [[override]]


def test_parameters_are_described_with_their_values():
    rows = {row.path: row for row in describe_parameters(load_config())}
    row = rows["population.n_users"]
    assert (row.default, row.unit, row.low) == (100_000, "users", 100)
    assert {"seed", "n_days", "threads", "engage.continue_rate", "graph.tiers.koc"} <= set(rows)


def test_defaults_lie_within_their_ranges():
    for row in describe_parameters(load_config([every_tactic()])):
        if row.low is not None and row.high is not None and row.default is not None:  # None: it follows another
            assert row.low <= row.default <= row.high, row.path


def test_shipped_files_say_where_each_part_comes_from():
    assert (configs_root() / "config.yaml").is_file()
    assert config_folders(None) == [configs_root()]


def test_a_missing_folder_of_the_users_own_is_named(tmp_path):
    with pytest.raises(ConfigError, match="no such folder"):
        load_config(config_dir=tmp_path / "nowhere")


def by_hydra_alone(overrides):
    """Compose without the short way that ``Composer`` takes."""
    with initialize_config_dir(config_dir=str(configs_root()), version_base="1.3"):
        return OmegaConf.to_container(compose("config", overrides=overrides), resolve=True)


@pytest.mark.parametrize("overrides", [
    ["seed=3"],
    ["feed.ladder.bar=-0.5", "experiment=kol_mix", "n_days=9", "ranker=popular"],
    ["n_days=9", "n_days=8"],
    ["campaign.brand=null", "feed.quota={fresh: 1, hot: 2}", "~ads.auction.pacing"],
    ["campaign.ads.split={feed: 1}", "campaign.ads.split.search=2", "rivals=skincare", "campaign.tier_shares={koc: 1}"],
    ["population.hour_profile=[1,2,3]", "name='a b'", "experiment=kfs_split", "campaign.agreed=[{price_cny: 5}]"],
])  # fmt: skip
def test_values_put_on_a_composition_make_what_hydra_makes(overrides):
    composer = Composer()
    for _ in range(2):
        assert composer.plain(overrides) == by_hydra_alone(overrides)
    assert composer.plain(["n_days=4"])["n_days"] == 4
    assert composer.plain(overrides) == by_hydra_alone(overrides)


def test_a_grid_over_values_is_composed_once(monkeypatch):
    calls = []
    whole = load.compose_shipped
    monkeypatch.setattr(load, "_SHIPPED", {})
    monkeypatch.setattr(load, "compose_shipped", lambda *a: calls.append(a) or whole(*a))
    composer = Composer()
    for n in range(5):
        composer.plain([f"seed={n}", "experiment=kol_mix", f"feed.ladder.bar={-n / 10}"])
    assert len(calls) == 1
    composer.plain(["ranker=popular"])
    assert len(calls) == 2
