"""A whole calibration of a small market, killed on the way: it goes on to the same end."""

import json

import polars as pl
import pytest

from xhs_sim.calibrate.inquiry import Inquiry
from xhs_sim.calibrate.kept import ENSEMBLE, FORETOLD, LEFT_OUT, POSTERIOR, write_found
from xhs_sim.calibrate.plan import plan_calibration
from xhs_sim.config import ConfigError
from xhs_sim.lab import Lab
from xhs_sim.lab.engines import Here

MARKET = ["population.n_users=300", "population.audience=0", "n_days=10", "record.panel_share=0.0"]
ASKED = ["engage.rates.like=interval(0.02,0.2)", *MARKET]


class KilledError(Exception):
    """Stands for the end of the process."""


class Mortal(Here):
    """Dies after some runs."""

    def __init__(self, runs):
        super().__init__()
        self.left = runs

    def run(self, jobs, tell):
        for end in super().run(jobs, tell):
            yield end
            self.left -= 1
            if self.left < 0:
                raise KilledError


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notes")
    rows = [
        f"{c}{k},c{c},{'video' if k else 'image_text'},2025-01-0{k + 1},2025-03-01,{3 * k + c},1"
        for c in range(24)
        for k in range(2)
    ]
    (folder / "notes.csv").write_text("note,creator,format,published,captured,likes,saves\n" + "\n".join(rows) + "\n")
    (folder / "creators.csv").write_text("creator,followers\n" + "".join(f"c{c},{5 + c}\n" for c in range(24)))
    return f"data={folder / 'notes.csv'},{folder / 'creators.csv'}"


def carried_out(notes, out, runs=10_000):
    plan = plan_calibration([notes, *ASKED], out, runs=30)
    inquiry = Inquiry(plan.asker, plan.observed, plan.sizes, plan.level, plan.cuts)
    with Lab(plan.first, out, Mortal(runs)) as lab:
        first, box = inquiry.look_around(lab)
    with Lab(plan.last, out, Mortal(runs)) as lab:
        answer = write_found(plan, inquiry.find(lab, first, box))
    return plan.folder, answer


@pytest.fixture(scope="module")
def whole(notes, tmp_path_factory):
    return carried_out(notes, tmp_path_factory.mktemp("whole"))


def test_a_killed_one_goes_on_to_the_same_end(notes, whole, tmp_path):
    for runs in (4, 13):
        with pytest.raises(KilledError):
            carried_out(notes, tmp_path, runs)
    folder, _ = carried_out(notes, tmp_path)
    for name in (POSTERIOR, ENSEMBLE, FORETOLD, LEFT_OUT):
        assert pl.read_parquet(folder / name).equals(pl.read_parquet(whole[0] / name))


def test_what_is_left_tells_all(whole):
    folder, answer = whole
    assert json.loads((folder / "calibration.json").read_text())["parameters"] == answer["parameters"]
    assert answer["trials"] == [12, 15]
    assert {row["panel"] for row in answer["foretold"]} >= {"whole"}
    (parameter,) = answer["parameters"]
    low, middle, high = parameter["posterior"]
    assert 0.02 <= low < middle < high <= 0.2
    members = pl.read_parquet(folder / ENSEMBLE)
    assert members.columns == ["member", "engage.rates.like"]
    assert members["engage.rates.like"].is_between(0.02, 0.2).all()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "nothing to calibrate to"),
        (["target=ctr", "experiment=kol_mix"], "has arms"),
        (["target=ctr", "seed=interval(0,5)"], "seed"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(typed, said, tmp_path):
    with pytest.raises(ConfigError, match=said):
        plan_calibration([*typed, *MARKET], tmp_path)


def test_too_few_runs_are_refused(notes, tmp_path):
    with pytest.raises(ConfigError, match="--runs 10 is too few for 1 parameters: 24 or more"):
        plan_calibration([notes, *ASKED], tmp_path, runs=10)
