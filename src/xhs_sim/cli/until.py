"""``study.replicates=auto`` on the terminal: run until the leader is told apart, and say where and why it ended."""

from ..report.words import load_words
from ..study import ComparePlan, RunOutcome
from ..study.auto import CarryOut, Stop, is_auto, replicate_until_told
from .console import say


def settled(plan: ComparePlan, carry_out: CarryOut) -> tuple[ComparePlan, list[RunOutcome]]:
    """Return a plan with its number of replicates settled, and how they ended; one that has a number, as it is."""
    if not is_auto(plan):
        return plan, []
    part, outcomes, stop = replicate_until_told(plan, carry_out)
    say(where_it_stopped(part, stop))
    return part, outcomes


def where_it_stopped(plan: ComparePlan, stop: Stop) -> str:
    """Say where a study stopped, and why."""
    words, study = load_words(plan.config.report.language), plan.config.study
    still_open = stop.open or tuple(study.arms)
    return words.say(
        f"auto_{stop.why}", n=stop.replicates, minutes=f"{study.auto.most_minutes:g}",
        arms=words.arms(stop.leaders if stop.why == "told" else still_open),
    )  # fmt: skip
