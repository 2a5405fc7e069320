"""Reading a quotes file: what teams hold works, wrong cells say where, every decision is told."""

import numpy as np
import openpyxl
import pytest

from xhs_sim.config import ConfigError, configs_root
from xhs_sim.ingest.quotes import read_quotes, resolve_file

HEAD = "quote,followers,image_text_quote_cny,verified_quote\n"
CHINESE = "昵称,小红书号,粉丝数,图文笔记报价,视频笔记报价\n阿甲,0012,1.2万,300,500\n阿乙,0013,880,50,--\n"


def written(tmp_path, text, encoding="utf-8", name="quotes.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def problems_of(path):
    with pytest.raises(ConfigError) as caught:
        read_quotes(path)
    return caught.value.problems


def told(quotes, word):
    return [line for line in quotes.decisions if word in line]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_chinese_heads_are_read_in_any_encoding_and_with_any_separator(tmp_path, encoding, separator):
    quotes = read_quotes(written(tmp_path, CHINESE.replace(",", separator), encoding))
    assert quotes.followers.tolist() == [12_000, 880]
    assert quotes.price_cny.tolist() == [300, 50]
    assert not quotes.is_verified.any()
    assert told(quotes, "other columns left alone")[0] == "other columns left alone (2): 昵称, 小红书号"
    assert told(quotes, "videos")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_title_blank_rows_and_a_repeated_head_are_left_out_and_told(tmp_path, end):
    head, *rows = CHINESE.splitlines()
    text = end.join(["最新报价单,,,,", "", head, rows[0], ",,,,", head, rows[1], ""])
    quotes = read_quotes(written(tmp_path, text))
    assert quotes.price_cny.tolist() == [300, 50]
    assert told(quotes, "before the head") == ["rows before the head left out: row 1"]
    assert told(quotes, "repeated heads") == ["repeated heads left out: row 6"]


def test_a_workbook_is_read_by_its_cells_whatever_its_file_is_called(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("报价")
    for row in (["报价单"], [" Followers ", "图文报价（元）"], [12_000.0, 300], ["1.5w", "¥1,500"], [700, None]):
        sheet.append(row)
    path = tmp_path / "报价单.csv"
    book.save(path)
    quotes = read_quotes(path)
    assert quotes.followers.tolist() == [12_000, 15_000]
    assert quotes.price_cny.tolist() == [300, 1500]
    assert told(quotes, "sheets") == ["read of several sheets: 报价"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("880.0", 880), ("1.2万", 12_000), ("3w", 30_000), ("1,200", 1200), (" 5k ", 5000), ("3千", 3000),
     ("10万+", 100_000), ("1.2w+", 12_000), ("¥1,500", 1500), ("1500元", 1500), ("1500-2000", 1750),
     ("1-2万", 15_000), ("８００", 800)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(tmp_path, text, value):
    quotes = read_quotes(written(tmp_path, f'followers,price\n"{text}",30\n'))
    assert quotes.followers.tolist() == [pytest.approx(value)]
    assert bool(told(quotes, "lower bounds")) == text.endswith("+")
    assert bool(told(quotes, "middle")) == ("-" in text)


@pytest.mark.parametrize("text", ["", "-", "--", "—", "暂无", "0", "null", "面议"])
def test_rows_without_a_price_or_followers_are_left_out_and_counted(tmp_path, text):
    quotes = read_quotes(written(tmp_path, f"{HEAD}a,500,{text},0\nb,{text},30,0\nc,700,50,是\n"))
    assert quotes.price_cny.tolist() == [50]
    assert quotes.is_verified.tolist() == [True]
    assert told(quotes, "without a price")[0].startswith("rows without a price left out: row 2")
    assert told(quotes, "without followers")[0].startswith("rows without followers left out: row 3")


@pytest.mark.parametrize(
    "text", ["many", "-3", "nan", "inf", "1_000", "1.75E+12", "1.234,56", "2000-1500", "1,2", "=A1*2"]
)
@pytest.mark.parametrize(("column", "row"), [("followers", "a,{},30,1"), ("image_text_quote_cny", "a,100,{},1")])
def test_a_wrong_cell_is_named_by_file_row_column_and_value(tmp_path, text, column, row):
    path = written(tmp_path, HEAD + "ok,100,30,0\n" + row.format(f'"{text}"') + "\n")
    assert problems_of(path)[0].startswith(f"{path}, row 3, column {column}: {text!r} is not allowed (expected ")


def test_a_wrong_mark_is_named(tmp_path):
    path = written(tmp_path, HEAD + "a,100,30,maybe\n")
    assert "column verified_quote: 'maybe' is not allowed" in problems_of(path)[0]


def test_all_wrong_rows_are_named_at_once(tmp_path):
    assert len(problems_of(written(tmp_path, HEAD + "a,x,1,0\nb,1,y,0\n"))) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [("quote,followers\na,1\n", "column image_text_quote_cny is missing"),
     ("followers,price,price\n1,2,3\n", "column price is there twice"),
     ("followers,price\n1,2\n100,1,500\n", "row 3: 3 cells under 2 names"),
     ('followers,price\n1,2\n"100,30\n5,6\n', "row 3: a quotation mark is opened and never closed"),
     ("", "the file is empty"),
     ("粉丝数,图文报价\n500,\n600,暂无\n", "none of its 2 rows has both 粉丝数 and 图文报价")],
)  # fmt: skip
def test_what_cannot_be_read_surely_is_refused_with_its_place(tmp_path, text, said):
    assert any(said in line for line in problems_of(written(tmp_path, text)))


def test_a_unit_in_a_columns_name_holds_for_the_column(tmp_path):
    quotes = read_quotes(written(tmp_path, "粉丝量/w,图文报价（万）\n1.2,0.03\n"))
    assert (quotes.followers[0], quotes.price_cny[0]) == (pytest.approx(12_000), pytest.approx(300))


def test_active_followers_are_read_in_per_cent_or_as_a_share_and_may_be_missing(tmp_path):
    head = "粉丝数,图文报价,活跃粉丝占比（%）\n"
    quotes = read_quotes(written(tmp_path, f"{head}1000,300,68.9\n1000,300,46.3%\n1000,300,0.5\n1000,300,-\n"))
    assert quotes.active_share[:3].tolist() == pytest.approx([0.689, 0.463, 0.5])
    assert np.isnan(quotes.active_share[3])
    assert np.isnan(read_quotes(written(tmp_path, CHINESE)).active_share).all()
    assert "expected a share in per cent" in problems_of(written(tmp_path, f"{head}1000,300,120\n"))[0]


def test_of_two_columns_of_one_meaning_the_more_exact_is_read_and_the_other_told(tmp_path):
    quotes = read_quotes(written(tmp_path, "报价,图文报价,粉丝数\n900,300,1000\n"))
    assert quotes.price_cny.tolist() == [300]
    assert told(quotes, "already") == ["columns of a meaning that is there already left alone: 报价"]


@pytest.mark.parametrize("raw", [b"\xd0\xcf\x11\xe0old", b"<html><table>", b"PK\x03\x04broken", b"\xff\xff\xff\n\x81"])
def test_files_of_another_kind_are_refused_with_what_to_do(tmp_path, raw):
    path = tmp_path / "quotes.xls"
    path.write_bytes(raw)
    assert str(path) in problems_of(path)[0]


def test_the_shipped_quotes_are_in_order():
    quotes = read_quotes(configs_root() / "creator_quotes_synthetic.csv")
    assert len(quotes.followers) == 60
    assert np.corrcoef(np.log(quotes.followers), np.log(quotes.price_cny))[0, 1] > 0.5


def test_a_file_that_is_not_there_is_named_with_its_parameter():
    with pytest.raises(ConfigError, match=r"campaign.prices.quotes_file = gone.csv: no such file"):
        resolve_file("gone.csv", "campaign.prices.quotes_file")
