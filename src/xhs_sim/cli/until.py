"""``study.replicates=auto`` on the terminal: run until the leader is told apart, and say where and why it ended."""

from ..report.words import Words, load_words
from ..study import ComparePlan, RunOutcome
from ..study.auto import CarryOut, Stop, is_auto, replicate_until_told
from .console import say


def settled(plan: ComparePlan, carry_out: CarryOut) -> tuple[ComparePlan, list[RunOutcome]]:
    """Return a plan with its number of replicates settled, and how they ended; one that has a number, as it is."""
    if not is_auto(plan):
        return plan, []
    part, outcomes, stop = replicate_until_told(plan, carry_out)
    for line in where_it_stopped(part, stop):
        say(line)
    return part, outcomes


def where_it_stopped(plan: ComparePlan, stop: Stop) -> list[str]:
    """Say where a study stopped, and why; which arms were given fewer replicates, and what is promised of that."""
    words, study = load_words(plan.config.report.language), plan.config.study
    still_open = stop.open or tuple(study.arms)
    stopped = words.say(
        f"auto_{stop.why}", n=stop.replicates, minutes=f"{study.auto.most_minutes:g}",
        arms=words.arms(stop.leaders if stop.why == "told" else still_open),
    )  # fmt: skip
    return [stopped, *_dropped(plan, stop, words)]


def _dropped(plan: ComparePlan, stop: Stop, words: Words) -> list[str]:
    if not stop.dropped:
        return []
    told = (
        words.say("auto_dropped_one", arm=words.arm(arm), n=each.after, ahead=words.arm(each.behind))
        for arm, each in stop.dropped.items()
    )
    equal = stop.replicates * len(plan.config.study.arms)
    return [
        words.say(
            "auto_dropped", arms=words.say("semicolon").join(told), runs=len(plan.requests), equal=equal,
            share=words.percent(round(len(plan.requests) / equal, 2)),
        ),
        words.say("auto_promise", level=words.percent(plan.config.study.interval_level)),
    ]  # fmt: skip
