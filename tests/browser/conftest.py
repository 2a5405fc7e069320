"""One browser for the tests of a file."""

import pytest
from chromium import CHROMIUM, FLAGS


@pytest.fixture(scope="module")
def chromium():
    """Return headless chromium."""
    with pytest.importorskip("playwright.sync_api").sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()
