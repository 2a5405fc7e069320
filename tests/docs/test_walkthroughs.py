"""The walkthroughs of docs/contributing name every file that they touch, and work as they are written."""

import json
from pathlib import Path

import pytest
from pages import ROOT
from walkthroughs import FOLDER, changes, install, lay_over, python

SOURCES = ROOT / "src"
FILES = {
    "ranking_feature": {"src/xhs_sim/phases/serve/score.py", "configs/ranker/keepers.yaml"},
    "metric_and_figure": {
        "src/xhs_sim/metrics/brands.py",
        "src/xhs_sim/report/figures/saves.py",
        "src/xhs_sim/report/figures/__init__.py",
    },
}
CONTRACTS = {
    "ranking_feature": ["tests/contract/test_ranking_features.py", "-k", "keepers"],
    "metric_and_figure": [
        *(
            "tests/contract/test_metrics.py",
            "tests/contract/test_figures.py",
            "tests/unit/report/test_words_of_pages.py",
        ),
        *("-k", "brand_saves_per_like or chinese"),
    ],
}
MARKET = [
    "population.n_users=2000",
    "population.audience=40000",
    "n_days=6",
    "threads=1",
    "content.notes_per_active_day=0.3",
]
KEPT = """
import json
from pathlib import Path
from xhs_sim import PlatformModel, load_config
own = Path("configs") if Path("configs").is_dir() else None
def kept(*overrides):
    daily = PlatformModel(load_config([*{market}, *overrides], config_dir=own)).run().recorder.frame("daily").tail(4)
    return daily["saves"].sum() / daily["likes"].sum()
print(json.dumps([kept(*{one}), kept(*{other})]))
"""
STUDY = """
import json
from pathlib import Path
from xhs_sim.cli.app import main
import sys
size = ["population.n_users=1500", "population.audience=0", "n_days=4"]
market = [*size, "campaign.start_day=1", "campaign.burst_days=1"]
sys.argv = ["xhs-sim", "compare", "experiment=kol_mix", *market, "study.replicates=2", "--workers=1", "--lang=zh"]
try:
    main()
except SystemExit as left:
    assert not left.code, left.code
folder = Path("outputs/kol_mix")
page = (folder / "report.html").read_text(encoding="utf-8")
print(json.dumps([(folder / "figures" / "brand_saves_per_like.svg").is_file(), page.count("藏赞比")]))
"""


def told(printed: str) -> list[float]:
    return json.loads(printed.splitlines()[-1])


@pytest.fixture(params=FILES, scope="module")
def changed(request, tmp_path_factory) -> tuple[str, Path]:
    """Return the name of a walkthrough, and a folder with its changes, laid over this repository."""
    folder = tmp_path_factory.mktemp(request.param)
    for change in changes(FOLDER / f"{request.param}.md", outside=False):
        change.carry_out(folder)
    lay_over(folder)
    return request.param, folder


@pytest.fixture(params=FILES, scope="module")
def package(request, tmp_path_factory) -> tuple[str, Path]:
    """Return the name of a walkthrough, and its package from outside, installed."""
    folder = tmp_path_factory.mktemp("outside")
    for change in changes(FOLDER / f"{request.param}.md", outside=True):
        change.carry_out(folder)
    install(folder)
    return request.param, folder


@pytest.mark.parametrize("name", FILES)
def test_a_walkthrough_touches_as_few_files_as_it_says(name):
    made = changes(FOLDER / f"{name}.md", outside=False)
    assert {change.path for change in made} == FILES[name]
    assert all((ROOT / change.path).exists() == bool(change.where) for change in made), "a new file is new"


@pytest.mark.slow
def test_what_is_added_keeps_its_contracts(changed):
    name, folder = changed
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", *CONTRACTS[name]]
    assert "passed" in python(*tests, folder=ROOT, path=[folder, SOURCES])


def test_what_is_added_shows(changed):
    name, folder = changed
    if name == "ranking_feature":
        script = KEPT.format(market=MARKET, one=["ranker=keepers"], other=["ranker=default"])
        with_it, without = told(python("-c", script, folder=folder, path=[folder, SOURCES]))
        assert with_it > 1.05 * without
    else:
        drawn, named = told(python("-c", STUDY, folder=folder, path=[folder, SOURCES]))
        assert drawn
        assert named >= 1


@pytest.mark.slow
def test_what_a_package_brings_shows(package):
    name, folder = package
    path = [folder, SOURCES]
    if name == "ranking_feature":
        by_name, by_place = ["ranker.weights.keepers=2.0"], ["ranker.weights={my_notes.features.keepers: 2.0}"]
        script = KEPT.format(market=MARKET, one=by_name, other=by_place)
        assert len(set(told(python("-c", script, folder=folder, path=path)))) == 1
    else:
        drawn, called = told(python("-c", STUDY, folder=folder, path=path))
        assert drawn
        assert called >= 1
