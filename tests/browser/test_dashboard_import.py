"""Files of an own account are imported from the page: told, shown week by week, and deleted."""

from pathlib import Path

import pytest
from axe import violations
from boxes import outside, overlapping, text_boxes
from chromium import SERVED, WIDTHS
from dashboard_browser import opened, serving

sync_api = pytest.importorskip("playwright.sync_api")
pytest.importorskip("dash")
expect = sync_api.expect
pytestmark = SERVED
READING_MS = 120_000
TITLE = "<img src=x onerror=alert(1)>"


def export(likes: str = "") -> bytes:
    """Return an export of the creator centre: sixty notes over five weeks, videos with twice the likes."""
    rows = [
        f"{TITLE},2025年03月{1 + i % 28:02}日{9 + i % 3 * 4:02}时00分00秒,{'视频' if i % 2 else '图文'},"
        f"{1000 + i},{100 + i},{likes}{(20 + i % 7) * (1 + i % 2)},{i % 3},{i % 5}"
        for i in range(60)
    ]
    return "\n".join(["笔记标题,首次发布时间,体裁,曝光,观看量,点赞,评论,收藏", *rows]).encode()


@pytest.fixture
def root(tmp_path):
    (tmp_path / "root").mkdir()
    return tmp_path / "root"


def send(page, name: str, content: bytes) -> None:
    page.locator("#files input").set_input_files([{"name": name, "mimeType": "text/csv", "buffer": content}])
    expect(page.locator("#chosen-files")).to_have_text(name)
    page.locator("#read").click()


def raw_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and b"onerror" in path.read_bytes()]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_export_is_imported_shown_week_by_week_and_forgotten(chromium, root, tmp_path, language):
    with (
        serving(root, XHS_SIM_CONFIG=str(tmp_path / "settings")) as address,
        opened(chromium, address, f"/import?lang={language}") as page,
    ):
        expect(page.locator("#read")).to_be_disabled()
        send(page, "笔记列表明细表.csv", export())
        page.locator("#imported table").wait_for(timeout=READING_MS)
        expect(page.locator("#import-told li").first).to_contain_text("60")
        assert raw_files(root) == []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(500)
            boxes = text_boxes(page)
            assert overlapping(boxes) == []
            assert outside(boxes, width) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
        page.locator("#imported a.button").click()
        page.locator("#own_data-weeks-graph .js-plotly-plot").wait_for()
        expect(page.locator("#own_data-works-title")).to_contain_text("/" if language == "en" else "视频")
        page.go_back()
        page.locator("#imported table").wait_for()
        page.on("dialog", lambda dialog: dialog.accept())
        page.locator("#forget").click()
        expect(page.locator("#imported table")).to_have_count(0)
        assert not list(root.rglob("*.parquet"))


def test_what_cannot_be_read_is_told_as_the_command_tells_it(chromium, root, tmp_path):
    with (
        serving(root, XHS_SIM_CONFIG=str(tmp_path / "settings")) as address,
        opened(chromium, address, "/import") as page,
    ):
        send(page, "bad.csv", export(likes="viele "))
        told = page.locator("#import-told")
        expect(told).to_contain_text("Nothing was imported", timeout=READING_MS)
        expect(told).to_contain_text("bad.csv")
        expect(told).to_contain_text("viele")
        assert raw_files(root) == []


def test_the_button_takes_the_keyboard_and_too_much_is_refused_on_the_page(chromium, root):
    with serving(root) as address, opened(chromium, address, "/import") as page:
        page.locator("#files input[aria-label]").wait_for(state="attached")
        page.locator("#files button").focus()
        with page.expect_file_chooser():
            page.keyboard.press("Enter")
        page.evaluate("""() => {
          const told = dash_clientside.page.chosen(["data:a;base64," + "A".repeat(60_000_000)], ["big.csv"],
            {none: "none", too_large: "large", most: 40_000_000});
          window.told = told; }""")
        assert page.evaluate("window.told") == ["large", True]


def test_who_is_lost_finds_back(chromium, root):
    with serving(root) as address:
        page = chromium.new_page(locale="zh-CN")
        answer = page.goto(f"{address}/nowhere")
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")
        assert violations(page) == []
        page.get_by_role("link", name="回到研究列表").click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        expect(page.get_by_role("heading", level=1)).to_have_text("研究")
        page.close()
