"""A study in a workbook and in CSV: read back equal by pandas, polars and DuckDB; nothing is spoiled."""

import json

import duckdb
import pandas as pd
import polars as pl
import pytest

from xhs_sim.config import ConfigError
from xhs_sim.office import study_tables, write_csv_files, write_workbook
from xhs_sim.office.files import MOST_ROWS
from xhs_sim.office.tables import fit_for_office
from xhs_sim.records.run_list import runs_of, write_run_list

LARGE_ID = 2**63 + 12_345
MEASURED = pl.DataFrame(
    {"arm": ["nothing", "雪肌, Koc"], "metric": ["gmv", "ctr"], "value": [1000.5, None], "n_pairs": [5, 6],
     "is_first": [True, False], "baseline": [float("nan"), float("inf")], "note": [LARGE_ID, None]},
    schema_overrides={"note": pl.UInt64},
)  # fmt: skip
TABLES = {"effects": fit_for_office(MEASURED, "effects")}


def plain(rows):
    """Return rows with every kind of nothing as None."""
    return [[None if pd.isna(value) else value for value in row] for row in rows]


EXPECTED = [["nothing", "gmv", 1000.5, 5, True, None, str(LARGE_ID)], ["雪肌, Koc", "ctr", None, 6, False, None, None]]


def test_ids_are_text_and_what_is_unknown_is_empty():
    assert plain(TABLES["effects"].rows()) == EXPECTED


def test_a_workbook_is_read_back_equal_by_pandas_and_polars(tmp_path):
    path = write_workbook(TABLES, tmp_path / "study.xlsx")
    by_pandas = pd.read_excel(path, sheet_name="effects", dtype={"note": str})  # else pandas makes numbers of text
    assert plain(by_pandas.astype(object).values.tolist()) == EXPECTED
    by_polars = pl.read_excel(path, sheet_name="effects", engine="openpyxl", infer_schema_length=None)
    assert plain(by_polars.rows()) == EXPECTED
    assert by_polars.columns == MEASURED.columns


def test_csv_files_are_read_back_equal_by_pandas_polars_and_duckdb(tmp_path):
    (path,) = write_csv_files(TABLES, tmp_path / "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    as_text = {"note": str}
    by_pandas = pd.read_csv(path, dtype=as_text)
    assert plain(by_pandas.astype(object).values.tolist()) == EXPECTED
    by_polars = pl.read_csv(path, schema_overrides={"note": pl.String})
    assert plain(by_polars.rows()) == EXPECTED
    by_duckdb = duckdb.read_csv(str(path), dtype={"note": "VARCHAR"})
    assert plain(by_duckdb.fetchall()) == EXPECTED


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_text_that_looks_like_a_formula_stays_text(tmp_path, text):
    tables = {"runs": pl.DataFrame({"arm": [text, "a"], "value": [-1.5, 2.0]})}
    path = write_workbook(tables, tmp_path / "study.xlsx")
    read = pd.read_excel(path)
    assert read["arm"].tolist() == [text, "a"]
    assert read["value"].tolist() == [-1.5, 2.0]
    (csv,) = write_csv_files(tables, tmp_path)
    assert pl.read_csv(csv)["arm"].to_list() == [f"'{text}", "a"]
    assert pl.read_csv(csv)["value"].to_list() == [-1.5, 2.0]


def test_columns_that_excel_cannot_tell_apart_are_refused():
    with pytest.raises(ConfigError, match="columns CTR, ctr differ by case alone"):
        fit_for_office(pl.DataFrame({"CTR": [1], "ctr": [2]}), "effects")
    with pytest.raises(ConfigError, match="column days holds lists"):
        fit_for_office(pl.DataFrame({"days": [[1, 2]]}), "effects")


def test_a_table_that_no_sheet_can_hold_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ConfigError, match=r"table runs has 1,048,576 rows.*--csv"):
        write_workbook({"runs": pl.DataFrame({"n": range(MOST_ROWS + 1)})}, tmp_path / "study.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_folder_gives_its_results_and_the_figures_of_its_finished_runs(tmp_path):
    for arm, status in (("nothing", "ok"), ("koc", "ok"), ("lost", "failed")):
        run = tmp_path / arm / "seed=7"
        run.mkdir(parents=True)
        (run / "manifest.json").write_text(json.dumps({"status": status, "arm": arm, "seed": 7}))
        pl.DataFrame({"metric": ["gmv"], "value": [1.0]}).write_parquet(run / "metrics.parquet")
    MEASURED.write_parquet(tmp_path / "effects.parquet")
    tables = study_tables(tmp_path)
    assert list(tables) == ["effects", "runs"]
    assert tables["runs"].select("arm", "seed").rows() == [("koc", "7"), ("nothing", "7")]


def test_a_folder_without_results_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="no results of a study"):
        study_tables(tmp_path)


def test_runs_that_the_study_did_not_compare_are_left_out(tmp_path):
    for seed in (7, 8, 9):
        run = tmp_path / "koc" / f"seed={seed}"
        run.mkdir(parents=True)
        (run / "manifest.json").write_text(json.dumps({"status": "ok", "arm": "koc", "seed": seed}))
        pl.DataFrame({"metric": ["gmv"], "value": [1.0]}).write_parquet(run / "metrics.parquet")
    assert len(runs_of(tmp_path)) == 3  # without a list, all that are there
    write_run_list(tmp_path, [("koc", 0, 7), ("koc", 1, 8)])
    assert [run.name for run in runs_of(tmp_path)] == ["seed=7", "seed=8"]
    assert study_tables(tmp_path)["runs"]["seed"].to_list() == ["7", "8"]
