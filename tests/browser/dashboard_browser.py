"""A dashboard that is served for a browser, and the browser: what tests of its pages share."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chromium import WIDTHS

from xhs_sim.page_address import SCHEME


@contextmanager
def serving(root: Path, **environment: str) -> Iterator[str]:
    """Serve a folder's dashboard by its command; yield where it listens."""
    command = [sys.executable, "-u", "-m", "xhs_sim.cli", "dashboard", str(root), "--port", "0", "--no-browser"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True, env=os.environ | environment
    )
    assert server.stdout is not None
    line = server.stdout.readline()
    try:
        yield f"{SCHEME}://{line.partition('://')[2].partition('/')[0]}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.communicate(timeout=30)


@contextmanager
def opened(browser: Any, address: str, path: str = "/") -> Iterator[Any]:
    """Yield a page at an address; at its end it has asked nothing of the outside, and no error was said."""
    page = browser.new_page(viewport={"width": WIDTHS[0], "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}{path}")
    page.get_by_role("heading", level=1).wait_for()
    yield page
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert said == []
    page.close()
