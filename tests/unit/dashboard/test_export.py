"""What is taken along: a workbook without formulas, a slide with notes, names of files that are only names."""

import base64
import io

import openpyxl
import polars as pl
from matplotlib.figure import Figure
from pptx import Presentation

from xhs_sim.dashboard.cards import Drawn
from xhs_sim.dashboard.export import file_name, slide, workbook

HOSTILE = '=HYPERLINK("x")'


def test_no_cell_of_a_workbook_is_a_formula():
    drawn = Drawn("=1+1", "+about", None, pl.DataFrame({"@head": [HOSTILE, "-2+3"], "n": [1, 2]}))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(drawn))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert HOSTILE in [cell.value for cell in cells]
    assert [cell.value for cell in cells if cell.data_type == "n"] == [1, 2]


def test_a_workbook_has_numbers_where_a_card_has_some():
    drawn = Drawn(
        "a", "b", None, pl.DataFrame({"arm": ["KOC"], "change": ["+¥1.2k"]}), pl.DataFrame({"value": [1234.5]})
    )
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(drawn))).active
    assert sheet["A5"].value == 1234.5


def test_a_slide_has_the_finding_the_picture_and_notes():
    target = io.BytesIO()
    Figure(figsize=(2, 1)).savefig(target, format="png")
    picture = "data:image/png;base64," + base64.b64encode(target.getvalue()).decode()
    deck = Presentation(io.BytesIO(slide(Drawn("KOC leads", "with its interval", None), picture, "from here")))
    (only,) = deck.slides
    assert only.shapes.title.text == "KOC leads"
    assert only.notes_slide.notes_text_frame.text == "from here"
    (shown,) = [shape for shape in only.shapes if shape.shape_type == 13]
    assert "KOC leads" in shown._element.nvPicPr.cNvPr.get("descr")


def test_what_is_no_picture_is_left_out():
    deck = Presentation(io.BytesIO(slide(Drawn("a", "b", None), "data:text/html;base64,AAAA", "")))
    assert not [shape for shape in deck.slides[0].shapes if shape.shape_type == 13]


def test_names_of_files_are_only_names():
    assert file_name("../../a b/<x>", "effects", "xlsx") == "a_b_x_effects.xlsx"
    assert file_name("雪肌上新", "daily", "png") == "雪肌上新_daily.png"
    assert file_name("///", "daily", "png") == "study_daily.png"
