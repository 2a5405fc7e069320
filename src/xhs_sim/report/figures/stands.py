"""In which share of draws each arm comes first, beside what the luck of a seed does alone."""

from collections.abc import Mapping
from typing import Any

from ..doubted import Assumptions
from ..words import UNKNOWN, Words
from .dots import Dot, arm_rows, dots_and_whiskers
from .panels import Look, number_axis
from .style import BASELINE, MARKERS, MUTED, SERIES, HouseFigure, clear_frame, figure_words, house_style, new_canvas

_NAME = 132  # points of width for an arm's name: what is left between the title's edge and the rows
_SHARE = "ctr"  # a share, as it is read on an axis


def draw_stands(found: Assumptions, words: Words) -> HouseFigure | None:
    """Draw each arm's share of draws, and of seeds at the numbers as used; None where no draw ended well."""
    answer = found.answer
    if not answer["leads"]:
        return None
    shown = figure_words(words)
    with house_style(shown):
        return _draw(answer, shown)


def looks_in(answer: Mapping[str, Any]) -> dict[str, Look]:
    """How arms are drawn: grey for the baseline, palette and markers in their order for the rest."""
    treated = [arm for arm in answer["arms"] if arm != answer["baseline"]]
    looks = {arm: Look(SERIES[i % len(SERIES)], MARKERS[i % len(MARKERS)]) for i, arm in enumerate(treated)}
    nobody = Look(MUTED, "h")  # not a cross: marks are edged in white, and one without a face would be all edge
    return {answer["baseline"]: Look(BASELINE, "o"), **looks, "": nobody}


def _draw(answer: Mapping[str, Any], words: Words) -> HouseFigure:
    leader, looks = answer["leader"], looks_in(answer)
    stays, luck = answer["leads"][leader], answer["luck"].get(leader)
    canvas = new_canvas(
        words.say(
            "stands_title", arm=words.arm(leader), share=_percent(stays, words),
            low=words.percent(stays["low"], digits=2), high=words.percent(stays["high"], digits=2),
            luck=_percent(luck, words) if luck else UNKNOWN,
        ),
        words.say(
            "stands_what", draws=answer["draws"], numbers=answer["numbers"], seeds=luck["of"] if luck else 0,
            level=words.percent(answer["level"]), digest=answer["config_digest"],
        ),
    )  # fmt: skip
    times = {arm: share["times"] for arm, share in answer["leads"].items() if arm or share["times"]}
    arms = sorted(times, key=lambda arm: -times[arm])
    axes = canvas.figure.add_axes((0.24, 0.12, 0.69, canvas.top - 0.16))
    dots = [_dot(y - 0.12, answer["leads"][arm], looks[arm], words) for y, arm in enumerate(arms)]
    by_luck = [
        Dot(y + 0.16, _row(answer["luck"][arm]), looks[arm]._replace(is_hollow=True))
        for y, arm in enumerate(arms)
        if arm in answer["luck"]
    ]
    dots_and_whiskers(axes, [*dots, *by_luck])
    names = [words.arm(arm) if arm else words.say("stands_nobody") for arm in arms]
    axes.set_xlim(-0.02, 1.02)
    arm_rows(axes, names, [looks[arm].colour for arm in arms], width=_NAME)
    number_axis(axes, words, _SHARE, "x")
    clear_frame(axes)
    return canvas.figure


def _dot(place: float, share: Mapping[str, Any], look: Look, words: Words) -> Dot:
    return Dot(place, _row(share), look, f"{_percent(share, words)} ({share['times']}/{share['of']})")


def _row(share: Mapping[str, Any]) -> dict[str, float]:
    return {"mean": share["times"] / share["of"], "ci_low": share["low"], "ci_high": share["high"]}


def _percent(share: Mapping[str, Any], words: Words) -> str:
    return words.percent(share["times"] / share["of"], digits=2)
