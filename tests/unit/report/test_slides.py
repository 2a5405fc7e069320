"""Slides of a study: the answer first, a slide for each figure, how far to trust it last."""

import pytest
from pptx import Presentation
from report_example import write_experiment
from report_verdict import write_verdict

from xhs_sim.report.slides import build_slides


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_verdict(write_experiment(tmp_path_factory.mktemp("out")))


@pytest.mark.parametrize(("language", "leads"), [("en", "KOC spread"), ("zh", "KOC")])
def test_the_answer_stands_first_and_every_picture_has_notes(folder, language, leads):
    deck = Presentation(build_slides(folder, language=language))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert leads in titles[0]
    pictures = [[shape for shape in slide.shapes if shape.shape_type == 13] for slide in deck.slides]
    assert not pictures[0]
    assert not pictures[-1]
    assert all(len(shown) == 1 for shown in pictures[1:-1])
    assert len(pictures) > 4
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert all(notes)
    assert all("xhs_sim.config_digest" in text for text in notes[:-1])


def test_it_stays_small(folder):
    assert build_slides(folder, language="en").stat().st_size < 8e6
