"""From which seeds the parts of what is by chance are drawn."""

from typing import Any

from ..param import Part, param

MOST_SEED = 2**63 - 1


def _seed(meaning: str) -> Any:
    return param("seed", 0, MOST_SEED, f"{meaning}; null = the run's", source="design", confidence="choice")


class SeedsConfig(Part):
    """Seeds of their own for parts of a run: which part an outcome varies by, and several campaigns in one world."""

    world: int | None = _seed("people, creators, who follows whom, seasons and habits")
    readers: int | None = _seed("who of the people is simulated as a reader")
    hiring: int | None = _seed("prices, lots, days and fates of contracts")
    notes: int | None = _seed("luck of notes, and how and when they are written")
    behaviour: int | None = _seed("what people do on a day")
    since_day: int | None = param(
        "day",
        0,
        3650,
        "until this day hiring, notes and behaviour are drawn from the world's seed: runs of one world are alike "
        "until then; null = never",
        source="design",
        confidence="choice",
    )
