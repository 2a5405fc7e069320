"""Python's public face: open a study, look at it, ask as the commands do."""

import pandas as pd
import pytest
from report_example import write_experiment
from report_verdict import write_verdict

import xhs_sim
from xhs_sim.config import ConfigError

TINY = {"population__n_users": 400, "n_days": 2, "content__history_days": 2, "threads": 1}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = write_experiment(tmp_path_factory.mktemp("study"), replicates=6)
    write_verdict(folder)
    return xhs_sim.open_study(folder)


def test_the_public_names_are_there_and_no_others():
    assert {name for name in dir(xhs_sim) if name in xhs_sim.__all__} == set(xhs_sim.__all__)
    for name in xhs_sim.__all__:
        assert callable(getattr(xhs_sim, name))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = xhs_sim.nonsense


def test_a_study_gives_verdict_effects_and_sentence(study):
    assert study.verdict.main.objective.metric == "gmv"
    assert study.verdict.main.leader in study.effects["arm"].unique()
    assert "koc" in study.sentence.lower()
    assert study.sentence in repr(study)
    assert {"arm", "seed", "metric", "value"} <= set(study.runs.columns)


def test_a_study_speaks_the_language_that_is_asked_for(study):
    chinese = xhs_sim.open_study(study.folder, "zh")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese.sentence)
    with pytest.raises(ConfigError, match=r"language = 'fr' is not allowed \(allowed: en, zh\)"):
        xhs_sim.open_study(study.folder, "fr")


def test_a_study_plots_every_figure_of_its_list_and_refuses_others(study):
    assert study.plot().get_label()
    assert "reach" in study.figures
    assert study.plot("reach") is not study.plot("reach")
    with pytest.raises(ConfigError, match="figure nope is not known"):
        study.plot("nope")


def test_a_notebook_shows_the_verdict_escaped(study, monkeypatch):
    shown = study._repr_html_()
    assert shown.count("<tr>") == len(study.verdict.main.arms)
    monkeypatch.setattr(type(study), "sentence", property(lambda self: "a <b> & c"))
    assert "<b>a &lt;b&gt; &amp; c</b>" in study._repr_html_()


def test_a_study_goes_to_the_office(study, tmp_path):
    sheets = pd.read_excel(study.to_xlsx(tmp_path / "study.xlsx"), sheet_name=None)
    assert list(sheets)[:2] == ["verdict", "effects"]
    assert set(sheets["verdict"]["arm"]) == set(study.verdict.main.arms)
    assert {path.name for path in study.to_csv(tmp_path)} >= {"verdict.csv", "effects.csv", "runs.csv"}


def test_a_folder_without_a_study_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="no such folder"):
        xhs_sim.open_study(tmp_path / "none")
    with pytest.raises(ConfigError, match="no finished run here"):
        xhs_sim.open_study(tmp_path)


def test_values_from_python_are_values(tmp_path):
    metrics = xhs_sim.run(out=tmp_path, study__question="双11, A=B [it's ok]", **TINY)
    assert metrics.filter(metric="dau")["value"].drop_nulls().len() > 0
    table = xhs_sim.sweep(out=tmp_path, seed=[1, 2], ranker=["random", "popular"], **TINY)
    assert sorted(set(table["ranker"])) == ["popular", "random"]
    with pytest.raises(ConfigError, match=r"n_days = -1 is outside"):
        xhs_sim.run(out=tmp_path, **(TINY | {"n_days": -1}))


def test_a_comparison_from_python_is_the_command_s(tmp_path):
    asked = {
        "study__replicates": 2,
        "campaign__start_day": 0,
        "campaign__budget_cny": 3000.0,
        "population__audience": 4000,
        **TINY,
    }
    found = xhs_sim.compare("experiment=kol_mix", out=tmp_path, **asked)
    assert found.folder == tmp_path / "kol_mix"
    assert found.verdict.main.n == 2
    assert (tmp_path / "kol_mix" / "report.html").is_file()


@pytest.mark.parametrize("ask", [xhs_sim.run, xhs_sim.compare, xhs_sim.sweep])
def test_a_list_in_place_of_texts_is_refused_in_words(tmp_path, ask):
    with pytest.raises(ConfigError, match=r"overrides are texts, .* \(before a list, put a \*\)"):
        ask(["n_days=2"], out=tmp_path)
