"""``xhs-sim robustness``: what is refused before anything runs."""

import json

import pytest
from typer.testing import CliRunner

from xhs_sim.cli.app import app
from xhs_sim.config import ConfigError, load_config
from xhs_sim.study.errors import OtherRunError

SMALL = ["population.audience=200000", "population.n_users=2000"]


def refused(*typed):
    return CliRunner().invoke(app, ["robustness", *typed]).exception


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "no arms to rank"),
        (("function=ishigami",), "xhs-sim sensitivity"),
        (("experiment=kol_mix", "--runs", "40"), "--runs 40 is too few: 62 or more, with 4 arms"),
        (("experiment=kol_mix", "commerce.leak_share=interval(2,1)"), "commerce.leak_share"),
        (("experiment=kol_mix", "--on", "moon"), "--on moon"),
    ],
)
def test_what_cannot_be_told_is_refused_before_anything_runs(typed, said, tmp_path):
    market = [] if typed[:1] == ("function=ishigami",) else SMALL
    error = refused(*typed, *market, "--out", str(tmp_path))
    assert isinstance(error, ConfigError)
    assert said in str(error)
    assert not list(tmp_path.rglob("*.parquet"))


def test_the_answer_to_another_question_is_not_written_over(tmp_path):
    folder = tmp_path / "kol_mix"
    folder.mkdir()
    (folder / "robustness.json").write_text('{"question": {"experiment": "kol_mix", "config": "another"}}')
    error = refused("experiment=kol_mix", *SMALL, "--out", str(tmp_path))
    assert isinstance(error, OtherRunError)
    assert "(another configuration)" in str(error)


def test_it_is_said_in_names_and_values_what_is_asked_otherwise(tmp_path):
    config = {**load_config(["experiment=kol_mix", *SMALL]).model_dump(mode="json"), "n_days": 9}
    before = {"question": {"experiment": "kol_mix", "config": "0123456789abcdef"}, "config": config}
    (tmp_path / "kol_mix").mkdir()
    (tmp_path / "kol_mix" / "robustness.json").write_text(json.dumps(before))
    error = refused("experiment=kol_mix", *SMALL, "n_days=12", "--out", str(tmp_path))
    assert isinstance(error, OtherRunError)
    assert "n_days: 9, now 12" in str(error)
    assert "0123456789abcdef" not in str(error)
