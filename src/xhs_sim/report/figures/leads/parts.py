"""What pictures of a sweep share: how arms look, the header, names of parameters, the list of arms."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from matplotlib.font_manager import FontProperties

from ....metrics import is_money
from ....verdict.statistics import LEAST_RUNS
from ....verdict.types import Per
from ...swept import Swept
from ...words import Words
from ..panels import Look
from ..style import BASELINE, MARKERS, MUTED, RIGHT, SERIES, SIZE, SMALL, Canvas, name_lines, new_canvas

NOBODY = "#dfe2e6"  # cells in which nobody could be compared
RIGHT_END = 0.755  # of panels: beside them there is a list of arms
_LINE, _GAP = 11.5, 5.0  # points of a line of the list, and between its arms
_FOOT = 0.04  # of the height, below the list
_NAMES = 9.0  # points of size
_INDENT = 15  # points from an arm's marker to its name
_THOUSAND = 1000.0


def looks_in(swept: Swept) -> dict[str, Look]:
    """Return the look of each arm, as in the other pictures of its study: grey for the baseline."""
    treated = [arm for arm in swept.arms if arm != swept.baseline]
    looks = {arm: Look(SERIES[i % len(SERIES)], MARKERS[i % len(MARKERS)]) for i, arm in enumerate(treated)}
    return {swept.baseline: Look(BASELINE, "o")} | looks


def header(swept: Swept, words: Words, *what: str) -> Canvas:
    """Begin a picture: the finding; below it how it is drawn, runs, level and market."""
    runs = "sub_runs" if swept.runs >= LEAST_RUNS else "leads_few_runs"
    told = [*what, words.say(runs, n=swept.runs, level=words.percent(swept.level))]
    if swept.market is not None:
        told.append(words.say("sub_market", market=swept.market.told(words), days=swept.n_days))
    return new_canvas(swept.finding, words.say("semicolon").join(told))


def called(swept: Swept, parameter: str, words: Words, width: float) -> str:
    """Return a parameter's path, and what it means as far as there is room in ``width`` points."""
    meaning = swept.meanings.get(parameter)
    text = parameter if not meaning else words.say("parameter_meaning", path=parameter, meaning=meaning)
    return name_lines(text, width, FontProperties(size=SMALL, weight="bold"), most=1)


def lead_text(swept: Swept, row: Mapping[str, Any], words: Words) -> str:
    """Say how far the first is ahead of the next: so much, or so much for each yuan."""
    if row["lead"] is None:
        return ""
    if row["per"] in (None, Per.TOTAL):
        return words.value(swept.metric, row["lead"], sign=True).replace("+", "")
    is_by_yuan = is_money(swept.metric)
    rate = words.value(swept.metric, row["lead"] * (1 if is_by_yuan else _THOUSAND), sign=True).replace("+", "")
    return words.say("lead_per_yuan" if is_by_yuan else "lead_per_1000_yuan", rate=rate)


def is_out(swept: Swept, arm: str) -> bool:
    """Whether an arm competes in no cell."""
    return swept.left_out.get(arm, 0) == swept.cells.height


def _how_often(swept: Swept, arm: str, held: int, words: Words) -> str:
    """Say in how many cells an arm is first, or that it does not compete there."""
    n, left_out = swept.cells.height, swept.left_out.get(arm, 0)
    if held or not left_out:
        return words.say("leads_in" if held else "leads_nowhere", held=held, n=n)
    return words.say("leads_left_out", held=left_out, n=n)


def list_arms(canvas: Canvas, swept: Swept, words: Words) -> None:
    """List the arms beside a panel, whoever leads most first, each with its look and in how many cells it leads."""
    counts, n, looks = Counter(swept.cells["first"].drop_nulls()), swept.cells.height, looks_in(swept)
    rows = [
        (looks[arm], words.arm(arm), _how_often(swept, arm, counts[arm], words))
        for arm in sorted(swept.arms, key=lambda arm: -counts[arm])
    ]
    if left := n - counts.total():
        rows.append((Look(NOBODY, "s"), words.say("leads_nobody"), words.say("leads_cells", held=left, n=n)))
    x = RIGHT_END + 0.02
    width, height = (RIGHT - x) * SIZE[0] * 72, (canvas.top - _FOOT) * SIZE[1] * 72
    axes = canvas.figure.add_axes((x, _FOOT, RIGHT - x, canvas.top - _FOOT))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    bold, y = FontProperties(size=_NAMES, weight="bold"), 0.0
    for most, below in ((2, 1), (1, 1), (1, 0)):  # lines of a name, and below it where it leads, as there is room
        names = [name_lines(name, width - _INDENT, bold, most=most) for _, name, _ in rows]
        if sum((name.count("\n") + 1 + below) * _LINE + _GAP for name in names) <= height:
            break
    for (look, _, said), name in zip(rows, names, strict=True):
        colour = MUTED if look.colour == NOBODY else look.colour
        axes.plot([5], [y + _LINE / 2], look.marker, ms=8, color=look.colour, mec="white", clip_on=False)
        axes.text(_INDENT, y, name, va="top", color=colour, weight="bold", size=_NAMES, linespacing=1.1)
        y += (name.count("\n") + 1) * _LINE
        if below:
            axes.text(_INDENT, y + 1, said, va="top", color=MUTED, size=_NAMES - 0.5)
        y += below * _LINE + _GAP
