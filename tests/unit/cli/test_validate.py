"""``xhs-sim validate``: what is refused before anything runs."""

import pytest
from typer.testing import CliRunner

from xhs_sim.cli.app import app
from xhs_sim.config import ConfigError


@pytest.fixture
def few(tmp_path):
    """Notes of twelve creators."""
    rows = [f"{c}{k},c{c},2025-01-0{k + 1},2025-03-01,{3 * k + c}" for c in range(12) for k in range(2)]
    (tmp_path / "notes.csv").write_text("note,creator,published,captured,likes\n" + "\n".join(rows) + "\n")
    (tmp_path / "creators.csv").write_text("creator,followers\n" + "".join(f"c{c},{5 + c}\n" for c in range(12)))
    return f"data={tmp_path / 'notes.csv'},{tmp_path / 'creators.csv'}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--folds", "3"), "--folds goes with data= only"),
        (("--workers", "2"), "--workers goes with data= only"),
        (("DATA",), "too small to leave anybody out: notes of 12 creators, 20 or more are needed"),
        (("DATA", "--since", "January"), "--since January is no day"),
        (("DATA", "--weight", "2"), "--weight does not go with data="),
        (("DATA", "target=ctr"), "only notes can be left out"),
        (("DATA", "ensemble=nowhere.parquet"), "nowhere.parquet is not there"),
        (("DATA", "--runs", "10"), "--runs 10 is too few"),
    ],
)
def test_what_cannot_be_held_is_refused_before_anything_runs(typed, said, few, tmp_path):
    words = [few if word == "DATA" else word for word in typed]
    error = CliRunner().invoke(app, ["validate", *words, "--out", str(tmp_path / "out")]).exception
    assert isinstance(error, ConfigError)
    assert said in str(error)
    assert not (tmp_path / "out").exists()
