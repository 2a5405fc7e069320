"""The walkthrough of a tactic names every file that it touches, and works as it is written: here, and from outside."""

import json

import pytest
from pages import ROOT
from walkthroughs import FOLDER, changes, install, lay_over, python

PAGE, SOURCES = FOLDER / "tactic.md", ROOT / "src"
FILES = {
    False: {
        *("src/xhs_sim/actors/tactics/sampling.py", "src/xhs_sim/actors/tactics/__init__.py"),
        "configs/tactics/sampling.yaml",
    },
    True: {"my_tactics/sampling.py", "pyproject.toml", "configs/tactics/sampling.yaml"},
}  # fmt: skip
CONTRACTS = str(ROOT / "tests" / "contract" / "test_tactics.py")
RUN = """
import json
from pathlib import Path
from xhs_sim import PlatformModel, load_config
asked = ["population.n_users=1000", "n_days=4", "content.history_days=3", "threads=1", "campaign=face_cream",
         "campaign.start_day=1", "campaign.burst_days=1", "campaign.budget_cny=2000",
         "campaign.ads.split={creators: 0.5, sampling: 0.5}"]
recorder = PlatformModel(load_config(asked, config_dir=Path("configs"))).run().recorder
paid = recorder.frame("ledger").filter(kind="sampling")
print(json.dumps([paid["line"].to_list(), paid["amount_cny"].sum(), recorder.frame("sampling_daily")["samples"].sum()]))
"""


@pytest.fixture(scope="module", params=[False, True], ids=["here", "outside"])
def place(request, tmp_path_factory):
    """Return the files of the walkthrough carried out in a folder, and where Python finds them."""
    folder = tmp_path_factory.mktemp("tactic")
    for change in changes(PAGE, outside=request.param):
        change.carry_out(folder)
    (install if request.param else lay_over)(folder)
    return folder, [folder, SOURCES]


@pytest.mark.parametrize("outside", FILES)
def test_a_tactic_touches_three_files(outside):
    made = changes(PAGE, outside=outside)
    assert {change.path for change in made} == FILES[outside]
    assert all((ROOT / change.path).exists() == bool(change.where) for change in made if "pyproject" not in change.path)


def test_what_is_added_acts_pays_and_writes_its_own_table(place):
    folder, path = place
    lines, paid, samples = json.loads(python("-c", RUN, folder=folder, path=path).splitlines()[-1])
    assert (lines, paid, samples) == (["sampling"], 1000.0, 125)


@pytest.mark.slow
def test_what_is_added_keeps_the_contract_of_tactics(place):
    folder, path = place
    assert "passed" in python(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", CONTRACTS, "-k", "sampling", folder=folder, path=path
    )
