"""House style: one palette, one header, one grid; applied in a context, never globally.

Every figure is 16:9, opens with a title that states the finding and a grey line with n and interval, and
labels things where they are. The platform's red appears once, as the accent above the title.
"""

import logging
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib import font_manager, rc_context
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from ..evidence import Evidence
from ..words import Words, load_words
from .light_axes import LightAxes

INK, MUTED, RULE, FAINT = "#1d2129", "#5d646e", "#c9cdd4", "#eef0f3"
ACCENT = "#ff2442"
BASELINE = "#7b828c"
# Told apart under the common colour-vision deficiencies, and dark enough for text on white.
SERIES = ("#2563a8", "#b86200", "#0b7f6f", "#7a4fa3", "#7a4a2b", "#2f86b5", "#a3386b", "#5b6b1f")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "p")

SIZE = (9.6, 5.4)  # inches
DPI = 200  # 1920 x 1080 pixels
LEFT, RIGHT = 0.035, 0.975  # of the width
SMALL, NORMAL = 9.5, 10.5  # points
TITLES = (16.5, 14.0, 12.0, 10.5)  # the first at which a title takes few lines
_MOST_LINES = 3
_EM = 100.0  # points, at which letters are measured
_LATIN = ("Liberation Sans", "Arial", "Helvetica", "DejaVu Sans")
_CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "PingFang SC", "Microsoft YaHei", "SimHei", "Noto Sans CJK JP",
)  # fmt: skip
_CHINESE_FILES = ("cjk", "notosanssc", "sourcehansans", "wqy", "pingfang", "msyh", "simhei")  # in their names


_styled: ContextVar[str] = ContextVar("_styled")  # the language whose style is applied


class HouseFigure(Figure):
    """A figure that knows its header, so that a page can set the header as text and show the rest."""

    title: str
    subtitle: str
    body: float  # the share of the height that lies below the header
    header: tuple[Artist, ...]

    def add_axes(self, *args: Any, **kwargs: Any) -> Axes:
        """Add axes, light ones unless told."""
        return super().add_axes(*args, **{"axes_class": LightAxes} | kwargs)

    def add_subplot(self, *args: Any, **kwargs: Any) -> Axes:
        """Add axes in a grid, light ones unless told."""
        added: Axes = super().add_subplot(*args, **{"axes_class": LightAxes} | kwargs)
        return added


Draw = Callable[[Evidence, Words], HouseFigure | None]  # None: there is nothing to show


class Canvas(NamedTuple):
    """A figure with its header drawn, and the height below which panels may be placed."""

    figure: HouseFigure
    top: float


@lru_cache
def installed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these font families matplotlib can find here."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(name for name in names if name in known)


@lru_cache
def has_chinese_font() -> bool:
    """Whether figures can show Chinese on this machine.

    Matplotlib keeps a list of fonts between runs and does not notice one that was installed since, so
    what it does not list is looked for on the disk.
    """
    if not installed(_CHINESE):
        for path in font_manager.findSystemFonts():
            if any(part in Path(path).name.lower() for part in _CHINESE_FILES):
                font_manager.fontManager.addfont(path)
        installed.cache_clear()
    return bool(installed(_CHINESE))


def figure_words(words: Words) -> Words:
    """The words that figures can show: English where Chinese glyphs are missing."""
    return (
        words if words.language != "zh" or has_chinese_font() else load_words("en").calling(words.labels, words.told_as)
    )


def settings(language: str) -> Any:  # matplotlib types its settings by name, too finely to repeat here
    """Matplotlib settings of the house."""
    latin, chinese = installed(_LATIN), installed(_CHINESE)[:1] if has_chinese_font() else ()
    families = [*chinese, *latin] if language == "zh" else [*latin, *chinese]  # labels are in any script
    return {
        "font.family": families, "font.size": NORMAL, "text.color": INK, "axes.labelcolor": MUTED,
        "axes.labelsize": NORMAL, "axes.titlesize": NORMAL + 0.5, "axes.titleweight": "bold",
        "axes.titlelocation": "left", "axes.titlepad": 9.0, "axes.titley": 1.0,
        "axes.edgecolor": RULE, "axes.linewidth": 0.8,
        "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True,
        "xtick.color": RULE, "ytick.color": RULE, "xtick.labelcolor": MUTED, "ytick.labelcolor": INK,
        "xtick.labelsize": SMALL, "ytick.labelsize": NORMAL, "grid.color": FAINT, "grid.linewidth": 0.9,
        "lines.linewidth": 2.0, "lines.solid_capstyle": "round", "figure.facecolor": "white",
        "savefig.facecolor": "white", "svg.hashsalt": "xhs-sim",
        "path.simplify_threshold": 0.4,
    }  # fmt: skip


def any_font(language: str) -> tuple[str, ...]:
    """Font families for a reader's machine: those that ours has and measures by first, then others."""
    first, second = (_CHINESE, _LATIN) if language == "zh" and has_chinese_font() else (_LATIN, _CHINESE)
    return tuple(dict.fromkeys((*installed(first), *first, *installed(second), *second)))


@contextmanager
def house_style(words: Words) -> Iterator[None]:
    """Apply the house style for a while; within a while in the same language there is nothing to do."""
    if _styled.get(None) == words.language:
        yield
        return
    log = logging.getLogger("matplotlib.font_manager")
    before = log.level
    log.setLevel(logging.ERROR)  # a bold face that falls back is no news to a user
    within = _styled.set(words.language)
    try:
        with rc_context(settings(words.language)), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from font")  # said once, on the page: ``no_font``
            yield
    finally:
        _styled.reset(within)
        log.setLevel(before)


def in_house_style(draw: Draw) -> Draw:
    """Draw a figure of the table in house style, in a language that its fonts can show."""

    @wraps(draw)
    def styled(evidence: Evidence, words: Words) -> HouseFigure | None:
        shown = figure_words(words)
        with house_style(shown):
            return draw(evidence, shown)

    return styled


def new_canvas(title: str, subtitle: str) -> Canvas:
    """A 16:9 figure with accent, title and subtitle; its label is the title, for the page's alt text."""
    figure = HouseFigure(figsize=SIZE, dpi=DPI)
    figure.title, figure.subtitle = title, subtitle
    figure.set_label(title)
    accent = figure.add_artist(Rectangle((LEFT, 0.972), 0.045, 0.012, color=ACCENT, transform=figure.transFigure))
    y = 0.945
    for text, sizes, weight, colour in ((title, TITLES, "bold", INK), (subtitle, (NORMAL,), "normal", MUTED)):
        size, lines = _fitted(text, sizes, weight)
        figure.text(LEFT, y, "\n".join(lines), size=size, weight=weight, color=colour, va="top", linespacing=1.2)
        line = 1.5 if any(map(is_wide, text)) else 1.28  # Chinese faces stand taller
        y -= (len(lines) * line * size + 4) / (SIZE[1] * 72)
    figure.header, figure.body = (accent, *figure.texts), y
    return Canvas(figure, y - 0.02)


def _fitted(text: str, sizes: Sequence[float], weight: str) -> tuple[float, list[str]]:
    """The largest size at which a text takes few lines of the header, and those lines."""
    width = 0.96 * (RIGHT - LEFT) * SIZE[0] * 72  # hinting widens text by a little
    for size in sizes:
        lines = wrap(text, width, FontProperties(size=size, weight=weight))
        if len(lines) <= _MOST_LINES:
            break
    return size, lines


def name_lines(name: str, width: float, font: FontProperties, *, most: int = 3) -> str:
    """A name broken into lines of at most ``width`` points; what does not fit into ``most`` lines is cut."""
    lines = wrap(name, width, font)
    if len(lines) > most:
        last = lines[most - 1] + "…"
        while len(last) > 2 and width_of(last, font) > width:
            last = last[:-2].rstrip() + "…"
        lines = [*lines[: most - 1], last]
    return "\n".join(lines)


def wrap(text: str, width: float, font: FontProperties) -> list[str]:
    """Break a text into lines of at most ``width`` points: Chinese anywhere, other scripts at spaces if they can be."""
    lines, filled = [""], 0.0
    for piece in (part for whole in _pieces(text) for part in _broken(whole, width, font)):
        wide = width_of(piece, font)
        if lines[-1] and filled + wide > width:
            lines.append("")
        begun = piece if lines[-1] else piece.lstrip()
        filled = filled + wide if lines[-1] else width_of(begun, font)
        lines[-1] += begun
    return lines


def _broken(piece: str, width: float, font: FontProperties) -> list[str]:
    """A piece, in parts if it is wider than a line."""
    if width_of(piece.strip(), font) <= width:
        return [piece]
    parts, filled = [""], 0.0
    for letter in piece:
        wide = width_of(letter, font)
        if parts[-1] and filled + wide > width:
            parts.append("")
            filled = 0.0
        parts[-1] += letter
        filled += wide
    return parts


def width_of(text: str, font: FontProperties) -> float:
    """Return a text's width in points: the sum of its letters', a hair more than what is set where letters kern."""
    families, weight = tuple(font.get_family()), str(font.get_weight())
    return font.get_size_in_points() * sum([_width(letter, families, weight) for letter in text])


@lru_cache(maxsize=65_536)
def _width(letter: str, families: tuple[str, ...], weight: str) -> float:
    """Measure a letter, of the size; texts are fitted again and again, and are of few letters."""
    font = FontProperties(family=list(families), size=_EM, weight=weight)
    return float(text_to_path.get_text_width_height_descent(letter, font, False)[0]) / _EM


def _pieces(text: str) -> list[str]:
    """Unbreakable pieces of a text: words with the space before them, single Chinese characters."""
    pieces: list[str] = []
    for letter in text:
        may_start = letter not in "，。；：、）！？”" and not (pieces and pieces[-1][-1] in "（“")
        last = pieces[-1][-1] if pieces else ""
        is_border = letter == " " or is_wide(letter) or last == "-" or is_wide(last or " ")
        if not pieces or (may_start and is_border):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def is_wide(letter: str) -> bool:
    """Whether a letter takes two columns, as Chinese ones do."""
    return unicodedata.east_asian_width(letter) in "WF"


def clear_frame(axes: Axes, *, keep: str = "") -> None:
    """Remove spines except the kept ones (``"left bottom"``), and the tick marks."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)
    axes.tick_params(length=0)


def spread(values: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move label positions until neighbours are ``gap`` apart, between low and high as far as they fit."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    placed = [min(max(values[i], low), high) for i in order]
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + gap)
    ceiling = high
    for i in reversed(range(len(placed))):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    result = [0.0] * len(values)
    for rank, i in enumerate(order):
        result[i] = placed[rank]
    return result
