"""What happened when: each arm's money by day and by what it was paid for, with festivals above."""

from typing import Final

import polars as pl
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from ..dates import say_day
from ..evidence import Evidence
from ..runs import first_runs
from ..words import Words
from .panels import headline, looks_of, write
from .style import MUTED, RULE, SMALL, HouseFigure, clear_frame, in_house_style, name_lines
from .timeline import date_axis, mark_festivals

_MOST: Final = 14  # rows
_NAME: Final = 150  # points beside the panel
_SIZE: Final = (14.0, 420.0)  # of a dot, points squared


@in_house_style
def draw_happened(evidence: Evidence, words: Words) -> HouseFigure | None:
    """Draw a row for each arm and kind of payment, a dot for each day, as large as its money."""
    paid = payments(evidence)
    if paid.is_empty():
        return None
    rows = paid.group_by("arm", "kind", maintain_order=True).agg(pl.col("cny").sum()).head(_MOST)
    most = paid.sort("cny", descending=True).row(0, named=True)
    total = float(paid.filter(pl.col("arm") == most["arm"])["cny"].sum())
    title = words.say(
        "happened_title", arm=words.arm(most["arm"]), share=words.percent(most["cny"] / total),
        kind=_kind(most["kind"], words), day=say_day(most["day"], evidence.calendar, words),
    )  # fmt: skip
    canvas = headline(evidence, words, title, words.say("happened_what"))
    axes = canvas.figure.add_axes((0.215, 0.15, 0.745, canvas.top - 0.2))
    axes.set_ylim(len(rows) - 0.5, -0.7)
    _draw_rows(axes, paid, rows, evidence, words)
    date_axis(axes, evidence.calendar, evidence.n_days, words)
    mark_festivals(axes, evidence, words)
    clear_frame(axes, keep="bottom")
    axes.set_yticks([])
    return canvas.figure


def payments(evidence: Evidence) -> pl.DataFrame:
    """Return what the first run of each arm paid, by day: ``arm, kind, day, cny``; arms in order, kinds by money."""
    frames = []
    for arm, run in first_runs(evidence.runs).items():
        ledger = run.table("ledger")
        if ledger is None or evidence.brand is None or arm not in evidence.arms:
            continue
        own = ledger.filter((pl.col("brand") == evidence.brand) & (pl.col("amount_cny") > 0))
        kind = pl.when(pl.col("tier").fill_null("") != "").then(pl.col("tier")).otherwise(pl.col("line")).fill_null("")
        by = own.group_by(kind.alias("kind"), "day").agg(cny=pl.col("amount_cny").sum())
        by_money = by.sort(pl.col("cny").sum().over("kind"), "kind", "day", descending=[True, False, False])
        frames.append(by_money.with_columns(arm=pl.lit(arm)))
    schema = {"arm": pl.String, "kind": pl.String, "day": pl.Int32, "cny": pl.Float64}
    return pl.concat([frame.select(*schema) for frame in frames]) if frames else pl.DataFrame(schema=schema)


def _draw_rows(axes: Axes, paid: pl.DataFrame, rows: pl.DataFrame, evidence: Evidence, words: Words) -> None:
    looks, largest = looks_of(evidence), float(paid["cny"].to_numpy().max())
    before = None
    for y, (arm, kind, cny) in enumerate(rows.iter_rows()):
        own = paid.filter((pl.col("arm") == arm) & (pl.col("kind") == kind))
        sizes = _SIZE[0] + (_SIZE[1] - _SIZE[0]) * own["cny"].to_numpy() / largest
        axes.axhline(y, color=RULE, lw=0.6, zorder=0)
        axes.scatter(own["day"], [y] * own.height, s=sizes, color=looks[arm].colour, alpha=0.75, linewidths=0)
        if arm != before:
            bold = FontProperties(size=SMALL, weight="bold")
            write(axes, name_lines(words.arm(arm), _NAME, bold, most=1), (0, y), within=("axes fraction", "data"),
                  shift=(-8, 1), ha="right", color=looks[arm].colour, weight="bold", size=SMALL)  # fmt: skip
            before = arm
        said = words.say("happened_row", kind=_kind(kind, words), money=words.money(cny))
        write(axes, said, (0, y), within=("axes fraction", "data"), shift=(-8, -1), ha="right", va="top", color=MUTED,
              size=SMALL - 1)  # fmt: skip


def _kind(kind: str, words: Words) -> str:
    return words.line(kind) if kind else words.say("happened_other")
