"""A report opens each table of a study once, of whatever kind: languages, figures and tables share what was read."""

from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from kinds_example import KINDS, write_kind
from made_tables import write_table
from toy_runs import run_with

from xhs_sim.report import build_report
from xhs_sim.report.runs import Run, Runs, stack


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each Parquet file is opened."""
    seen: Counter[str] = Counter()
    for name in ("read_parquet", "scan_parquet"):
        real = getattr(pl, name)

        def count(source: Any, *args: Any, real: Any = real, **more: Any) -> Any:
            many = source if isinstance(source, list) else [source]
            seen.update(str(path) for path in many)
            return real(source, *args, **more)

        monkeypatch.setattr(pl, name, count)
    return seen


@pytest.mark.parametrize("kind", KINDS)
def test_each_parquet_is_read_at_most_once(tmp_path: Path, opened: Counter[str], kind: str) -> None:
    folder = write_kind(tmp_path, kind)
    opened.clear()
    build_report(folder, language="en")
    assert {"metrics.parquet", "effects.parquet", "contracts.parquet"} <= {Path(path).name for path in opened}
    assert {path: n for path, n in opened.items() if n > 1} == {}
    if kind != "account":  # whose notes are told of every run
        notes = [Path(path).parts[-3] for path in opened if Path(path).name == "notes.parquet"]
        assert set(notes) == {"seed=0"}, "of first runs alone"


def test_runs_of_unlike_columns_are_stacked_with_gaps(tmp_path: Path) -> None:
    runs = [run_with(tmp_path, "a", seed, {"ledger": [{"day": seed, "amount_cny": 5.0}]}) for seed in (0, 1)]
    path = runs[1].folder / "records" / "ledger.parquet"
    pl.read_parquet(path).drop("tier").write_parquet(path)  # as an older version wrote it
    found = stack(Runs(runs), "ledger")
    assert found.select("arm", "seed", "day").rows() == [("a", 0, 0), ("a", 1, 1)]
    assert found["tier"].is_null().to_list()[1]


def test_empty_tables_and_missing_ones_leave_no_rows(tmp_path: Path) -> None:
    runs = Runs([
        run_with(tmp_path, "a", 0, {"ledger": []}),
        run_with(tmp_path, "b", 0, {"ledger": [{"day": 3, "amount_cny": 5.0}]}),
        run_with(tmp_path, "c", 0, {}),
    ])  # fmt: skip
    assert stack(runs, "ledger").select("arm", "day").rows() == [("b", 3)]
    assert [run.table("ledger") is None for run in runs] == [False, False, True]
    assert stack(runs, "surveys").width == 0
    assert stack(runs, "ledger", brand="nobody").height == 0


def test_a_large_table_need_not_stay(tmp_path: Path) -> None:
    run = run_with(tmp_path, "a", 0, {"notes": [{"note": 1}]})
    assert run.table("notes", keep=False)["note"].to_list() == [1]  # type: ignore[index]
    write_table(run.folder, "notes", [{"note": 2}])
    assert run.table("notes")["note"].to_list() == [2]  # type: ignore[index]
    write_table(run.folder, "notes", [{"note": 3}])
    assert run.table("notes")["note"].to_list() == [2]  # type: ignore[index]
    assert Run("a", 0, run.folder, {}).table("notes")["note"].to_list() == [3]  # type: ignore[index]
