"""The phases of a day as a table on the terminal."""

from collections.abc import Mapping, Sequence

from rich.box import SIMPLE
from rich.table import Column, Table

from ..config import Config
from ..model import DAY
from ..report.market import Market
from ..report.words import load_words
from .console import out

HEADS = ("phase", "happens", "reads", "writes", "tables", "ms")


def show_day(config: Config, seconds: Mapping[str, float]) -> None:
    """Print the phases of a day in order: what each looks at, changes and writes, and how long it took."""
    words, console = load_words(config.report.language), out()
    name, happens, *touched, ms = (words.say(f"head_{each}") for each in HEADS)
    wide = (Column(happens, ratio=5, overflow="fold"), *(Column(head, ratio=4, overflow="fold") for head in touched))
    at_the_ends = Column(name, no_wrap=True), Column(ms, justify="right", no_wrap=True)
    table = Table("", at_the_ends[0], *wide, at_the_ends[1], box=SIMPLE, expand=True, show_lines=True)

    def parts(names: Sequence[str]) -> str:
        return words.say("comma").join(words.say(f"part_{each}") for each in names)

    for number, phase in enumerate(DAY, 1):
        text, time = words.say(f"phase_{phase.name}"), f"{1e3 * seconds[phase.name]:.1f}"
        seen = parts(phase.reads), parts(phase.writes), ", ".join(phase.tables)
        table.add_row(str(number), phase.name, text, *seen, time)
    console.print(table)
    market = {"market": Market(config.population.people, config.population.n_users).told(words), "days": config.n_days}
    console.print(words.say("day_of_a_run", **market, ms=f"{1e3 * sum(seconds.values()):.0f}"), soft_wrap=True)
