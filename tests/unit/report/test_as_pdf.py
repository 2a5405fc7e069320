"""Figures as PDF: one for each picture, of one page, whose fonts are inside the file, Chinese ones as well."""

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
    """Kinds of the fonts that a PDF names."""
    return re.findall(rb"/Subtype /(Type3|TrueType|Type1|Type0)\b", raw)


def test_fonts_are_in_the_files_which_go_when_the_report_is_written_again(folder):
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
    build_report(folder, language="zh")
    assert {path.stem for path in paths} <= {path.stem for path in (folder / "figures").glob("*.svg")}
    assert not list((folder / "figures").glob("*.pdf"))
