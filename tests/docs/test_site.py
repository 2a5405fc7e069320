"""The pages as a site: no broken link, nothing asked of the network, found in both languages."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pages import ROOT

pytest.importorskip("sphinx")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the site as ``make site`` does: every warning, such as a broken link, fails."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--quiet", "-c", "docs", "-d", folder / "trees"]
    done = subprocess.run([*command, ".", folder / "site"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_every_page_of_docs_is_in_the_site(site):
    pages = [path.relative_to(ROOT).with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")]
    assert not [str(page) for page in pages if not (site / page).is_file()]
    assert (site / "index.html").read_bytes() == (site / "README.html").read_bytes()


def test_a_page_loads_nothing_from_elsewhere(site):
    loaded = re.compile(r"""(?:src=["']|@import\s+["'(]|<link[^>]+href=["']|url\(["']?)(?:https?:)?//[^"')]*""")
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("*") if path.suffix in {".html", ".css"}}
    assert len(texts) > 40
    assert not {path.name: found for path, text in texts.items() if (found := loaded.findall(text))}


def test_the_public_face_is_in_the_reference(site):
    import xhs_sim

    text = (site / "docs" / "reference.html").read_text(encoding="utf-8")
    assert not [
        name for name in xhs_sim.__all__ if f'id="xhs_sim.{name}"' not in text and f"xhs_sim.{name}" not in text
    ]


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("no chromium here")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "at_the_top"), [(390, ".header-right"), (1280, ".content-icon-container")])
def test_icons_at_the_top_stand_apart_and_within_the_page(site, browser, width, at_the_top):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((site / "docs" / "parameters.html").as_uri())
    boxes = [icon.bounding_box() for icon in page.locator(f"{at_the_top} svg").all() if icon.is_visible()]
    page.close()
    one, other = sorted(boxes, key=lambda box: box["x"])
    assert other["x"] - one["x"] - one["width"] >= 12
    assert other["x"] + other["width"] <= width


@pytest.mark.browser
@pytest.mark.parametrize("word", ["头部", "打卡", "cascade"])
def test_the_search_finds_words_of_both_languages_in_a_folder_without_a_server(site, browser, word):
    asked, page = [], browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{(site / 'search.html').as_uri()}?q={word}")
    page.wait_for_selector("#search-results li a", timeout=20_000)
    page.close()
    assert not [url for url in asked if not url.startswith("file:")]
