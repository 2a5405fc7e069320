"""Notes of a run whose parameters are known, then the same accounts with likes of another law: held, and told."""

import json
from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from xhs_sim.calibrate.prior import usual
from xhs_sim.cli.app import app
from xhs_sim.config import ConfigError, load_config
from xhs_sim.lab import Lab
from xhs_sim.lab.engines import Here
from xhs_sim.model import PlatformModel
from xhs_sim.report.trust_card import read_validation, sentences_of, status_of
from xhs_sim.report.words import load_words
from xhs_sim.validate.inquiry import Foretold, Found, LeavingOut
from xhs_sim.validate.judge import Places
from xhs_sim.validate.kept import CARD, COVERAGE, FORETOLD, TRUTHS, write_found
from xhs_sim.validate.plan import plan_validation
from xhs_sim.validate.split import HoldOut

MARKET = ["population.n_users=800", "population.audience=0", "n_days=10", "record.panel_share=0.0"]
ASKED = ["engage.rates.like=interval(0.02,0.2)", *MARKET]
TRUTH = 0.1
RUNS = 30


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
def simulated():
    """Notes of the model itself, that are old enough."""
    config = load_config([*MARKET, "threads=1", "seed=11", f"engage.rates.like={TRUTH}"])
    model = PlatformModel(config).run()
    until = config.n_days - usual().grown_days
    notes = model.recorder.frame("notes").filter(pl.col("published_day").is_between(0, until), ~pl.col("is_sponsored"))
    owners = model.recorder.frame("creators").filter(pl.col("followers") > 0).select("creator", "followers")
    return notes.join(owners, on="creator").sort("creator", "note")


def exported(folder, notes, likes):
    """Write notes and creators as files of a crawl; return what ``data=`` takes."""
    folder.mkdir(exist_ok=True)
    day = pl.lit(datetime(2025, 1, 1)) + pl.col("published_day") * timedelta(days=1)
    table = notes.select("note", "creator", "format", published=day, likes=pl.Series(likes))
    table = table.with_columns(captured=pl.lit(datetime(2025, 6, 1)))
    table.write_parquet(folder / "notes.parquet")
    notes.select("creator", "followers").unique().write_parquet(folder / "accounts.parquet")
    return f"data={folder}"


def carried_out(data, out, runs=10_000):
    plan = plan_validation([data, *ASKED], out, runs=RUNS)
    inquiry = LeavingOut(plan.base.asker, plan.observed, plan.sizes, plan.base.level, plan.hold_outs)
    with Lab(plan.first, out, Mortal(runs)) as lab:
        first, box = inquiry.look_around(lab)
    with Lab(plan.last, out, Mortal(runs)) as lab:
        return plan, write_found(plan, inquiry.leave_out(lab, first, box))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("validated")


@pytest.fixture(scope="module")
def own(simulated, home):
    """The model's own notes, and an ensemble that was calibrated to them."""
    data = exported(home / "own", simulated, simulated["likes"].cast(pl.Float64))
    digest = plan_validation([data, *ASKED], home, runs=RUNS).question["data"]
    (home / "calibration").mkdir()
    pl.DataFrame({"member": [0, 1], "engage.rates.like": [0.09, 0.11]}).write_parquet(
        home / "calibration/ensemble.parquet"
    )
    parameter = {"name": "engage.rates.like", "low": 0.02, "high": 0.2}
    about = {"question": {"data": digest}, "parameters": [parameter]}
    (home / "calibration/calibration.json").write_text(json.dumps(about))
    plan, answer = carried_out(data, home)
    return data, plan, answer, read_validation(plan.folder)


def test_notes_of_the_model_itself_are_foretold(own):
    _, _, answer, _ = own
    assert "bad" not in {row["grade"] for row in answer["figures"]}
    assert not any(share["is_short"] for share in answer["shares"])
    assert {row["kind"] for row in answer["figures"]} == {"creators"}  # all was published within days
    assert answer["groups"] >= 2
    assert answer["smallest"] >= 10
    assert status_of(answer) != "bad"


def test_notes_of_another_law_are_not_to_be_trusted(simulated, own, home):
    """The same accounts, the same number of notes, as many likes in the middle: but hits of a far heavier tail."""
    rng = np.random.default_rng(5)
    logs = np.log1p(simulated["likes"].to_numpy()).mean() + 3.0 * rng.normal(size=simulated.height)
    likes = np.floor(np.expm1(np.maximum(logs, 0.0)))
    _, answer = carried_out(exported(home / "other", simulated, likes), home)
    grades = {row["figure"]: row["grade"] for row in answer["figures"]}
    assert grades["like_ln_sd"] == "bad"
    said = sentences_of(answer, load_words("en"))
    assert "don't trust" in said[0]
    assert any("these notes differ more than the model's" in line for line in said)
    assert status_of(answer) == "bad"
    assert answer["ensemble"] is None  # that was calibrated to other data


def test_a_killed_one_goes_on_to_the_same_end(own, tmp_path):
    data, _, _, whole = own
    for runs in (5, 18):
        with pytest.raises(KilledError):
            carried_out(data, tmp_path, runs)
    again, _ = carried_out(data, tmp_path)
    for name, table in ((FORETOLD, whole.table), (TRUTHS, whole.ranks), (COVERAGE, whole.coverage)):
        assert pl.read_parquet(again.folder / name).equals(table)


def test_the_card_lies_beside_the_ensemble_and_names_it(own, home):
    _, plan, answer, _ = own
    card = json.loads((home / "calibration" / CARD).read_text())
    assert card["ensemble"] == plan.ensemble.digest
    assert card["figures"] == answer["figures"]
    assert not {"question", "config"} & card.keys()


def test_the_command_goes_on_from_the_same_runs_and_says_it_all(own, home):
    data, _, _, found = own
    typed = ["validate", data, *ASKED, "--runs", str(RUNS), "--out", str(home), "--replace"]
    done = CliRunner().invoke(app, typed)
    assert done.exit_code == 0
    assert sentences_of(found.answer, load_words("en"))[0] in done.output
    assert "A trust card lies beside" in done.output
    assert (home / "validation/figures/left_out.png").stat().st_size > 20_000
    assert (home / "validation/figures/truths.png").stat().st_size > 20_000


def test_sentences_are_whole_in_both_languages(own):
    _, _, answer, found = own
    assert found.answer["figures"] == answer["figures"]
    for language in ("en", "zh"):
        said = sentences_of(found.answer, load_words(language))
        assert len(said) >= 4
        assert not [line for line in said if "{" in line]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["target=ctr"], "only notes can be left out"),
        ([], "nothing to leave out"),
        (["data=none.csv"], "cannot be read"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(typed, said, tmp_path):
    with pytest.raises(ConfigError, match=said):
        plan_validation([*typed, *ASKED], tmp_path, runs=RUNS)


def test_an_ensemble_of_other_data_is_refused(own, simulated, home, tmp_path):
    data = exported(tmp_path / "less", simulated, simulated["likes"].cast(pl.Float64) + 1)
    with pytest.raises(ConfigError, match="was calibrated to other data"):
        plan_validation([data, f"ensemble={home / 'calibration/ensemble.parquet'}", *ASKED], tmp_path, runs=RUNS)


def test_a_side_that_lacks_a_figure_leaves_it_to_the_others():
    """Where one group has no creator with both formats, formats are judged by the other groups."""
    names = ("like_ln_mean", "like_video_effect")
    sides = [_foretold("creators 1", names), _foretold("creators 2", names[:1])]
    found = Found(None, None, None, None, tuple(sides), 0)
    assert found.figures("creators") == names
    observed, right = found.places("creators", "like_video_effect")
    assert (observed.off.shape, right.off.shape) == ((1,), (6, 1))
    assert found.places("creators", "like_ln_mean")[1].off.shape == (6, 2)


def _foretold(name, names):
    places, right = (Places(np.full(shape, 0.5), np.zeros(shape)) for shape in (len(names), (6, len(names))))
    return Foretold(HoldOut(name, "creators", [], []), names, np.zeros(len(names)), np.zeros((5, 1)), places, right, ())
