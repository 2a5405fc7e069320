"""Pages of every kind, in both languages, on a desk, on a telephone and on paper: all text can be read."""

from pathlib import Path

import pytest
from boxes import outside, overlapping, text_boxes
from chromium import DRIVEN
from kinds_example import KINDS, write_kind

from xhs_sim.report import build_report

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = DRIVEN
SCREENS = {"desk": (1280, 900), "telephone": (390, 844)}
PAPER = (688, 1017)  # A4 without its margins, in pixels


@pytest.fixture(scope="module", params=[(kind, language) for kind in KINDS for language in ("en", "zh")], ids="-".join)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A study of a kind with its pages in a language."""
    kind, language = request.param
    place = write_kind(tmp_path_factory.mktemp(kind), kind)
    build_report(place, language=language)
    return place, language


def pages_of(folder: tuple[Path, str]) -> list[Path]:
    """The report, and the plan beside it."""
    place, language = folder
    return [place / "report.html", place / f"plan.{language}.html"]


@pytest.mark.parametrize("screen", SCREENS)
def test_text_is_neither_overprinted_nor_cut_on_a_screen(
    chromium: "sync_api.Browser", folder: tuple[Path, str], screen: str
) -> None:
    width, height = SCREENS[screen]
    for path in pages_of(folder):
        page = chromium.new_page(viewport={"width": width, "height": height})
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        boxes = text_boxes(page)
        assert len(boxes) > 20
        assert page.locator(".calendar .entry:visible").count() == page.locator(".calendar .entry").count()
        assert overlapping(boxes) == [], path.name
        assert outside(boxes, width) == [], path.name
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (said, [url for url in asked if not url.startswith(("file:", "data:"))]) == ([], [])
        page.close()


def test_paper_cuts_no_card_that_fits_and_no_row(chromium: "sync_api.Browser", folder: tuple[Path, str]) -> None:
    for path in pages_of(folder):
        page = chromium.new_page(viewport={"width": PAPER[0], "height": PAPER[1]})
        page.emulate_media(media="print")
        page.goto(path.as_uri())
        boxes = text_boxes(page)
        assert overlapping(boxes) == [], path.name
        assert outside([{**box, "scrolls": False} for box in boxes], PAPER[0]) == [], path.name
        for part in (".card h2", ".calendar .date", ".calendar .entry", ".calendar .festival"):
            assert page.locator(f"{part}:visible").count() == page.locator(part).count(), part
        breaks = page.evaluate(
            "[...document.querySelectorAll('figure, .card:not(.plan), tr')].map(each => ["
            "each.id || each.className || each.tagName, getComputedStyle(each).breakInside])"
        )
        assert {name for name, inside in breaks if inside != "avoid"} == set(), path.name
        tall = page.evaluate(
            "[...document.querySelectorAll('figure.card')].map(each => each.getBoundingClientRect().height)"
        )
        assert [height for height in tall if height > PAPER[1]] == []
        assert page.pdf(format="A4", print_background=True)[:5] == b"%PDF-"
        page.close()
