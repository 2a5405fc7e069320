"""Configurations drawn from the schema itself: whatever may be set is tried, its bounds above all.

The walk follows types and ranges, so a new parameter is drawn without a word here. Only what would
make a run slow, reads files or never reaches the simulation is held.
"""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel

from xhs_sim.config import Config, compose_plain, list_choices
from xhs_sim.config.registry import plugins
from xhs_sim.config.usual_terms import every_tactic
from xhs_sim.phases.serve.score import FEATURES
from xhs_sim.strategies.campaign.in_flight import INFLIGHT_RULES
from xhs_sim.strategies.content.planner import PLANNERS
from xhs_sim.strategies.content.rhythm import RHYTHMS
from xhs_sim.strategies.kol.select import SELECTORS
from xhs_sim.world.columns import TIERS

# Narrower than allowed, so that a run takes a moment; numbers only.
NARROW = {
    "population.n_users": (100, 300), "n_days": (1, 4), "content.history_days": (0, 6), "threads": (1, 2),
    "campaign.start_day": (0, 3), "account.start_day": (0, 3), "campaign.budget_cny": (0, 1e6), "seed": (0, 2**62),
    "graph.friends_mean": (0, 60), "ranker.weights.noise": (0, 10), "population.audience": (0, 7),
    **dict.fromkeys((f"graph.tiers.{name}" for name in TIERS[1:]), (1, 900_000)),
}  # fmt: skip
HELD = (
    "name", "study", "report", "graph.source", "graph.edge_list", "campaign.prices.quotes_file", "campaign.brand",
    "campaign.product", "brands.*.topic",
)  # fmt: skip
START = (
    "population.n_users=200", "n_days=2", "content.history_days=3", "threads=1", "campaign=face_cream",
    "campaign.start_day=0", "campaign.burst_days=2", "campaign.budget_cny=3000", "record.panel_share=0.3",
    "calendar.start=2025-10-19", "account.brand=qingrou", "rivals=skincare", every_tactic(),
    "campaign.ads.split={creators: 0.4, media: 0.1, event: 0.1, group: 0.1, challenge: 0.1, check_in: 0.1, draw: 0.1}",
)  # fmt: skip
FREE = (0.0, 20.0)  # of numbers without an upper bound
Path = tuple[str, ...]


@cache
def start(ranker: str) -> dict[str, Any]:
    """Return a small market with a campaign, as plain data: what is not drawn is as here."""
    return compose_plain([*START, f"ranker={ranker}"])


@cache
def leaves() -> dict[Path, st.SearchStrategy[Any]]:
    """Return every place that can be drawn, and what may stand there."""
    plain = start("default")
    weighed = {"weights": dict.fromkeys(FEATURES, 0.0) | plain["ranker"]["weights"]}
    return dict(_leaves(Config, plain | {"ranker": weighed}, ()))


def _leaves(kind: type[BaseModel], plain: dict[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    for name, field in kind.model_fields.items():
        here = (*path, name)
        if here == ("campaign", "tactics"):
            for tactic, part in plain[name].items():
                yield from _leaves(plugins()["tactic"][tactic].plan_type, part, (*here, tactic))
        elif not _is_held(here):
            yield from _place(field.annotation, field.metadata, plain[name], here)


def _place(kind: Any, limits: list[Any], value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield what can be drawn at a place: a part and a map are walked, the rest is drawn whole."""
    if get_origin(kind) is Annotated:
        kind, *more = get_args(kind)
        limits = [*limits, *(limit for about in more for limit in getattr(about, "metadata", [about]))]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from _leaves(kind, value, path)
    elif get_origin(kind) is dict:
        for key, inner in value.items():
            if not _is_held((*path, key)):
                yield from _place(get_args(kind)[1], [], inner, (*path, key))
    else:
        drawn = _drawn(kind, limits, value, path)
        if drawn is not None:
            yield path, drawn


def _drawn(kind: Any, limits: list[Any], value: Any, path: Path) -> st.SearchStrategy[Any] | None:
    topics = sorted(start("default")["content"]["topics"])
    named = {"campaign.selector": st.sampled_from(sorted(SELECTORS)),
             "campaign.in_flight.rule": st.sampled_from(sorted(INFLIGHT_RULES)),
             "account.plan.rhythm": st.sampled_from(sorted(RHYTHMS)),
             "account.plan.planner": st.sampled_from(sorted(PLANNERS)),
             "campaign.topics": st.lists(st.sampled_from(topics), unique=True)}  # fmt: skip
    named |= {f"seeds.{part}": st.one_of(st.none(), st.integers(0, 5)) for part in start("default")["seeds"]}
    if ".".join(path) in named:
        return named[".".join(path)]
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if kind is bool:
        return st.booleans()
    if isinstance(value, int | float):
        return _number(kind is int, *NARROW.get(".".join(path), _range(limits)))
    if isinstance(value, list) and value and isinstance(value[0], int | float):
        return st.lists(_number(False, *FREE), min_size=len(value), max_size=len(value))
    return None  # words


def _range(limits: list[Any]) -> tuple[float, float]:
    low = [limit.ge for limit in limits if hasattr(limit, "ge")]
    high = [limit.le for limit in limits if hasattr(limit, "le")]
    return low[0] if low else -FREE[1], high[0] if high else FREE[1]


def _number(is_whole: bool, low: float, high: float) -> st.SearchStrategy[Any]:
    """Draw a number; one time in two it is a bound."""
    inside = st.integers(int(low), int(high)) if is_whole else st.floats(low, high, allow_subnormal=False)
    kind = int if is_whole else float
    return st.one_of(inside, st.sampled_from([kind(low), kind(high)]))


def _is_held(path: Path) -> bool:
    names = {".".join(path), ".".join(("brands", "*", *path[2:])) if path[0] == "brands" else ""}
    return bool(names & set(HELD))


class Choice(NamedTuple):
    """What one example changes, short enough to read when it fails."""

    ranker: str
    changes: dict[str, Any]  # dotted path -> value
    topics_gone: list[str]

    def plain(self) -> dict[str, Any]:
        """Return the configuration as plain data, made to fit: tiers rise, coupons count."""
        plain = _copy(start(self.ranker))
        for path, value in self.changes.items():
            *steps, last = path.split(".")
            inner = plain
            for step in steps:
                inner = inner[step]
            inner[last] = value
        people = plain["population"]
        people["audience"] *= people["n_users"]  # drawn as how many people a reader stands for
        plain["content"]["topics"] = {k: v for k, v in plain["content"]["topics"].items() if k not in self.topics_gone}
        for event in plain["calendar"]["events"].values():
            event["lift"] = {topic: lift for topic, lift in event["lift"].items() if topic not in self.topics_gone}
        tiers, floor = plain["graph"]["tiers"], 0
        for name, least in zip(tiers, sorted(tiers.values()), strict=True):
            tiers[name] = floor = max(least, floor + 1)
        coupon, products = plain["campaign"]["tactics"]["coupon"], plain["brands"]["qingrou"]["products"].values()
        coupon["least_cny"] = min(coupon["least_cny"], max(each["price_cny"] for each in products))
        coupon["value_cny"] = min(coupon["value_cny"], 0.9 * coupon["least_cny"])
        return plain


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """Draw what to change: a few parameters, or all at once."""
    places = leaves()
    some = st.lists(st.sampled_from(sorted(places)), unique=True, min_size=1, max_size=12)
    paths = draw(st.one_of(some, some, st.just(sorted(places))))
    changes = {".".join(path): draw(places[path]) for path in paths}
    plain = start("default")
    named = {brand["topic"] for brand in plain["brands"].values()} | set(plain["campaign"]["topics"])
    others = sorted(set(plain["content"]["topics"]) - named - set(changes.get("campaign.topics", ())))
    some_topics = [st.lists(st.sampled_from(others), unique=True, max_size=len(others) - 1)] if others else []
    gone = draw(st.one_of(st.just([]), *some_topics))
    return Choice(draw(st.sampled_from(list_choices()["ranker"])), changes, gone)


def _copy(value: Any) -> Any:
    return {key: _copy(inner) for key, inner in value.items()} if isinstance(value, dict) else value
