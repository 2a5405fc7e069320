"""``xhs-sim explore`` in a real browser: days pass, readers are chosen, feeds filtered; at 1280 and 390 px."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest
from axe import violations
from boxes import outside, overlapping, text_boxes
from chromium import SERVED, WIDTHS

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("solara")
expect = sync_api.expect
pytestmark = SERVED
COMPILING_MS = 400_000


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return where ``xhs-sim explore`` listens; one server for all tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("explore") / "log.txt"
    command = [sys.executable, "-m", "xhs_sim.cli", "explore", "--port", str(port), "--no-browser"]
    with log.open("w") as stream:
        server = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        _wait_for(port, server, log)
        yield f"http://localhost:{port}"
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


def _wait_for(port, server, log, seconds=120):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) == 0:
                return
        time.sleep(0.5)
    pytest.fail(f"the page never came up:\n{log.read_text()}")


def opened(chromium, address, query=""):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(f"{address}/{query}")
    page.locator("#lead").wait_for(timeout=COMPILING_MS)
    return page


@pytest.fixture(scope="module")
def page(chromium, address):
    """Return a page after eight days, seven of them at once; nothing of the outside was asked, and no error said."""
    page = opened(chromium, address)
    run(page, "Next day", 1)
    run(page, "Seven days", 8)
    yield page
    local = (address, address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in page.asked if not url.startswith(local)] == []
    assert page.said == []
    page.close()


def run(page, button, day):
    page.get_by_role("button", name=button).click()
    expect(page.locator("#lead")).to_contain_text(re.compile(rf"day {day}\b"), timeout=60_000)
    expect(page.get_by_role("button", name="Next day")).to_have_attribute("aria-disabled", "false")


def wide(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(300)


def switch(page, to):
    page.get_by_role("button", name=to).click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN" if to == "中文" else "en")


def test_days_have_passed_under_both_plans(page):
    expect(page.locator("#lead")).to_contain_text("plan B against plan A")
    expect(page.locator(".status")).to_contain_text("8 days have passed")
    assert page.locator("#explore-days tbody tr").count() == 6


def test_every_picture_says_what_it_shows(page):
    alts = [image.get_attribute("alt") for image in page.locator("main img").all()]
    assert len(alts) == 5
    assert all(re.search(r"\d", alt) for alt in alts)


def test_another_reader_is_chosen(page):
    listed = page.get_by_label("Reader", exact=True)
    before = page.locator("#explore-feed ol").all_inner_texts()
    values = [option.get_attribute("value") for option in listed.locator("option").all()]
    listed.select_option(next(value for value in values if value != listed.input_value()))
    expect(page.locator("#explore-feed ol").first).not_to_have_text(before[0])


def test_a_feed_is_filtered_by_what_put_notes_there(page):
    why = page.get_by_label("What put it there")
    option = why.locator("option").nth(1)
    why.select_option(option.get_attribute("value"))
    expect(page.locator("#explore-feed .why").first).to_have_text(option.inner_text())
    assert set(page.locator("#explore-feed .why").all_inner_texts()) == {option.inner_text()}
    why.select_option("")
    expect(page.locator("#explore-feed .feed li").nth(11)).to_be_visible()


@pytest.mark.parametrize("language", ["中文", "English"])
def test_a_page_in_either_language_is_whole_at_both_widths(page, language):
    if page.get_by_role("button", name=language).count():
        switch(page, language)
    for width in WIDTHS:
        wide(page, width)
        boxes = text_boxes(page)
        assert overlapping(boxes) == []
        assert outside(boxes, width) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
    wide(page, WIDTHS[0])


def test_the_page_speaks_chinese_from_the_start_if_asked(chromium, address):
    page = opened(chromium, address, "?lang=zh")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.get_by_role("heading", level=1)).to_have_text("一个小平台的每一天")
    assert page.said == []
    page.close()


def test_a_dial_moves_by_the_keyboard_and_holds_from_the_next_start(page):
    dial = page.locator("#budget-b")
    dial.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#budget-b-value")).to_have_text("¥70k")
    expect(page.locator(".status")).to_contain_text("hold once you start again")
    page.get_by_role("button", name="Start again").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#lead")).to_contain_text("Nothing has happened yet", timeout=60_000)
    expect(page.locator(".status")).not_to_contain_text("start again")
    expect(page.locator("#budget-b-value")).to_have_text("¥70k")


def test_a_run_says_that_it_is_busy_and_stops_when_told(page):
    page.get_by_role("button", name="Seven days").click()
    expect(page.locator(".busy")).to_contain_text("Computing day")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#lead")).to_contain_text("After day", timeout=60_000)
    expect(page.locator(".status")).not_to_contain_text("7 days have passed")
