"""The creators that a plan paid: what each cost against what its note was shown, and how few bring most of it."""

from typing import Any, Final

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, LogLocator

from ..evidence import Evidence
from ..runs import first_runs
from ..words import Words
from .panels import headline, looks_of, write
from .style import MUTED, NORMAL, RULE, SMALL, HouseFigure, clear_frame, in_house_style, name_lines

_FEWEST: Final = 5  # paid notes of an arm
_THOUSAND: Final = (10.0, 100.0, 1000.0)  # yuan that a thousand impressions cost, along a line
_NAME: Final = 165  # points beside the panel
_AIR: Final = 3.0  # times beyond the dearest note: there the lines are named, clear of dots


@in_house_style
def draw_portfolio(evidence: Evidence, words: Words) -> HouseFigure | None:
    """Draw each paid note of the first run of each arm: its price, and how often it was shown."""
    notes = paid_notes(evidence)
    arms = [arm for arm in evidence.arms if notes.filter(pl.col("arm") == arm).height >= _FEWEST]
    if not arms:
        return None
    told = {arm: _told(notes.filter(pl.col("arm") == arm)) for arm in arms}
    canvas = headline(evidence, words, _title(told, words), words.say("portfolio_what"))
    axes = canvas.figure.add_axes((0.085, 0.135, 0.62, canvas.top - 0.185))
    looks = looks_of(evidence)
    for arm in arms:
        own, look = notes.filter(pl.col("arm") == arm), looks[arm]
        style: dict[str, Any] = {"s": 26, "marker": look.marker, "alpha": 0.6, "linewidths": 0.8}
        face = "none" if look.is_hollow else look.colour
        axes.scatter(own["price_cny"], own["impressions"], edgecolors=look.colour, facecolors=face, **style)
    axes.set_xscale("log")
    axes.set_yscale("log")
    _prices(axes, words)
    for which, metric in ((axes.xaxis, "spend"), (axes.yaxis, "impressions")):
        which.set_major_locator(LogLocator(numticks=6))
        which.set_major_formatter(FuncFormatter(lambda value, _, m=metric: words.tick(m, value)))
        which.set_minor_formatter(FuncFormatter(lambda *_: ""))
    axes.grid()
    axes.tick_params(labelsize=SMALL, labelcolor=MUTED, length=0, which="both")
    axes.set_xlabel(words.say("portfolio_price"), size=SMALL)
    axes.set_title(words.say("portfolio_shown"))
    _name_arms(axes, told, evidence, words)
    clear_frame(axes, keep="bottom")
    return canvas.figure


def paid_notes(evidence: Evidence) -> pl.DataFrame:
    """Return the paid notes of the first run of each arm that appeared: ``arm, tier, price_cny, impressions``."""
    frames = []
    for arm, run in first_runs(evidence.runs).items():
        contracts, notes = run.table("contracts"), run.table("notes")
        if evidence.brand is None or contracts is None or notes is None or arm not in evidence.arms:
            continue
        own = contracts.filter((pl.col("brand") == evidence.brand) & (pl.col("fee_cny") > 0))
        shown = own.join(notes.select("note", "impressions"), on="note", how="inner").filter(pl.col("impressions") > 0)
        price = (pl.col("fee_cny") + pl.col("service_fee_cny")).alias("price_cny")
        frames.append(shown.select(pl.lit(arm).alias("arm"), "tier", price, pl.col("impressions").cast(pl.Float64)))
    schema = {"arm": pl.String, "tier": pl.String, "price_cny": pl.Float64, "impressions": pl.Float64}
    return pl.concat(frames) if frames else pl.DataFrame(schema=schema)


def _told(own: pl.DataFrame) -> tuple[int, int, float]:
    """Return how many notes there are, how few hold half of what was shown, and what a thousand impressions cost."""
    shown = np.sort(own["impressions"].to_numpy())[::-1]
    half = int(np.searchsorted(np.cumsum(shown), shown.sum() / 2) + 1)
    return own.height, half, float(own["price_cny"].sum() / shown.sum() * 1000)


def _title(told: dict[str, tuple[int, int, float]], words: Words) -> str:
    cheap = min(told, key=lambda arm: told[arm][2])
    n, half, cost = told[cheap]
    said = {"arm": words.arm(cheap), "half": half, "n": n, "cost": words.money(cost)}
    if len(told) == 1:
        return words.say("portfolio_title_one", **said)
    dear = max(told, key=lambda arm: told[arm][2])
    return words.say("portfolio_title", **said, other=words.arm(dear), more=words.money(told[dear][2]))


def _prices(axes: Axes, words: Words) -> None:
    """Draw where a thousand impressions cost the same, and say what."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    right *= _AIR
    for cost in _THOUSAND:
        axes.plot([left, right], [left / cost * 1000, right / cost * 1000], color=RULE, lw=0.9, ls="--", zorder=0)
        x, y = (right, right / cost * 1000) if right / cost * 1000 < high else (high * cost / 1000, high)
        if left < x and low < y:
            text = words.say("portfolio_line", cost=words.money(cost))
            write(axes, text, (x, y), shift=(-4, -3), ha="right", va="top", color=MUTED, size=SMALL - 1)
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)


def _name_arms(axes: Axes, told: dict[str, tuple[int, int, float]], evidence: Evidence, words: Words) -> None:
    """Say of each arm, beside the panel, what a thousand impressions cost and how few notes hold half of them."""
    looks, bold = looks_of(evidence), FontProperties(size=NORMAL, weight="bold")
    for i, (arm, (n, half, cost)) in enumerate(told.items()):
        y = 1 - 0.19 * i
        look = looks[arm]
        axes.plot(1.035, y - 0.015, look.marker, color=look.colour, transform=axes.transAxes, clip_on=False, ms=6,
                  mfc="none" if look.is_hollow else look.colour)  # fmt: skip
        name = name_lines(words.arm(arm), _NAME, bold, most=1)
        place: dict[str, Any] = {"within": "axes fraction", "va": "top"}
        write(axes, name, (1.06, y), shift=(0, 5), color=look.colour, weight="bold", **place)
        said = words.say("portfolio_arm", cost=words.money(cost), half=half, n=n)
        write(axes, name_lines(said, _NAME, FontProperties(size=SMALL)), (1.06, y), shift=(0, -10), color=MUTED,
              size=SMALL, **place)  # fmt: skip
