"""What pictures of a sweep share: how arms look, the header, the names of parameters, and who leads in how many cells."""

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
RIGHT_END = 0.775  # of panels: beside them there is a list of arms
_ROW, _CROWDED = 34.0, 22.0  # points between arms of the list; below that each has its name only
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


def list_arms(canvas: Canvas, bottom: float, swept: Swept, words: Words) -> None:
    """List the arms beside a panel, whoever leads most first, each with its look and in how many cells it leads."""
    counts, n, looks = Counter(swept.cells["first"].drop_nulls()), swept.cells.height, looks_in(swept)
    rows = [
        (looks[arm], words.arm(arm), words.say("leads_in" if counts[arm] else "leads_nowhere", held=counts[arm], n=n))
        for arm in sorted(swept.arms, key=lambda arm: -counts[arm])
    ]
    if left := n - counts.total():
        rows.append((Look(NOBODY, "s"), words.say("leads_nobody"), words.say("leads_cells", held=left, n=n)))
    x = RIGHT_END + 0.02
    width, height = (RIGHT - x) * SIZE[0] * 72, (canvas.top - bottom) * SIZE[1] * 72
    axes = canvas.figure.add_axes((x, bottom, RIGHT - x, canvas.top - bottom))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    step = min(_ROW, height / len(rows))
    bold = FontProperties(size=SMALL, weight="bold")
    for k, (look, name, said) in enumerate(rows):
        y = (k + 0.5) * step
        colour = MUTED if look.colour == NOBODY else look.colour
        axes.plot([5], [y], look.marker, ms=8, color=look.colour, mec="white", clip_on=False)
        lift = 6.0 if step >= _CROWDED else 0.0
        axes.text(15, y - lift, name_lines(name, width - 15, bold, most=1), va="center", color=colour, weight="bold",
                  size=SMALL)  # fmt: skip
        if lift:
            axes.text(15, y + 6.5, said, va="center", color=MUTED, size=SMALL - 1)
