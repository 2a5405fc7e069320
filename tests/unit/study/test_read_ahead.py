"""Files are read before anything runs: what was decided is told, a fault stops the plan with nothing on disk."""

import polars as pl
import pytest

from xhs_sim.cli import main
from xhs_sim.config import ConfigError, load_config
from xhs_sim.study.read_ahead import read_ahead

TINY = ("population.n_users=300", "n_days=1", "content.history_days=1", "threads=1")


def run(monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["xhs-sim", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code or 0


def test_each_file_is_read_once_and_its_decisions_told(tmp_path, monkeypatch):
    path = tmp_path / "q.csv"
    path.write_text("粉丝数,图文报价,昵称\n1.2万,10万+,甲\n800,-,乙\n", encoding="gb18030")
    configs = [load_config([f"campaign.prices.quotes_file={path}", f"seed={seed}"]) for seed in range(3)]
    told = read_ahead(configs)
    assert [line.removeprefix(f"{path}: ") for line in told] == [
        "read as: GB18030", "other columns left alone: 昵称", "lower bounds read as the bound: row 2 (10万+)",
        "rows without a price left out: row 3 (-)",
    ]  # fmt: skip
    assert read_ahead([load_config()]) == []


def test_the_problems_of_all_files_come_at_once(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("followers,price\n5,x\n")
    configs = [load_config([f"campaign.prices.quotes_file={tmp_path / name}"]) for name in ("a.csv", "b.csv")]
    with pytest.raises(ConfigError) as caught:
        read_ahead(configs)
    assert len(caught.value.problems) == 2


def test_a_faulty_file_stops_a_run_before_anything_is_written(tmp_path, monkeypatch, capsys):
    path, out = tmp_path / "q.csv", tmp_path / "out"
    path.write_text("followers,price\n5,x\n")
    assert run(monkeypatch, "run", *TINY, f"campaign.prices.quotes_file={path}", "--out", out) == 2
    assert "row 2, column price: 'x'" in capsys.readouterr().err
    assert not out.exists()


def test_ids_of_an_edge_list_are_counted_and_kept_with_the_run_that_lists_them(tmp_path, monkeypatch, capsys):
    path, out = tmp_path / "g.csv", tmp_path / "out"
    ids = "record.personal=[ids]"
    path.write_text("source,target\n" + "".join(f"u{n:03d},u{(n * 7) % 40:03d}\n" for n in range(120)))
    assert run(monkeypatch, "run", *TINY, ids, "graph.source=file", f"graph.edge_list={path}", "--out", out) == 0
    assert "ids given rows in ascending order: 120\n" in capsys.readouterr().err
    (table,) = out.rglob("records/user_ids.parquet")
    ids = pl.read_parquet(table)
    assert ids.row(7) == (7, "u007")
    assert ids.height == 120
