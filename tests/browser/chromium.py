"""The browser that tests drive: Debian's, headless, in which nothing calls home."""

import os
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
WIDTHS = (1280, 390)
DRIVEN = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium here")]
SERVED = [*DRIVEN, pytest.mark.skipif(os.name != "posix", reason="stops the server by signal")]
