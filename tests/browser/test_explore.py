"""``xhs-sim explore`` in a real browser: the page comes up, steps, and asks nothing of the outside."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("solara")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium here"),
    pytest.mark.skipif(os.name != "posix", reason="stops the server by signal"),
]
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
COMPILING_MS = 400_000


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return where ``xhs-sim explore`` listens."""
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


@pytest.fixture(scope="module")
def page(address):
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page()
        page.outside, page.said = [], []
        page.on("request", lambda request: page.outside.append(request.url))
        page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(address)
        yield page
        browser.close()


def test_a_market_appears_and_lives_through_days(page):
    page.get_by_text("Day 0").wait_for(timeout=COMPILING_MS)
    assert page.locator("img, svg").count() >= 3
    page.get_by_role("button", name="Step").click()
    page.get_by_text("Day 1").wait_for(timeout=60_000)
    assert page.get_by_text("qingrou").is_visible()


def test_the_page_asks_nothing_of_the_outside_and_has_no_error(page, address):
    local = (address, address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in page.outside if not url.startswith(local)] == []
    assert page.said == []
