"""The page in a real browser: nothing leaves the machine, nothing overflows, trust comes first."""

from pathlib import Path

import pytest
from axe import violations
from chromium import DRIVEN
from report_example import write_experiment

from xhs_sim.report import build_report

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = DRIVEN


@pytest.fixture(scope="module", params=["en", "zh"])
def page_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in each language."""
    folder = write_experiment(tmp_path_factory.mktemp("out"), replicates=2)
    return build_report(folder, language=request.param)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (768, 1024), (375, 800)])
def test_page_is_quiet_self_contained_and_fits(
    chromium: "sync_api.Browser", page_path: Path, width: int, height: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": height})
    outside: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(page_path.as_uri())
    assert [url for url in outside if not url.startswith(("file:", "data:"))] == []
    assert said == []
    assert violations(page) == []
    assert page.evaluate("document.querySelector('[data-card]').dataset.card") == "trust"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    trust, answer = (page.locator(f"#{name}").bounding_box() for name in ("trust", "answer"))
    assert trust["y"] + trust["height"] <= answer["y"]
    page.close()


def test_on_a_telephone_no_cost_is_cut_and_no_chinese_head_breaks_within_a_word(
    chromium: "sync_api.Browser", page_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(page_path.as_uri())
    assert page.evaluate("""[...document.querySelectorAll(".lessons")].every(each => {
      const room = each.closest(".scroll"); return room.scrollWidth <= room.clientWidth; })""")
    if "zh" in page_path.name:
        assert _line_ends(page, "h1")
        assert all(end in "，。？！、：；”）" for end in _line_ends(page, "h1")[:-1])
    page.close()


def _line_ends(page: "sync_api.Page", selector: str) -> list[str]:
    """The last letter of each line of a head."""
    return page.evaluate(
        """selector => {
      const node = document.querySelector(selector).firstChild, text = node.textContent, ends = [];
      let before = null;
      for (let i = 0; i < text.length; i++) {
        const range = document.createRange();
        range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        if (before !== null && box.top > before.top + 4) ends.push(before.letter);
        before = {top: box.top, letter: text[i]};
      }
      ends.push(before.letter);
      return ends; }""",
        selector,
    )


def test_every_picture_and_region_can_be_named_aloud(chromium: "sync_api.Browser", page_path: Path) -> None:
    page = chromium.new_page()
    page.goto(page_path.as_uri())
    unnamed = "svg:not([aria-label]), [role=region]:not([aria-label]):not([aria-labelledby])"
    assert page.locator(unnamed).count() == 0
    assert page.locator("h1").count() == 1
    page.close()
