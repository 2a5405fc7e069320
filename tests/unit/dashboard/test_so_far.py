"""A running sweep shows what its finished runs say, and says that it is unfinished."""

import json
import os
import shutil

import polars as pl
import pytest

from xhs_sim.dashboard import so_far
from xhs_sim.dashboard.said import lead_of, so_far_of
from xhs_sim.dashboard.shelf import OWN, find_studies
from xhs_sim.dashboard.so_far import ended, n_whole, sweep_rows
from xhs_sim.lab import Here, Lab
from xhs_sim.lab.asked import write_asked
from xhs_sim.lab.plan import plan_sweep, points_table, write_plan
from xhs_sim.lab.run import SCHEMA
from xhs_sim.lab.table import write_sweep
from xhs_sim.report.words import load_words

WORDS = load_words("en")


@pytest.fixture
def sweep(tmp_path):
    """A sweep of three points, two runs each, of which none is made yet; with its lab."""
    plan = plan_sweep(["function=ishigami", "x1=0,1,2", "study.replicates=2"], tmp_path)
    with Lab(plan.subject, tmp_path, Here()) as lab:
        write_plan(plan)
        write_asked(plan, points_table(plan).drop("problem"), lab.look_at(plan.points).asked)
        yield lab, plan


def study_in(root):
    (found,) = find_studies(root)
    return found


def test_before_the_first_run_there_is_nothing(tmp_path, sweep):
    study = study_in(tmp_path)
    assert (study.done, study.planned) == (0, 6)
    assert sweep_rows(tmp_path, study) is None
    assert so_far_of(tmp_path, study, WORDS) == ""


def test_rows_grow_with_the_runs_and_are_those_of_the_table_in_the_end(tmp_path, sweep):
    lab, plan = sweep
    seen = []
    for n in (1, 2, 3):
        lab.carry_out(plan.points[:n])
        study = study_in(tmp_path)
        seen.append(sweep_rows(tmp_path, study))
        assert study.done == 2 * n
    assert [frame["run"].n_unique() for frame in seen] == [2, 4, 6]
    kept = tmp_path / OWN / study.key / "sweep-so-far.parquet"
    assert kept.is_file()
    whole = pl.read_parquet(write_sweep(lab, plan, lab.carry_out(plan.points)))
    keys = ["point", "arm", "replicate"]
    assert seen[-1].drop("run").sort(keys).equals(whole.sort(keys))
    assert sweep_rows(tmp_path, study_in(tmp_path)).equals(whole)
    assert not kept.exists()  # its own table is there


def test_the_answer_so_far_is_of_cells_with_a_seed_and_says_that_it_is_unfinished(tmp_path, sweep):
    lab, plan = sweep
    lab.carry_out(plan.points[1:], replicates=range(1))
    said = so_far_of(tmp_path, study_in(tmp_path), WORDS)
    assert said.startswith("Unfinished, after 2 of 6 runs (2 of 3 cells can be looked at): ")
    assert "x1=2" in said
    assert "x1=0" not in said
    assert n_whole(tmp_path, study_in(tmp_path)) == 0
    lab.carry_out(plan.points[1:])
    assert n_whole(tmp_path, study_in(tmp_path)) == 2
    assert so_far_of(tmp_path, study_in(tmp_path), load_words("zh")).startswith("尚未完成")


def test_of_very_many_cells_none_is_judged_while_it_runs(tmp_path, sweep, monkeypatch):
    lab, plan = sweep
    lab.carry_out(plan.points[:2])
    monkeypatch.setattr(so_far, "_MOST_JUDGED", 1)
    said = so_far_of(tmp_path, study_in(tmp_path), WORDS)
    assert said.startswith("Unfinished, after 4 of 6 runs")
    assert "x1=" not in said


def test_a_seed_that_lacks_an_arm_does_not_count(tmp_path, studies):
    """Of two arms at three points with three seeds, one arm's last runs are missing."""
    folder = tmp_path / "arms"
    write_running_sweep(folder, studies["sweep"].folder, lambda arm, seed: seed == 0 or arm == "nothing")
    runs = ended(tmp_path, study_in(tmp_path))
    assert runs["has_ended"].sum() == 16
    said = so_far_of(tmp_path, study_in(tmp_path), WORDS)
    assert "after 16 of 24 runs (4 of 4 cells" in said


def write_running_sweep(folder, finished, is_there):
    """Write a sweep as it is while it runs: of the finished one's runs those that are there."""
    shutil.copytree(finished, folder, ignore=shutil.ignore_patterns("runs"))
    rows = pl.read_parquet(folder / "sweep.parquet")
    (folder / "sweep.parquet").unlink()
    who = (
        rows.drop(*SCHEMA)
        .with_row_index("n")
        .with_columns(run=pl.format("{}", pl.col("n")), problem=pl.lit(None, pl.String))
    )
    who.drop("n").write_parquet(folder / "asked.parquet")
    (folder / "runs").mkdir()
    for row in who.iter_rows(named=True):
        if is_there(row["arm"], row["seed"]):
            figures = rows[row["n"]].select(*SCHEMA)
            figures.write_parquet(folder / "runs" / f"{row['run']}.parquet")


def test_a_run_that_failed_ends_its_cell_and_says_why(tmp_path, sweep):
    lab, plan = sweep
    look = lab.look_at(plan.points[:1])
    lab.parts.fail(look.asked[0].run, "killed")
    lab.carry_out(plan.points[:1])
    rows = sweep_rows(tmp_path, study_in(tmp_path))
    assert rows["error"].drop_nulls().to_list() == ["killed"]
    assert so_far_of(tmp_path, study_in(tmp_path), WORDS)


def test_what_another_question_left_is_not_shown(tmp_path, sweep):
    lab, plan = sweep
    lab.carry_out(plan.points)
    sweep_rows(tmp_path, study_in(tmp_path))
    other = plan_sweep(["function=ishigami", "x2=0,1", "study.replicates=2"], tmp_path)
    write_plan(other, may_replace=True)
    write_asked(other, points_table(other).drop("problem"), lab.look_at(other.points).asked)
    rows = sweep_rows(tmp_path, study_in(tmp_path))
    assert rows is None or "x1" not in rows.columns


def test_the_old_answer_does_not_stand_over_a_new_question(root, studies, tmp_path):
    folder = shutil.copytree(studies["sweep"].folder, tmp_path / "again")
    told = {"sweep": {"en": {"lead": "Old.", "further": []}}}
    (folder / "told.json").write_text(json.dumps(told))
    assert lead_of(study_in(tmp_path), WORDS) == ("Old.", ())
    later = (folder / "sweep.parquet").stat().st_mtime + 60
    os.utime(folder / "plan.json", (later, later))
    assert lead_of(study_in(tmp_path), WORDS) == ("", ())


def test_a_running_search_says_what_is_best_so_far(tmp_path, studies):
    folder = shutil.copytree(studies["optimise"].folder, tmp_path / "best")
    (folder / "response.parquet").unlink()
    about = {"state": "running", "runs": 80, "done": 6, "failed": 1, "left_s": 200.0, "is_most": True,
             "pid": os.getpid(), "machine": "another"}  # fmt: skip
    (folder / "optimise.under_way.json").write_text(json.dumps(about))
    study = study_in(tmp_path)
    assert (study.done, study.failed, study.planned, study.is_finished) == (5, 1, 80, False)
    said = so_far_of(tmp_path, study, WORDS)
    assert said.startswith("Unfinished: of 3 plans tried so far the best is KOCs 80%")
    assert "+¥1k in GMV (2 runs)" in said
