"""Figures as SVG whose text stays text: it can be searched, copied and edited, and is drawn by the reader's own fonts.

Each line is anchored by its own alignment, so that it keeps its place in whatever font a reader has. Texts are laid out
by the widths of letters and the heights of the first font, measured once, not by setting each anew.
"""

import io
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font, weight_dict

from ..words import Words
from .style import HouseFigure, any_font, figure_words, house_style, width_of

_HEADER: Final = "header"  # begins the ids of what stands above a figure's body
_ABOVE = re.compile(rf' *<g id="{_HEADER}[^"]*">.*?</g>\n', flags=re.DOTALL)
_POINTS: Final = 72  # an inch
_ANCHORS: Final = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}  # and share of the width


class _TextRenderer(RendererSVG):
    """Matplotlib's writer of SVG, but for text."""

    aligned: Mapping[int, str]  # texts of several lines, by the identity of their font properties

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """Return width, height and what lies below the baseline, in points."""
        if ismath:
            measured: tuple[float, float, float] = super().get_text_width_height_descent(s, prop, ismath)  # type: ignore[no-untyped-call]
            return measured
        ascent, descent, _ = self._get_font_height_metrics(prop)
        return width_of(s, prop), ascent + descent, descent

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        """Return how far lines reach up and down, and the gap between; asked by newer versions of matplotlib."""
        size = prop.get_size_in_points()
        up, down, gap = _heights(tuple(prop.get_family()), str(prop.get_weight()))
        return up * size, down * size, gap * size

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Write a line of text; ``x`` is the left end of its baseline."""
        if ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)  # type: ignore[no-untyped-call]
            return
        anchor, share = _ANCHORS["left" if angle else self._side(prop, mtext)]
        x += share * width_of(s, prop) if share else 0.0
        look = {"x": f"{x:.2f}", "y": f"{y:.2f}", "font-size": f"{prop.get_size_in_points():g}"}
        if share:
            look["text-anchor"] = anchor
        if _is_bold(prop):
            look["font-weight"] = "bold"
        if (colour := to_hex(gc.get_rgb())) != "#000000":
            look["fill"] = colour
        alpha = gc.get_alpha() if gc.get_forced_alpha() else gc.get_rgb()[3]
        if alpha != 1:
            look["opacity"] = f"{alpha:.3g}"
        if angle:
            look["transform"] = f"rotate({-angle:g} {x:.2f} {y:.2f})"
        self.writer.element("text", s, attrib=look)  # type: ignore[no-untyped-call]

    def _side(self, prop: FontProperties, text: Any) -> str:
        """Return how a line is aligned; one of several comes without its text."""
        if text is None:
            return self.aligned.get(id(prop), "left")
        return str(text.get_horizontalalignment())


def _aligned(figure: Figure) -> dict[int, str]:
    """How texts of several lines are aligned, of which each line is drawn without its text."""
    texts = [*figure.texts]
    for axes in figure.axes:
        ticks = [tick for axis in (axes.xaxis, axes.yaxis) for tick in vars(axis).get("majorTicks", ())]  # none is made
        texts += [axes.title, *axes.texts, *(tick.label1 for tick in ticks)]
    return {id(text.get_fontproperties()): text.get_horizontalalignment() for text in texts if "\n" in text.get_text()}


def _is_bold(prop: FontProperties) -> bool:
    weight = prop.get_weight()
    return (weight_dict[weight] if isinstance(weight, str) else weight) >= weight_dict["semibold"]


@lru_cache
def _heights(families: tuple[str, ...], weight: str) -> tuple[float, float, float]:
    """Ascent, descent and gap of the first font, of the size."""
    font = get_font(findfont(FontProperties(family=list(families), weight=weight)))
    em, table = float(font.units_per_EM), font.get_sfnt_table("OS/2")
    if table is None:
        return font.ascender / em, -font.descender / em, 0.0
    return table["sTypoAscender"] / em, -table["sTypoDescender"] / em, table["sTypoLineGap"] / em


def svg_of(figure: Figure, words: Words, made: Mapping[str, str] | None = None) -> str:
    """Return a figure as SVG, header and all.

    Parameters
    ----------
    figure : Figure
    words : Words
    made : mapping, optional
        What made the numbers, for its description.
    """
    for i, each in enumerate(getattr(figure, "header", ())):
        each.set_gid(f"{_HEADER}-{i}")
    about: dict[str, str | None] = {"Date": None}
    if made is not None:
        about["Description"] = json.dumps(dict(made), ensure_ascii=False)
    width, height = (_POINTS * inches for inches in figure.get_size_inches())
    target, dpi = io.StringIO(), figure.dpi
    with house_style(figure_words(words)):
        figure.dpi = _POINTS  # of SVG
        renderer = _TextRenderer(width, height, target, image_dpi=dpi, metadata=about)  # type: ignore[no-untyped-call]
        renderer.aligned = _aligned(figure)
        figure.draw(renderer)
        renderer.finalize()  # type: ignore[no-untyped-call]
        figure.dpi = dpi
    families = ", ".join(f"'{name}'" for name in any_font(words.language))
    look = f'<svg font-family="{families}, sans-serif" xml:space="preserve" '
    return target.getvalue().replace("<svg ", look, 1)


def body_of_svg(svg: str, figure: HouseFigure) -> str:
    """Return an SVG without its header, for a page that says the header in text."""
    width, height = (_POINTS * inches for inches in figure.get_size_inches())
    shown = f'viewBox="0 {height * (1 - figure.body):.2f} {width:g} {height * figure.body:.2f}"'
    return re.sub(r'viewBox="[^"]*"', shown, _ABOVE.sub("", svg), count=1)
