"""Figures as PDF: as many as PNG, each one page, whose fonts are inside the file, in either language."""

import re

import pytest
from report_example import write_experiment
from report_verdict import write_verdict

from xhs_sim.report.as_pdf import build_pdfs
from xhs_sim.report.build import build_report
from xhs_sim.report.figures import has_chinese_font


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_verdict(write_experiment(tmp_path_factory.mktemp("out")))


def fonts(raw):
    """Kinds of the fonts that a PDF names, and how many font programs it holds."""
    return re.findall(rb"/Subtype /(Type3|TrueType|Type1|Type0)\b", raw)


def test_fonts_are_in_the_files_and_what_made_them_is_told(folder):
    paths = build_pdfs(folder, language="zh")
    assert len(paths) > 4
    for path in paths:
        raw = path.read_bytes()
        assert raw.startswith(b"%PDF-")
        assert raw.count(b"/Type /Page ") == 1
        assert set(fonts(raw)) == {b"Type3"}  # outlines: a reader needs no font of its own
        assert b"CreationDate" not in raw
    if has_chinese_font():
        assert any(b"CJK" in path.read_bytes() or b"WenQuanYi" in path.read_bytes() for path in paths)


def test_they_lie_beside_the_pictures_and_go_with_them(folder):
    build_report(folder, language="en")
    pictures = {path.stem for path in (folder / "figures").glob("*.svg")}
    written = {path.stem for path in build_pdfs(folder, language="en")}
    assert written <= pictures
    assert all((folder / "figures" / f"{name}.pdf").is_file() for name in written)
    build_report(folder, language="en")
    assert not list((folder / "figures").glob("*.pdf"))
