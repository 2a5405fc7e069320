"""A sweep and a search that really run are followed on their pages, without a reload, until they have ended."""

import re
import subprocess
import sys

import pytest
from axe import violations
from boxes import outside, overlapping, text_boxes
from chromium import SERVED, WIDTHS
from dashboard_browser import opened, serving

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("dash")
expect = sync_api.expect
pytestmark = SERVED
COMPILING_MS = 400_000
SMALL = [
    "experiment=kol_mix", "population.audience=600", "population.n_users=600", "n_days=6", "campaign.start_day=1",
    "--full", "--workers", "1",
]  # fmt: skip
SWEEP = ["sweep", "commerce.leak_share=0.5,0.7,0.9", "campaign.budget_cny=3000,5000", "study.replicates=5"]
SEARCH = ["optimise", "campaign.budget_cny=5000", "--runs", "100"]


@pytest.fixture(params=[SWEEP, SEARCH], ids=["sweep", "search"])
def followed(request, chromium, tmp_path):
    """Yield the page of a study that runs, and its process."""
    kind, *asked = request.param
    command = [sys.executable, "-m", "xhs_sim.cli", kind, *SMALL, *asked, "--out", str(tmp_path)]
    quiet = subprocess.DEVNULL
    with (
        serving(tmp_path) as address,
        opened(chromium, address) as page,
        subprocess.Popen(command, stdout=quiet, stderr=quiet) as run,
    ):
        page.locator("#studies li").get_by_role("link").click(timeout=COMPILING_MS)
        yield kind, page, run
        run.kill()


def test_what_there_is_so_far_is_shown_and_in_the_end_the_answer(followed):
    kind, page, run = followed
    lead, cards = page.locator("#answer .lead"), page.locator("section.figure")
    expect(page.locator("#answer progress")).to_be_visible()
    expect(lead).to_contain_text("Unfinished", timeout=COMPILING_MS)
    assert run.poll() is None, "it ended before it was looked at"
    shown = f"#{'sweep-along' if kind == 'sweep' else 'optimise-tried'}-graph .js-plotly-plot"
    page.locator(shown).wait_for()
    expect(page.locator("#answer .progress")).to_have_text(re.compile(r"\d+ of \d+ runs.* · About \d+ (s|min) left\."))
    first, progress = lead.inner_text(), page.locator("#answer .progress")
    done = progress.inner_text()
    expect(progress).not_to_have_text(done, timeout=COMPILING_MS)
    expect(lead).not_to_have_text(first, timeout=COMPILING_MS)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(500)
        boxes = text_boxes(page)
        assert overlapping(boxes) == []
        assert outside(boxes, width) == []
    assert violations(page) == []
    expect(lead).not_to_contain_text("Unfinished", timeout=COMPILING_MS)
    assert run.wait(timeout=60) == 0
    expect(page.locator("#answer progress")).to_have_count(0)
    if kind == "optimise":
        expect(page.locator("#optimise-curves-card")).to_be_visible()  # cards of the end came by themselves
    assert cards.count() >= 2


def test_one_that_was_killed_says_that_nothing_goes_on(followed):
    _, page, run = followed
    expect(page.locator("#answer .lead")).to_contain_text("Unfinished", timeout=COMPILING_MS)
    run.kill()
    run.wait()
    expect(page.locator("#answer .progress")).to_contain_text("Nothing is running", timeout=20_000)
