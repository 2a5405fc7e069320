"""What ``xhs-sim brief new`` asks: every answer is checked at the prompt, and asked for again with the reason."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import typer
from pydantic import TypeAdapter, ValidationError

from ..brief import Answers, Word, find, vocabulary
from ..brief.form.values import Day, Label, Many, Money
from ..brief.home_market import CAMPAIGN
from ..brief.sides import exactly
from ..config import load_config

_GOALS = {
    "sales": 50_000.0, "orders": 200.0, "reach": 20_000.0, "awareness": 5_000.0, "engagement": 2_000.0,
    "engagement_rate": 0.1, "searches": 500.0, "followers": 200.0,
}  # fmt: skip
OFFERED = tuple(_GOALS)
_MONTH_AHEAD = timedelta(days=14)


def usual_answers(stem: str, config_dir: Path | None) -> Answers:
    """Return what a brief says if nobody is asked: the launch of a product that the market knows."""
    market = load_config([CAMPAIGN], config_dir)
    name, brand = next(iter(market.brands.items()))
    product, terms = next(iter(brand.products.items()))
    first = date.today() + _MONTH_AHEAD
    return Answers(stem, name, brand.topic, product, terms.price_cny, "sales", _GOALS["sales"], 100_000.0, first)


def ask_for_brief(usual: Answers, config_dir: Path | None, *, is_usual: bool = False) -> Answers:
    """Return the answers, with those given as what is usual; with ``is_usual`` nothing is asked."""
    if is_usual:
        return usual
    market = load_config([CAMPAIGN], config_dir)
    topics, brands = vocabulary("topics", market), vocabulary("brands", market)
    aims = [word for word in vocabulary("objectives", market) if word.name in OFFERED]
    brand = _ask("Brand (a new one, or one that the market knows)", usual.brand, _as(Label), brands)
    known = market.brands.get(str(exactly(brand, brands)))
    topic = known.topic if known is not None else _ask("Topic of the brand", usual.topic, _one_of(topics), topics)
    shelf = [Word(name, (each.zh, each.en)) for name, each in known.products.items()] if known is not None else []
    product = _ask("Product", usual.product, _as(Label), shelf)
    there = exactly(product, shelf)
    price = known.products[there].price_cny if known is not None and there is not None else usual.price_cny
    price = _ask("Its price, CNY", price, _as(Money))
    kind = _ask("Objective", usual.kind, _one_of(aims), aims)
    goal = _ask(f"Goal ({_unit(kind)})", usual.goal if kind == usual.kind else _GOALS[kind], _goal(kind))
    followers = _ask("Followers of the account today", usual.followers, _as(Many)) if kind == "followers" else 0.0
    budget = _ask("Budget, CNY (5万, 5w and ¥50,000 are read too)", usual.budget_cny, _as(Money))
    first = _ask("First day", usual.first_day, _as(Day))
    return Answers(usual.name, brand, topic, product, price, kind, goal, budget, first, followers)


def _ask(what: str, usual: Any, read: Callable[[str], Any], choices: Sequence[Word] = ()) -> Any:
    """Ask until the answer can be read; choices are shown."""
    if choices:
        typer.echo(f"  {', '.join(map(str, choices))}")
    shown = f"{usual:.15g}" if isinstance(usual, float) else str(usual)
    return typer.prompt(what, default=shown, value_proc=read)


def _as(kind: Any) -> Callable[[str], Any]:
    """Return what reads an answer as a value of a brief."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def read(text: str) -> Any:
        try:
            return adapter.validate_python(text.strip())
        except ValidationError as error:
            problem = error.errors()[0]
            reason = problem.get("ctx", {}).get("error", problem["msg"])
            raise typer.BadParameter(f"{text!r}: {reason}") from None

    return read


def _one_of(words: list[Word]) -> Callable[[str], str]:
    """Return what reads an answer as one of some words, in either language."""

    def read(text: str) -> str:
        name = find(text, words)
        if name is None:
            raise typer.BadParameter(f"{text!r} is none of these: {', '.join(map(str, words))}")
        return name

    return read


def _goal(kind: str) -> Callable[[str], float]:
    read = _as(Money)

    def goal(text: str) -> float:
        percent = text.strip().removesuffix("%").removesuffix("％")
        value: float = read(percent) / (100.0 if percent != text.strip() else 1.0)
        if kind == "engagement_rate" and value > 1.0:
            raise typer.BadParameter(f"{text!r}: a rate is a share, 0 to 1 (10% is 0.1 or 10%)")
        return value

    return goal


def _unit(kind: str) -> str:
    units = {
        "engagement_rate": "a share, as 10%",
        "sales": "CNY",
        "profit": "CNY",
        "reach": "users",
        "awareness": "users",
    }
    return units.get(kind, kind)
