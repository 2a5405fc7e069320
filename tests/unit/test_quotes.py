"""Reading a quotes file: dirty ones work, wrong ones say where."""

import numpy as np
import pytest

from xhs_sim.config import ConfigError, configs_root
from xhs_sim.ingest.quotes import parse_count, read_quotes, resolve_file

HEAD = "quote,followers,image_text_quote_cny,verified_quote\n"


def written(tmp_path, text):
    path = tmp_path / "quotes.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "value"),
    [("880.0", 880), ("1.2万", 12_000), ("3w", 30_000), ("1,200", 1200), (" 5k ", 5000), ("1亿", 1e8)],
)
def test_counts_are_read_as_people_write_them(text, value):
    assert parse_count(text) == pytest.approx(value)


def test_rows_without_a_price_are_skipped(tmp_path):
    quotes = read_quotes(written(tmp_path, HEAD + "a,1.2万,300,1\nb,500,,0\nc,700,50,\n"))
    assert quotes.followers.tolist() == [12_000, 700]
    assert quotes.price_cny.tolist() == [300, 50]
    assert quotes.is_verified.tolist() == [True, False]


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [("a,many,300,1", "followers", "many"), ("a,100,-3,1", "image_text_quote_cny", "-3"),
     ("a,100,nan,1", "image_text_quote_cny", "nan"), ("a,,30,1", "followers", ""),
     ("a,100,30,maybe", "verified_quote", "maybe")],
)  # fmt: skip
def test_a_wrong_cell_is_named_by_file_row_column_and_value(tmp_path, row, column, value):
    path = written(tmp_path, HEAD + "ok,100,30,0\n" + row + "\n")
    with pytest.raises(ConfigError) as caught:
        read_quotes(path)
    assert f"{path}, row 3, column {column}: {value!r} is not allowed" in str(caught.value)


def test_all_wrong_rows_are_named_at_once(tmp_path):
    with pytest.raises(ConfigError) as caught:
        read_quotes(written(tmp_path, HEAD + "a,x,1,0\nb,1,y,0\n"))
    assert len(caught.value.problems) == 2


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(ConfigError, match="column image_text_quote_cny is missing"):
        read_quotes(written(tmp_path, "quote,followers\na,1\n"))


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "quotes.csv"
    path.write_bytes((HEAD + "名,100,30,0\n").encode("gb18030"))
    with pytest.raises(ConfigError, match="UTF-8"):
        read_quotes(path)


def test_the_shipped_quotes_are_in_order():
    quotes = read_quotes(configs_root() / "creator_quotes_synthetic.csv")
    assert len(quotes.followers) == 60
    assert np.corrcoef(np.log(quotes.followers), np.log(quotes.price_cny))[0, 1] > 0.5


def test_a_file_that_is_not_there_is_named_with_its_parameter():
    with pytest.raises(ConfigError, match=r"campaign.prices.quotes_file = gone.csv: no such file"):
        resolve_file("gone.csv", "campaign.prices.quotes_file")
