"""Figures are readable: no text lies on another or leaves the picture, whatever the arms and the language."""

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from report_example import ARMS, write_experiment

from xhs_sim.report.evidence import Evidence
from xhs_sim.report.figures import FIGURES, has_chinese_font, style
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words


@pytest.fixture(scope="module")
def experiments(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Evidence]:
    """Experiments with few and with all arms."""
    out = tmp_path_factory.mktemp("out")
    folders = {n: write_experiment(out / str(n), arms=ARMS[:n], replicates=3) for n in (2, 4)}
    return {n: read_experiment(folder, [])[0] for n, folder in folders.items()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arms", "language", "fonts"),
    [
        (4, "en", style._LATIN),
        (4, "zh", style._LATIN),
        (4, "en", ("DejaVu Sans",)),
        (2, "en", ("DejaVu Sans",)),
    ],
    ids=["usual", "Chinese", "widest font", "two arms"],
)
@pytest.mark.parametrize("name", FIGURES)
def test_no_text_lies_on_another_or_outside(
    name: str,
    arms: int,
    language: str,
    fonts: tuple[str, ...],
    experiments: dict[int, Evidence],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if language == "zh" and not has_chinese_font():
        pytest.skip("no font with Chinese glyphs here")
    monkeypatch.setattr(style, "_LATIN", fonts)
    words = load_words(language)
    with style.house_style(words):
        boxes = text_boxes(FIGURES[name](experiments[arms], words))
    outside = [text for text, box in boxes if box.x0 < -1 or box.x1 > 961 or box.y0 < -1 or box.y1 > 541]
    assert outside == []
    assert overlapping(boxes) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_is_sixteen_by_nine_and_says_n_and_interval(
    language: str, experiments: dict[int, Evidence]
) -> None:
    words = style.figure_words(load_words(language))
    for name, draw in FIGURES.items():
        figure = draw(experiments[4], words)
        width, height = figure.get_size_inches()
        assert width / height == pytest.approx(16 / 9)
        subtitle = figure.texts[1].get_text().replace("\n", " ").replace("\xa0", " ")  # a figure stays with its word
        assert {"n = 3", "95%"} <= {part for part in ("n = 3", "95%") if part in subtitle}, name


def text_boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is truly drawn, with its place in hundredths of an inch."""
    figure.set_dpi(100)
    canvas = FigureCanvasAgg(figure)
    drawn: list[Text] = []
    with pytest.MonkeyPatch.context() as patch:
        draw = Text.draw
        patch.setattr(Text, "draw", lambda text, renderer: (drawn.append(text), draw(text, renderer)))
        canvas.draw()
    shown = [text for text in drawn if text.get_visible() and text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in shown]


def overlapping(boxes: list[tuple[str, Bbox]]) -> list[tuple[str, str]]:
    """Pairs of texts that share more than a sliver."""
    pairs = []
    for i, (one, a) in enumerate(boxes):
        for other, b in boxes[i + 1 :]:
            wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
            if wide > 1.5 and high > 2.5:
                pairs.append((one, other))
    return pairs
