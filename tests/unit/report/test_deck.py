"""A deck: a slide for each picture, with its finding and notes, and nobody's name in its properties."""

import io

from matplotlib.figure import Figure
from pptx import Presentation
from pptx.util import Inches

from xhs_sim.report.deck import Slide, build_deck


def png(width, height):
    target = io.BytesIO()
    Figure(figsize=(width, height)).savefig(target, format="png")
    return target.getvalue()


def deck_of(*slides):
    return Presentation(io.BytesIO(build_deck(slides)))


def test_a_slide_for_each_with_title_picture_and_notes():
    deck = deck_of(Slide("one", "about", png(4, 2), "say this"), Slide("two", "", b"", lines=("a", "b")))
    first, second = deck.slides
    assert first.shapes.title.text == "one"
    assert first.notes_slide.notes_text_frame.text == "say this"
    assert "a\nb" in [shape.text_frame.text for shape in second.shapes if shape.has_text_frame]


def test_a_picture_keeps_its_shape_and_fits():
    for width, height in ((8, 1), (1, 8)):
        (slide,) = deck_of(Slide("one", "", png(width, height))).slides
        (shown,) = [shape for shape in slide.shapes if shape.shape_type == 13]
        assert abs(shown.width / shown.height - width / height) < 0.01 * width / height
        assert shown.left >= 0
        assert shown.top + shown.height <= Inches(7.5)


def test_text_is_text():
    (slide,) = deck_of(Slide("<b>雪肌</b> & co", "", b"")).slides
    assert slide.shapes.title.text == "<b>雪肌</b> & co"


def test_no_property_names_anybody():
    properties = deck_of(Slide("one", "", b"")).core_properties
    assert not properties.author
    assert not properties.title
    assert not properties.last_modified_by
