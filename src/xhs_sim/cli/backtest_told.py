"""What a back-test is going to do and what it found: on the terminal, as tables, as a summary, as a figure."""

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ..config.messages import LANGUAGES, message, told
from .console import out, say

if TYPE_CHECKING:
    from ..backtest.found import Found
    from ..backtest.plan import Plan

_FIGURE = "backtest"


def tell_plan(plan: "Plan") -> None:
    """Say how the files were read, what is going to be replayed, and what had to be assumed."""
    past, config = plan.past, plan.config
    for line in past.notes:
        say(line)
    say(message(
        "backtest.plan", n=past.paid.height, cny=float(past.ads["cny"].sum()), first=past.first, last=past.last,
        replicates=len(plan.requests), days=config.n_days, people=config.population.people,
        readers=config.population.n_users,
    ))  # fmt: skip
    for line in plan.assumed:
        say(line)


def show_found(plan: "Plan", found: "Found", language: str) -> None:
    """Print the answer, the figures and what they say; write tables, summary and figure."""
    from ..backtest.figures import FIGURES
    from ..backtest.foretold import TABLE
    from ..backtest.found import write_found
    from ..backtest.told import figures_told, name_of, sentences, step_of, title_of
    from ..report import draw_backtest, save_figure
    from ..report.words import load_words

    lines, console, words = list(sentences(plan, found)), out(), load_words(language)
    first, *rest = [told(line, language) for line in lines]
    console.print(Text(first, style="bold"), soft_wrap=True)
    if found.table.height:
        console.print(_table(plan, found, language))
    for line in rest:
        console.print(line, soft_wrap=True)
    whole = [lines[0], *figures_told(found), *lines[1:]]
    path = write_found(plan, found, {each: [told(line, each) for line in whole] for each in LANGUAGES})
    console.print(told(message("backtest.summary", path=path), language), soft_wrap=True)
    console.print(told(message("backtest.table", path=plan.folder / TABLE), language), soft_wrap=True)
    if found.table.is_empty():
        return
    level, people = plan.config.study.interval_level, plan.config.population.people
    about = message("backtest.about", level=level, replicates=found.replicates, people=people)
    names = {figure.name: name_of(figure.name) for figure in FIGURES}
    steps = {row["step"]: step_of(row["step"]) for row in found.steps.to_dicts()}
    figure = draw_backtest(found.table, found.steps, names | steps, title_of(found), about, words)
    save_figure(figure, plan.folder / "figures", _FIGURE, words)
    picture = plan.folder / "figures" / f"{_FIGURE}.png"
    console.print(told(message("backtest.figure", path=picture), language), soft_wrap=True)


def _table(plan: "Plan", found: "Found", language: str) -> Table:
    from ..backtest.told import name_of, span_of, value_of

    level = plan.config.study.interval_level
    heads = ("figure", "actual", "foretold", "span", "times", "inside")
    shown = Table(*(told(message(f"backtest.head_{head}", level=level), language) for head in heads))
    rows = found.table.to_dicts()
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        name, value = row["figure"], [value_of(row["figure"], row[at]) for at in ("actual", "foretold")]
        inside = message("backtest.is_in" if row["inside"] else "backtest.is_out")
        cells = [name_of(name), *value, span_of(row), f"{row['ratio']:.2f}", inside]
        is_last = following is not None and following["part"] != row["part"]
        shown.add_row(*(told(cell, language) for cell in cells), end_section=is_last)
    return shown
