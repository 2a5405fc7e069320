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
from ..config import ConfigError, load_config
from ..config.messages import message
from ..config.problems import reason_of, reasons_of
from .console import in_words

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
    brand = _ask(message("brief.ask_brand"), usual.brand, _as(Label), brands)
    known = market.brands.get(str(exactly(brand, brands)))
    topic = known.topic if known is not None else _ask(message("brief.ask_topic"), usual.topic, _one_of(topics), topics)
    shelf = [Word(name, (each.zh, each.en)) for name, each in known.products.items()] if known is not None else []
    product = _ask(message("brief.ask_product"), usual.product, _as(Label), shelf)
    there = exactly(product, shelf)
    price = known.products[there].price_cny if known is not None and there is not None else usual.price_cny
    price = _ask(message("brief.ask_price"), price, _as(Money))
    kind = _ask(message("brief.ask_objective"), usual.kind, _one_of(aims), aims)
    goal = _ask(
        message("brief.ask_goal", unit=_unit(kind)), usual.goal if kind == usual.kind else _GOALS[kind], _goal(kind)
    )
    followers = _ask(message("brief.ask_followers"), usual.followers, _as(Many)) if kind == "followers" else 0.0
    budget = _ask(message("brief.ask_budget"), usual.budget_cny, _as(Money))
    first = _ask(message("brief.ask_first_day"), usual.first_day, _as(Day))
    return Answers(usual.name, brand, topic, product, price, kind, goal, budget, first, followers)


def _ask(what: str, usual: Any, read: Callable[[str], Any], choices: Sequence[Word] = ()) -> Any:
    """Ask until the answer can be read; choices are shown."""
    if choices:
        typer.echo(f"  {', '.join(map(str, choices))}")
    shown = f"{usual:.15g}" if isinstance(usual, float) else str(usual)
    while True:
        try:
            return read(typer.prompt(in_words(what), default=shown))
        except ConfigError as error:
            typer.echo("\n".join(map(in_words, error.problems)))


def _as(kind: Any) -> Callable[[str], Any]:
    """Return what reads an answer as a value of a brief."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def read(text: str) -> Any:
        try:
            return adapter.validate_python(text.strip())
        except ValidationError as error:
            problem = error.errors()[0]
            wrong = problem.get("ctx", {}).get("error")
            reason = reason_of(problem) if wrong is None else reasons_of(wrong)[0]
            raise ConfigError(message("brief.answer_wrong", text=text, reason=reason)) from None

    return read


def _one_of(words: list[Word]) -> Callable[[str], str]:
    """Return what reads an answer as one of some words, in either language."""

    def read(text: str) -> str:
        name = find(text, words)
        if name is None:
            raise ConfigError(message("brief.answer_none_of_these", text=text, words=[*map(str, words)]))
        return name

    return read


def _goal(kind: str) -> Callable[[str], float]:
    read = _as(Money)

    def goal(text: str) -> float:
        percent = text.strip().removesuffix("%").removesuffix("％")
        value: float = read(percent) / (100.0 if percent != text.strip() else 1.0)
        if kind == "engagement_rate" and value > 1.0:
            raise ConfigError(message("brief.answer_rate", text=text))
        return value

    return goal


def _unit(kind: str) -> str:
    units = {
        "engagement_rate": "brief.unit_share", "sales": "brief.unit_cny", "profit": "brief.unit_cny",
        "reach": "brief.unit_users", "awareness": "brief.unit_users",
    }  # fmt: skip
    return message(units[kind]) if kind in units else kind
