"""What an exploration says, in both languages."""

import pytest
from made_notes import made_folder

from xhs_sim.config.messages import told
from xhs_sim.content_analysis import explore_notes
from xhs_sim.content_analysis.told import about_of, row_of, sentences, title_of


@pytest.mark.parametrize(
    ("language", "apart", "more"), [("en", "videos: ", "do more"), ("zh", "视频的点赞是图文的", "多做")]
)
def test_what_is_told_apart_is_said_first_and_then_what_to_do(tmp_path, language, apart, more):
    found = explore_notes(made_folder(tmp_path / "notes", 1, video=2.5))
    said = [told(sentence, language) for sentence in sentences(found)]
    assert said[0].startswith(apart)
    assert any(more in sentence for sentence in said)
    assert told(title_of(found), language).startswith(apart)
    assert "1,200" in told(about_of(found), language)
    assert not any(
        "content." in text for text in [*said, *(told(row_of(row), language) for row in found.table.to_dicts())]
    )


def test_where_nothing_is_told_apart_it_says_so(tmp_path):
    found = explore_notes(made_folder(tmp_path / "notes", 6, followed=0.0))
    assert "not told apart" in "\n".join(sentences(found))
    assert "do more of" not in "\n".join(sentences(found))
    assert title_of(found).startswith("No format")


def test_too_little_is_said_to_be_too_little(tmp_path):
    found = explore_notes(made_folder(tmp_path / "notes", 1, creators=1, each=20))
    assert [sentence[:28] for sentence in sentences(found)] == ["Nothing can be compared: 20 "]
