"""Points from a file: what is read, and what of a file is refused, in words of ours."""

import polars as pl
import pytest

from xhs_sim.config import ConfigError
from xhs_sim.config.messages import told
from xhs_sim.lab.points_file import listed


def test_cells_are_read_as_they_would_be_typed_with_the_row_of_each(tmp_path):
    file = tmp_path / "points.csv"
    file.write_text('\ufeffx , y\n1, "a, b"\n\n 2,c\n', encoding="utf-8")
    points, rows = listed(file)
    assert points == [{"x": "1", "y": "a, b"}, {"x": "2", "y": "c"}]
    assert rows == [f"{file}, row 2", f"{file}, row 4"]
    pl.DataFrame({"x": [1, 2], "y": ["a", " b"]}).write_parquet(tmp_path / "points.parquet")
    assert listed(tmp_path / "points.parquet")[0] == [{"x": 1, "y": "a"}, {"x": 2, "y": "b"}]


@pytest.mark.parametrize(
    ("name", "content", "said", "in_chinese"),
    [
        ("a.csv", None, "cannot be read (No such file or directory)", "读不了（没有这个文件或文件夹）"),
        ("a.parquet", None, "cannot be read (No such file or directory)", "读不了（没有这个文件或文件夹）"),
        ("a.csv", b"", "the file is empty", "文件是空的"),
        ("a.csv", b"x\n", "holds no points", "没有任何点"),
        ("a.csv", "x\n种草\n".encode("gb18030"), "not in UTF-8", "不是 UTF-8"),
        ("a.csv", b"x,y\n1,2\n1\n", "row 3 has 1 cell, the first row 2 names", "第 3 行有 1 个单元格"),
        ("a.csv", b'x,y\n"1,2\n', "row 2 is no row of a CSV file", "第 2 行不是 CSV 的一行"),
        ("a.csv", b"x,x\n1,2\n", "column x is there twice", "x"),
        ("a.csv", b"x;y\n1;2\n", "parts its columns by ;", "用分号分列"),
        ("a.csv", b"x,y\n1,\n", "row 2, column y is empty", "第 2 行、y 列为空"),
        ("a.parquet", b"x,y\n1,2\n", "not a readable Parquet file", "不是可读的 Parquet 文件"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_both_languages(tmp_path, name, content, said, in_chinese):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError) as refused:
        listed(file)
    problem = refused.value.problems[0]
    assert problem.startswith(str(file))
    assert said in problem
    assert in_chinese in told(problem, "zh")


def test_points_from_a_file_say_where_a_cell_is_empty(tmp_path):
    (tmp_path / "points.csv").write_text("\ufeffcommerce.leak_share, ranker\n0.5,default\n0.7,\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"points.csv, row 3, column ranker is empty"):
        listed(tmp_path / "points.csv")
    (tmp_path / "points.csv").write_text("commerce.leak_share\n0.5\nNaN\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"points.csv, row 3, column commerce.leak_share is empty"):
        listed(tmp_path / "points.csv")
    (tmp_path / "points.csv").write_text("commerce.leak_share;ranker\n0,5;default\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"points.csv parts its columns by ;"):
        listed(tmp_path / "points.csv")
    (tmp_path / "points.csv").write_text("commerce.leak_share, ranker\n0.5,default\n", encoding="utf-8")
    assert listed(tmp_path / "points.csv")[0] == [{"commerce.leak_share": "0.5", "ranker": "default"}]
