"""The dials: two plans, and what both share."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import solara

from ...config import list_choices
from ...report.words import Words
from ..market import MIXES, Plan
from ..said import PLANS
from .desk import Settings
from .parts import Choice, Dial, options, tag

BUDGETS: Final = (0, 200_000, 10_000)  # CNY: least, most, step
READERS: Final = (1000, 6000, 500)
WEIGHTS: Final = (1, 40, 1)
SEEDS: Final = (0, 20, 1)


def steps(least: int, most: int, step: int) -> range:
    """Return every value of a dial."""
    return range(least, most + 1, step)


@solara.component  # type: ignore[untyped-decorator]
def Dials(settings: Settings, words: Words, on_settings: Callable[[Settings], None], busy: bool) -> Any:
    """Show all dials; a change is told at once, and holds once the page starts again."""
    with tag("div", kind="dials") as shown:
        for side in (0, 1):
            _Plan(
                side,
                settings.plans[side],
                words,
                lambda plan, side=side: on_settings(settings.with_plan(side, plan)),
                busy,
            )
        _Shared(settings, words, on_settings, busy)
    return shown


@solara.component  # type: ignore[untyped-decorator]
def _Plan(side: int, plan: Plan, words: Words, on_plan: Callable[[Plan], None], busy: bool) -> Any:
    name, rankers = "ab"[side], list_choices()["ranker"]
    with tag("fieldset", kind=f"plan-{side}") as shown:
        tag("legend", words.say(PLANS[side]))
        Dial(
            name=f"budget-{name}", label=words.say("explore_budget"), value=int(plan.budget_cny),
            scale=BUDGETS, busy=busy,
            told=[words.money(cny) for cny in steps(*BUDGETS)],
            on_value=lambda cny: on_plan(replace(plan, budget_cny=float(cny))),
        )  # fmt: skip
        Choice(
            name=f"mix-{name}", label=words.say("explore_mix"), value=plan.mix, busy=busy,
            options=options(list(MIXES), "explore_mix_", words), on_value=lambda mix: on_plan(replace(plan, mix=mix)),
        )  # fmt: skip
        Choice(
            name=f"ranker-{name}", label=words.say("explore_ranker"), value=plan.ranker, busy=busy,
            options=options(rankers, "explore_ranker_", words),
            on_value=lambda ranker: on_plan(replace(plan, ranker=ranker)),
        )  # fmt: skip
    return shown


@solara.component  # type: ignore[untyped-decorator]
def _Shared(settings: Settings, words: Words, on_settings: Callable[[Settings], None], busy: bool) -> Any:
    place = settings.place
    dials = (
        ("n_users", "explore_readers", READERS), ("weight", "explore_weight", WEIGHTS), ("seed", "explore_seed", SEEDS),
    )  # fmt: skip
    with tag("fieldset") as shown:
        tag("legend", words.say("explore_shared"))
        for field, key, scale in dials:
            Dial(
                name=field, label=words.say(key), value=getattr(place, field), scale=scale,
                told=[words.say(f"{key}_value", n=f"{n:,}" if n >= 1000 else n) for n in steps(*scale)],
                busy=busy,
                on_value=lambda n, field=field: on_settings(replace(settings, place=replace(place, **{field: int(n)}))),
            )  # fmt: skip
    return shown
