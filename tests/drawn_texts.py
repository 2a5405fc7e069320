"""Texts of a figure as they are truly drawn: where each lies, which lie on another, which leave the picture."""

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox


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


def outside(boxes: list[tuple[str, Bbox]]) -> list[str]:
    """Texts that leave a picture of 9.6 by 5.4 inches."""
    return [text for text, box in boxes if box.x0 < -1 or box.x1 > 961 or box.y0 < -1 or box.y1 > 541]
