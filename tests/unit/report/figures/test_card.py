"""Cards for slides: every word is there, nothing overlaps or leaves the picture, however long the text."""

from pathlib import Path

import pytest
from matplotlib.figure import Figure
from report_example import write_experiment

from unit.report.figures.test_figures_layout import overlapping, text_boxes
from xhs_sim.config import describe_parameters
from xhs_sim.report.cards import cards_of
from xhs_sim.report.figures import draw_card, has_chinese_font, style
from xhs_sim.report.figures.card import BAD, GOOD, Block, Card
from xhs_sim.report.page import page_context
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words

LONG = {
    "en": "Which of the many creator mixes brings a brand with 300,000 CNY more interested users, and at what cost? ",
    "zh": "一个有三十万预算的护肤品牌，该把钱投给哪一类博主，才能以更低的成本获得更多感兴趣的用户？",
}


def card_of(language: str, times: int) -> Card:
    """A card whose every text is so many sentences long."""
    text = (LONG[language] * times).strip()
    blocks = tuple(Block(f"Check {i}", "weak", text[:40], text, BAD if i % 2 else GOOD) for i in range(5))
    return Card("card_x", text, text, points=(text, text), blocks=blocks, foot=text)


def said(figure: Figure) -> str:
    """All words of a figure, without the breaks between lines."""
    return "".join("".join(text.get_text().split()) for text in figure.texts)


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_word_is_cut_and_none_lies_on_another(language: str, times: int) -> None:
    if language == "zh" and not has_chinese_font():
        pytest.skip("no font with Chinese glyphs here")
    card, words = card_of(language, times), load_words(language)
    with style.house_style(words):
        figure = draw_card(card, words)
        boxes = text_boxes(figure)
    width, height = figure.get_size_inches() * 100
    assert [
        text for text, box in boxes if box.x0 < -1 or box.x1 > width + 1 or box.y0 < -1 or box.y1 > height + 1
    ] == []
    assert overlapping(boxes) == []
    wanted = [card.eyebrow, card.lead, *card.points, *(part for block in card.blocks for part in block[:4]), card.foot]
    whole = said(figure).replace("·", "")
    assert [text for text in wanted if "".join(text.split()) not in whole] == []


def test_a_short_card_is_sixteen_by_nine_and_large() -> None:
    figure = draw_card(Card("card_answer", "Answer", "Keep noon."), load_words("en"))
    assert tuple(figure.get_size_inches()) == pytest.approx(style.SIZE)
    assert max(text.get_size() for text in figure.texts) >= 24


@pytest.mark.parametrize("language", ["en", "zh"])
def test_cards_say_what_the_page_says(language: str, tmp_path: Path) -> None:
    words = load_words(language)
    evidence, provenance = read_experiment(write_experiment(tmp_path, replicates=2), describe_parameters())
    page = page_context(evidence, provenance, [], words)
    trust, answer, lessons = cards_of(page, words)
    assert (trust.name, answer.name, lessons.name) == ("card_trust", "card_answer", "card_lessons")
    assert (trust.lead, answer.lead, lessons.points) == (page["verdict"], page["answer"], page["lessons"].findings)
    assert [block.value for block in trust.blocks] == [check.value for check in page["checks"]]
    assert all(page["question"] in card.eyebrow for card in (trust, answer, lessons))
    single = {**page, "lessons": None}
    assert [card.name for card in cards_of(single, words)] == ["card_trust", "card_answer"]
