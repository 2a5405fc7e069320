"""``xhs-sim dashboard`` in a real browser: choose, filter, compare, take along, change language; at 1280 and 390 px."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from axe import violations
from boxes import outside, overlapping, text_boxes
from chromium import SERVED, WIDTHS
from dashboard_browser import opened, serving
from dashboard_example import HOSTILE, write_studies

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("dash")
expect = sync_api.expect
pytestmark = SERVED
PAPER = {"width": 718, "height": 1047}  # A4 without the browser's margins, in pixels


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return where the dashboard of a made-up folder listens."""
    with serving(write_studies(tmp_path_factory.mktemp("studies"))) as address:
        yield address


@pytest.fixture
def page(chromium, address):
    with opened(chromium, address) as page:
        yield page


def open_study(page, kind):
    page.locator("#studies li", has_text=kind).first.get_by_role("link").click()
    page.locator("section.figure").first.wait_for()
    page.locator("section.figure .js-plotly-plot").first.wait_for()


def choose(page, listed, value):
    """Choose from a list: opened and searched by the keyboard."""
    page.locator(listed).focus()
    page.keyboard.press("Enter")
    page.locator(".dash-dropdown-search").wait_for()
    page.keyboard.type(value)
    expect(page.locator(".dash-dropdown-content [role=option]").filter(has_text=value)).not_to_have_count(0)
    page.locator(".dash-dropdown-content [role=option]").get_by_text(value, exact=True).click()


def test_studies_are_listed_filtered_and_found(page):
    assert page.locator("#studies li").count() == 6
    page.get_by_label("Search").fill("launch")
    expect(page.locator("#studies li")).to_have_count(1)


@pytest.mark.parametrize("kind", ["comparison", "sweep", "search for the best", "what decides it", "own data"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_overlaps_or_is_cut(page, kind, width, language):
    open_study(page, kind)
    page.set_viewport_size({"width": width, "height": 900})
    if language == "zh":
        page.get_by_role("link", name="中文").click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        page.locator("section.figure .js-plotly-plot").first.wait_for()
    page.wait_for_timeout(800)
    boxes = text_boxes(page)
    assert overlapping(boxes) == []
    assert outside(boxes, width) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_a_metric_is_chosen_and_the_picture_follows(page):
    open_study(page, "comparison")
    title = page.locator("#compare-effects-title")
    assert "Reach" not in title.inner_text()
    choose(page, "#compare-effects-metric", "Reach")
    expect(title).to_contain_text("Reach")


def test_an_arm_is_left_out_by_the_keyboard(page):
    open_study(page, "comparison")
    box = page.locator("#compare-effects-arms input").first
    rows = page.locator("#compare-effects-table tbody tr")
    page.locator("#compare-effects-card").get_by_text("The same as a table").click()
    expect(rows).to_have_count(3)
    box.focus()
    page.keyboard.press("Space")
    expect(rows).to_have_count(2)


def test_names_are_shown_as_text(page):
    open_study(page, "comparison")
    assert page.get_by_text(HOSTILE).count() >= 1
    assert page.evaluate("document.querySelectorAll('img[src=\"x\"]').length") == 0


@pytest.mark.parametrize(("button", "start"), [
    ("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("XLSX", b"PK"), ("PPTX", b"PK"),
])  # fmt: skip
def test_a_picture_and_its_table_are_taken_along(page, button, start):
    open_study(page, "comparison")
    card = page.locator("#compare-effects-card")
    with page.expect_download() as download:
        card.get_by_text(button, exact=True).click()
    assert Path(download.value.path()).read_bytes().startswith(start)


def test_the_table_says_the_same(page):
    open_study(page, "comparison")
    card = page.locator("#compare-effects-card")
    card.get_by_text("The same as a table").click()
    assert card.get_by_role("row").count() == 4


def test_studies_stand_side_by_side(page):
    page.get_by_role("link", name="Side by side").click()
    page.get_by_role("heading", name="arms side by side").wait_for()


def test_a_what_if_refuses_what_is_no_number(page):
    open_study(page, "comparison")
    page.get_by_role("link", name="What if?").click()
    page.get_by_label("Budget [CNY]", exact=True).fill("plenty")
    page.get_by_role("button", name="Run both plans").click()
    page.get_by_text("campaign.budget_cny = plenty is no number").wait_for()


@pytest.mark.parametrize("kind", ["comparison", "sweep", "search for the best", "what decides it"])
def test_paper_has_whole_tables_pictures_that_fit_and_nothing_to_press(page, kind):
    open_study(page, kind)
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    page.wait_for_timeout(800)
    for part in ("nav", ".controls", ".takes", "button", "summary", "main a.button"):
        assert page.locator(f"{part}:visible").count() == 0, part
    tables = page.locator(".figure:has(tbody)")
    assert page.locator(".figure tbody:visible").count() == tables.count() > 0
    boxes = text_boxes(page)
    assert overlapping(boxes) == []
    assert outside([{**box, "scrolls": False} for box in boxes], PAPER["width"]) == []
    wide = (
        "[...document.querySelectorAll('.box:not(.nothing) .main-svg')].map(each => each.getBoundingClientRect().right)"
    )
    assert max(page.evaluate(wide)) <= PAPER["width"]
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="screen")
    expect(page.locator(".figure details[open]")).to_have_count(0)


def test_where_no_arm_is_ticked_it_says_what_to_do(page):
    open_study(page, "comparison")
    card = page.locator("#compare-effects-card")
    while card.locator("input:checked").count():
        card.locator("input:checked").first.uncheck()
    expect(card.locator(".about")).to_contain_text("Tick at least one box under “Arms”")
    card.locator("#compare-effects-arms input").first.check()
    expect(card.locator(".js-plotly-plot")).to_be_visible()


def test_a_study_that_is_gone_is_told(page, address):
    page.goto(f"{address}/study/000000000000")
    page.get_by_role("heading", name="not here").wait_for()


def test_the_server_ends_when_it_is_told_to(tmp_path):
    command = [sys.executable, "-u", "-m", "xhs_sim.cli", "dashboard", str(tmp_path), "--port", "0", "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    server.stdout.readline()
    time.sleep(0.2)
    server.send_signal(signal.SIGTERM)
    _, said = server.communicate(timeout=20)
    assert server.returncode in (-signal.SIGTERM, 128 + signal.SIGTERM)
    assert said == ""
