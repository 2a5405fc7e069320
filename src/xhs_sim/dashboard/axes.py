"""What pictures of the browser share: the look, axes whose values the language says, names as text, whiskers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import polars as pl
from matplotlib.ticker import MaxNLocator

from ..report.figures.style import FAINT, INK, MUTED, RULE
from ..report.words import Words

Chart = dict[str, Any]
_NAME: Final = 22  # letters of a name in a line beside an axis


def whiskers(row: Mapping[str, Any], at: str, colour: str = MUTED) -> Chart:
    """Return whiskers, where a value has an interval."""
    low, high = (row.get(end if at == "at" else f"{at}_{end}") for end in ("low", "high"))
    if low is None or high is None:
        return {"visible": False}
    ends = {"array": [apart(high, row[at])], "arrayminus": [apart(row[at], low)]}
    return {"type": "data", "color": colour, "thickness": 2, "width": 5, **ends}


def hover(row: Mapping[str, Any], name: str, words: Words, say: Callable[[float], str]) -> str:
    """Say a value with its interval; the name is safe already."""
    low, high = row["low"], row["high"]
    span = words.say("no_interval") if low is None or high is None else words.say("span", low=say(low), high=say(high))
    return words.say("dashboard_hover", name=name, value=say(row["at"]), span=span)


def apart(one: float | None, other: float | None) -> float:
    """Return how far one value is above another; 0 where either is not known."""
    return 0.0 if one is None or other is None else max(one - other, 0.0)


def layout_of(height: int) -> Chart:
    """Return a layout in the house's look: room for names, no frame, the legend above and clear of the picture."""
    axis = {"gridcolor": FAINT, "linecolor": RULE, "tickfont": {"color": MUTED}, "automargin": True}
    return {
        "height": height, "margin": {"l": 12, "r": 24, "t": 34, "b": 30}, "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff", "font": {"color": INK, "size": 13, "family": "inherit"}, "xaxis": dict(axis),
        "yaxis": dict(axis), "hovermode": "closest", "dragmode": "zoom",
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": RULE, "font": {"color": INK, "size": 13}, "align": "left"},
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0, "font": {"size": 13}},
    }  # fmt: skip


def titled(text: str) -> Chart:
    """Return the title of an axis."""
    return {"title": {"text": text, "font": {"color": MUTED, "size": 13}}}


def row_names(names: Sequence[str]) -> Chart:
    """Name the rows of a picture."""
    return {"tickvals": list(range(len(names))), "ticktext": list(names), "showgrid": False, "zeroline": False}


def ends(values: pl.Series) -> tuple[float, float]:
    """Return the least and the greatest value."""
    return float(values.min()), float(values.max())  # type: ignore[arg-type]


def ticks(values: Sequence[float | None], tell: Callable[[float], str]) -> Chart:
    """Name a handful of round values of an axis as the language says them; plotly knows no 万."""
    known = [value for value in values if value is not None]
    if not known:
        return {}
    low, high = min(known), max(known)
    pad = 0.08 * ((high - low) or abs(high) or 1.0)
    at = [float(value) for value in MaxNLocator(nbins=5).tick_values(low, high)]
    return {"tickvals": at, "ticktext": [tell(value) for value in at], "range": [low - pad, high + pad]}


def in_lines(name: str, width: int = _NAME) -> str:
    """Break a long name into lines: between words where it has some, else anywhere; each letter escaped."""
    wide = sum(2 if ord(letter) > 0x2E7F else 1 for letter in name)
    if wide <= width:
        return safe(name)
    lines, room = [""], width
    for piece in name.replace(" ", " \0").split("\0") if " " in name else name:
        takes = sum(2 if ord(letter) > 0x2E7F else 1 for letter in piece)
        if lines[-1] and takes > room:
            lines.append("")
            room = width
        lines[-1] += piece
        room -= takes
    return "<br>".join(safe(line.strip()) for line in lines[:3]) + ("…" if len(lines) > 3 else "")


def flat(name: str) -> str:
    """Return a name in one line."""
    return name.replace("<br>", " ")


def safe(text: str) -> str:
    """Text that plotly shows as it stands: it reads a few tags of HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def faint(colour: str) -> str:
    """Return a colour for a band."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.13)"
