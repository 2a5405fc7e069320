"""Watch a small market day by day in the browser: ``xhs-sim explore``, a SolaraViz page.

The page holds one ``SmallMarket``, a ``PlatformModel`` with a few dials. Pictures are matplotlib
figures drawn from a model: ``draw_*`` can be used in a notebook as they are.
"""

from html import escape
from typing import Any

import networkx as nx
import numpy as np
import solara
import solara.lab
from matplotlib.figure import Figure
from mesa.visualization import Slider, SolaraViz

from .actors.brand import Brand
from .agents import User
from .config import list_choices
from .model import PlatformModel
from .world.graph_exchange import to_networkx

N_DAYS = 90
MIN_DAYS_SHOWN = 14
START: dict[str, Any] = {"n_users": 3000, "weight": 1, "ranker": "default", "budget_cny": 100_000, "rng": 0}
CURVES = {"dau": "daily active users", "ctr": "clicks per impression", "gmv": "GMV of all brands [CNY]"}
INK, ACCENT, PALE = "#24292f", "#c2185b", "#9aa4af"


class SmallMarket(PlatformModel):
    """A market with the dials of the page.

    Parameters
    ----------
    n_users : int
        Readers who are simulated.
    weight : int
        People of the market whom each of them stands for.
    ranker : str
        An option of the config group ``ranker``.
    budget_cny : float
        What the face-cream campaign may spend from day 7 on.
    rng : int
        Seed; a text field gives a string.
    """

    def __init__(
        self, n_users: int, ranker: str, budget_cny: float, rng: int | str | None = None, weight: int = 1
    ) -> None:
        dials: dict[str, Any] = {"population__n_users": n_users, "population__audience": weight * n_users}
        dials |= {"ranker": ranker, "campaign__budget_cny": budget_cny}
        light: dict[str, Any] = {"record__panel_share": 0, "record__note_daily": False, "record__note_share": 0}
        super().__init__(rng=rng, campaign="face_cream", n_days=N_DAYS, **dials, **light)


def draw_days(model: PlatformModel) -> Figure:
    """Draw what the model's DataCollector noted, a panel each, day by day."""
    figure = Figure(figsize=(6, 5), layout="constrained")
    panels = figure.subplots(len(CURVES), 1, sharex=True)
    for axes, (name, title) in zip(panels, CURVES.items(), strict=True):
        values = model.datacollector.model_vars[name]
        axes.plot(range(len(values)), values, color=ACCENT, marker="." if len(values) < 3 else None)
        axes.set_title(title, loc="left", fontsize=10, color=INK)
        axes.set_ylim(bottom=0)
        axes.spines[["top", "right"]].set_visible(False)
    panels[-1].set_xlim(-0.5, max(model.day, MIN_DAYS_SHOWN) - 0.5)
    panels[-1].set_xlabel("day")
    return figure


def draw_topics(model: PlatformModel) -> Figure:
    """Draw how far what is shown matches what users like, by topic."""
    topics = list(model.config.content.topics.values())
    liked = (model.world.truth.taste[:, : len(topics)] ** 2).mean(axis=0)
    notes = model.world.content.log
    alive = notes.key >= 0
    shown = np.bincount(notes.topic[alive], model.world.content.counts.over_surfaces(alive)[:, 0], len(topics))
    figure = Figure(figsize=(6, 5), layout="constrained")
    axes = figure.subplots()
    at = np.arange(len(topics))
    axes.barh(at + 0.2, 100 * liked / liked.sum(), 0.38, color=PALE, label="taste of users")
    axes.barh(at - 0.2, 100 * shown / max(shown.sum(), 1), 0.38, color=ACCENT, label="impressions of live notes")
    axes.set_yticks(at, [topic.en for topic in topics])
    axes.invert_yaxis()
    axes.set_xlabel("share [%]")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def sample_followers(model: PlatformModel, n_creators: int = 10, n_each: int = 8) -> nx.DiGraph:
    """Return the follows among the most followed creators and a few followers of each."""
    graph = model.world.graph
    top = np.argsort(-graph.n_followers(), kind="stable")[:n_creators]
    some = [followers[:: max(len(followers) // n_each, 1)][:n_each] for followers in map(graph.followers_of, top)]
    return to_networkx(graph, np.unique(np.concatenate([top, *some])))


def draw_followers(model: PlatformModel) -> Figure:
    """Draw a small part of the follower graph; size by followers, colour by topic."""
    part = sample_followers(model)
    nodes = list(part.nodes)
    size = 15 + 6 * np.sqrt(model.world.graph.n_followers()[nodes])
    figure = Figure(figsize=(6, 5), layout="constrained")
    axes = figure.subplots()
    axes.set_title("who follows the ten largest creators (a sample)", loc="left", fontsize=10, color=INK)
    place = nx.spring_layout(part, seed=0, iterations=30)
    nx.draw_networkx_edges(part, place, ax=axes, edge_color=PALE, width=0.4, alpha=0.6, arrowsize=4)
    nx.draw_networkx_nodes(
        part, place, ax=axes, node_size=size, node_color=model.world.creators.topic[nodes], cmap="tab20"
    )
    axes.set_axis_off()
    return figure


def describe_agents(model: PlatformModel) -> str:
    """Return who is there, as Mesa sees them, in HTML."""
    rows: list[tuple[str, ...]] = [("brand", "reach", "orders", "GMV [CNY]", "spent [CNY]")]
    for brand in model.agents_by_type[Brand]:
        numbers = (brand.reach, brand.orders, brand.gmv_cny, brand.spent_cny)
        rows.append((escape(brand.name), *(f"{number:,.0f}" for number in numbers)))
    lines = ("".join(f"<td style='padding: 4px 12px; text-align: right'>{cell}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{line}</tr>" for line in lines)
    people, weight = len(model.agents_by_type[User]), model.config.population.weight
    simulated = f", one of {weight:,} simulated" if weight > 1 else ""
    return f"<p><b>Day {model.day}</b>: {people:,} people{simulated}</p><table>{table}</table>"


COMPONENTS = [
    lambda model: solara.FigureMatplotlib(draw_days(model)),
    lambda model: solara.FigureMatplotlib(draw_topics(model)),
    lambda model: solara.FigureMatplotlib(draw_followers(model)),
    lambda model: solara.HTML(unsafe_innerHTML=describe_agents(model)),
]
DIALS: dict[str, Any] = {
    "n_users": Slider("readers who are simulated", START["n_users"], 1000, 20_000, 1000, dtype=int),
    "weight": Slider("people whom each stands for", START["weight"], 1, 50, 1, dtype=int),
    "ranker": {"type": "Select", "label": "ranker", "value": START["ranker"], "values": list_choices()["ranker"]},
    "budget_cny": Slider("campaign budget [CNY]", START["budget_cny"], 0, 500_000, 20_000, dtype=int),
    "rng": {"type": "InputText", "label": "seed", "value": str(START["rng"])},
}


def prepare() -> SmallMarket:
    """Return the first market, with everything compiled that a day needs."""
    SmallMarket(**START | {"n_users": 1000}).step()
    return SmallMarket(**START)


@solara.component  # type: ignore[untyped-decorator]
def Page() -> None:
    """Show the market once it is ready: compiling takes a minute on the first start."""
    built = solara.lab.use_task(prepare, dependencies=[])
    if built.error:
        solara.Error(f"the market could not be built: {built.exception}")
    elif built.value is None:
        solara.Info("Building a market; the first start compiles for a minute or two.")
        solara.ProgressLinear(True)
    else:
        Market(built.value)


@solara.component  # type: ignore[untyped-decorator]
def Market(first: SmallMarket) -> None:
    """Show a market and its dials; a market that is replaced is closed."""
    market = solara.use_reactive(first)
    solara.use_effect(lambda: market.value.close, [id(market.value)])
    SolaraViz(market, components=COMPONENTS, model_params=DIALS, name="A small market", play_interval=200)
