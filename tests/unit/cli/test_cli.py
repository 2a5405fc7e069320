"""The commands end to end on the toy, and how mistakes are told."""

import os
import signal
import subprocess
import sys
import time

import polars as pl
import pytest
from toy_play import play

from xhs_sim.cli import execute, main

SMALL = ["n_days=2", "population.n_users=1000", "population.audience=0"]
KOL = ["compare", "experiment=kol_mix", *SMALL, "study.replicates=3"]


@pytest.fixture
def cli(monkeypatch, capsys, tmp_path):
    """Call ``cli("run", ...)``; returns (exit code, stdout, stderr)."""
    monkeypatch.setattr(execute, "play_days", play)
    monkeypatch.setattr("xhs_sim.cli.findings.better_by_metric", lambda: {"gmv": "higher", "reach": "higher"})
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["xhs-sim", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return call


def test_run_says_its_figures_and_where_it_lies(cli, tmp_path):
    code, out, _ = cli("run", *SMALL)
    assert code == 0
    assert "Daily active users" in out
    assert "outputs/run/run/seed=0" in out
    assert (tmp_path / "outputs/run/run/seed=0/manifest.json").is_file()


def test_compare_ends_with_table_answer_and_report_that_can_be_written_again(cli, tmp_path):
    code, out, err = cli(*KOL, "--workers", "1")
    assert code == 0, err
    assert "95% intervals" in out
    assert "report: outputs/kol_mix/report.html" in out
    assert (tmp_path / "outputs/kol_mix/effects.parquet").is_file()
    page = tmp_path / "outputs/kol_mix/report.html"
    page.unlink()
    code, out, _ = cli("report", "outputs/kol_mix", "--lang", "zh")
    assert (code, out.strip()) == (0, "outputs/kol_mix/report.html")
    assert page.is_file()


def test_two_experiments_in_one_go_give_two_answers(cli, monkeypatch, tmp_path):
    monkeypatch.setattr("xhs_sim.cli.findings.write_report", lambda folder, _lang: folder / "report.html")
    code, out, err = cli("compare", "experiment=kol_mix,kfs_split", *SMALL, "study.replicates=2", "--workers", "1")
    assert code == 0, err
    for name in ("kol_mix", "kfs_split"):
        assert f"report: outputs/{name}/report.html" in out
        assert f"{name} is done" in err
        assert (tmp_path / f"outputs/{name}/effects.parquet").is_file()


def test_one_replicate_gives_no_interval_and_says_so(cli, monkeypatch):
    monkeypatch.setattr("xhs_sim.cli.findings.write_report", lambda folder, _lang: folder / "report.html")
    code, out, _ = cli(*KOL, "study.replicates=1", "--workers", "1")
    assert code == 0
    assert "One replicate" in out


def test_sweep_ends_with_table_and_figure(cli, tmp_path):
    code, out, err = cli("sweep", "n_days=1,2", "population.n_users=1000,2000", "--workers", "1")
    assert code == 0
    assert "4 points, 1 arm, 1 replicate;" in err
    assert out.startswith("Daily active users goes from ")
    assert "table: outputs/run/sweep.parquet" in out
    assert "figure: outputs/run/figures/response_dau.png" in out
    assert pl.read_parquet(tmp_path / "outputs/run/sweep.parquet").height > 0


def test_failed_runs_give_code_one_and_are_named(cli):
    code, out, err = cli("sweep", "function=brittle", "x=0.1,0.45", "--workers", "1")
    assert code == 1
    assert "1 of 2 runs failed" in err
    assert "ZeroDivisionError: nobody clicked" in err
    assert "table:" in out
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["run", "population.n_users=-5"], "population.n_users = -5 is outside"),
        (["run", "population.n_user=5"], "did you mean population.n_users"),
        (["run", "n_days"], "override"),
        (["run", "n_days=1,2"], "use sweep"),
        (["run", "--arm", "pyramid"], "--arm pyramid is no arm"),
        (["compare"], "which question? Give experiment=NAME or brief=FILE (experiments: attribution,"),
        ([*KOL, "--lang", "fr"], "--lang fr is not allowed"),
        (["run", "--config-dir", "nowhere"], "no such folder"),
        (["report", "nowhere"], "nowhere: no such folder"),
        (["report", "."], "no finished run"),
        (["show", "parameters", "nothing.like.this"], "no parameter starts with"),
        (["show", "targets", "--run", "nowhere"], "no finished run there"),
        (["run", "--nonsense"], "no such option: --nonsense"),
        (["experiment=nope", "run"], "no such command: experiment=nope"),
        (["run", "experiment=nope"], "no such option (allowed:"),
    ],
)
def test_mistakes_are_told_in_a_line_without_a_trace(cli, arguments, text):
    code, _, err = cli(*arguments)
    assert code == 2
    assert text in err
    assert "Traceback" not in err


def test_other_run_in_the_same_place_needs_force(cli):
    cli("run", *SMALL)
    code, _, err = cli("run", *SMALL, "n_days=3")
    assert code == 2
    assert "--force" in err
    assert cli("run", *SMALL, "n_days=3", "--force")[0] == 0


def test_full_disk_is_one_line(cli, monkeypatch):
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    code, _, err = cli("run", *SMALL)
    assert code == 1
    assert err.startswith("xhs-sim: disk full while writing")
    assert err.count("\n") == 1


def test_bug_is_short_unless_debug_asks_for_the_trace(cli, monkeypatch):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr("xhs_sim.study.single.load_config", broken)
    code, _, err = cli("run", *SMALL)
    assert (code, err.count("\n")) == (1, 1)
    assert "Traceback" in cli("run", *SMALL, "--debug")[2]


@pytest.mark.skipif(os.name != "posix", reason="stops by signal")
def test_ctrl_c_stops_cleanly_and_keeps_what_is_finished(tmp_path):
    grid = ["function=brittle", "x=range(0.0,0.39,0.01)", "seconds=0.3"]
    arguments = ["sweep", *grid, "--workers", "2", "--out", str(tmp_path)]
    runs = tmp_path / "function_brittle" / "runs"
    with subprocess.Popen(
        [sys.executable, "-m", "xhs_sim.cli", *arguments], stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        end = time.monotonic() + 60
        while len(list(runs.glob("[!.]*.parquet"))) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the whole group gets it
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "the same command goes on" in err
    assert "Traceback" not in err
    assert 2 <= len(list(runs.glob("[!.]*.parquet"))) < 39
    assert list(runs.glob(".*")) == []


def test_of_a_key_that_is_given_twice_it_is_said_which_value_holds(cli, tmp_path):
    code, _, err = cli("run", *SMALL, "n_days=3")
    assert code == 0
    assert "given more than once: n_days=2 and n_days=3: n_days=3 holds" in err
    assert "n_days: 3" in next(tmp_path.rglob("config.yaml")).read_text(encoding="utf-8")
