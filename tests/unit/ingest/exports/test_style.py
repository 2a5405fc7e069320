"""Topic and style of a note, by hand; and that nothing of its words is kept."""

import polars as pl
import pytest
from handed_files import write_csv

from xhs_sim.config import load_config
from xhs_sim.ingest.exports import import_files, store
from xhs_sim.ingest.exports.style import vocabulary

HEAD = ("note_id", "type", "title", "time", "user_id", "liked_count", "tag_list")
ABOUT = (  # title, tags, topic
    ("随便说说", "早八通勤妆,日常", "beauty"),
    ("随便说说", "OOTD每日穿搭", "fashion"),
    ("随便说说", "日常,citywalk", "travel"),
    ("随便说说", "party,artist", "other"),  # whole Latin words alone
    ("家里的猫咪", "日常", "pets"),  # tags first, then the title
    ("家里的猫咪", "健身打卡", "fitness"),
    ("My AI desk", "", "digital"),
    ("随便说说", "", "other"),
    ("", "", None),
)
ASKED = (  # title, emoji, number, question
    ("今天的晚饭🍜", True, False, False),
    ("5分钟学会", False, True, False),
    ("５分钟学会", False, True, False),
    ("怎么拍好看", False, False, True),
    ("真的吗", False, False, True),
    ("Really?", False, False, True),
    ("好看?", False, False, False),  # perhaps an emoji that a re-saved file lost
    ("一个标题", False, False, False),
)


@pytest.fixture
def kept(tmp_path):
    def of(rows):
        lines = [
            (f"{i:024x}", "normal", title, "1784382015000", "5ff0c0de000000000100e1a2", "3", f'"{tags}"')
            for i, (title, tags) in enumerate(rows)
        ]
        store(import_files([write_csv(tmp_path / "crawl.csv", HEAD, lines)]), tmp_path / "data", b"k" * 32)
        return pl.read_parquet(tmp_path / "data" / "notes.parquet")

    return of


def test_a_topic_is_one_of_ours_by_the_first_word_that_is_known(kept):
    notes = kept([(title, tags) for title, tags, _ in ABOUT])
    assert notes["topic"].to_list() == [topic for *_, topic in ABOUT]


def test_a_title_has_what_it_has(kept):
    notes = kept([(title, "") for title, *_ in ASKED])
    flags = notes.select("title_emoji", "title_number", "title_question").rows()
    assert flags == [tuple(marks) for _, *marks in ASKED]


def test_topics_are_those_of_the_market_and_no_word_has_two():
    pattern, meaning = vocabulary()
    assert {*meaning.values()} == {*load_config(()).content.topics}
    assert pl.Series(list(meaning)).str.extract(pattern, 1).str.to_lowercase().to_list() == list(meaning)


def test_no_word_of_a_tag_or_a_title_is_kept(kept, tmp_path):
    kept([("不可说的标题🍜", "露营,不可说的标签")])
    held = b"".join(file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())
    assert [word for word in ("不可说", "露营", "🍜") if word.encode() in held] == []
