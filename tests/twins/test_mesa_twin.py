"""The platform against its Mesa twin: other random numbers, the same distributions.

Eight small worlds, each lived through for three days by both. A figure agrees when the mean of its eight
paired differences is less than five of their standard errors from 0. How sharp that is: in one of the two a
click_taste of 3.3 instead of 3.0 is 6.5 away, a rerank_penalty of .2 instead of .35 is 7.3, a learning_rate
of .05 instead of .03 is 16.
"""

import numpy as np
import polars as pl
import pytest
from plain import NO_ACT, NO_REACTIONS, NO_WEAR
from scipy.stats import ks_2samp
from twins.mesa_twin import MesaTwin

from xhs_sim.config import load_config
from xhs_sim.model import PlatformModel
from xhs_sim.phases.engagement.panel import CHANNELS
from xhs_sim.phases.search.law import QUERY_KINDS
from xhs_sim.world.columns import ALL_SURFACES

WORLDS, DAYS = range(8), 3
SMALL = [  # few users, but enough notes that sessions do not run dry
    "population.n_users=1200", "content.notes_per_active_day=0.3", "record.panel_share=1.0", f"n_days={DAYS}",
    "threads=1", "calendar=none", "creators=static", "ads=none", *NO_REACTIONS, *NO_WEAR,
    f"content.creator_kind_log_sd={NO_ACT}",
]  # fmt: skip
ACTS = ("likes", "saves", "comments", "shares", "follows")


def platform_events(model) -> pl.DataFrame:
    log = model.world.content.log
    topics = pl.DataFrame({"note": log.key.astype(np.uint64), "topic": log.topic}).filter(log.key >= 0)
    panel = model.recorder.frame("panel").join(topics, on="note")
    return panel.sort("day", "tick", "user", "session", "slot")


def twin_events(twin) -> pl.DataFrame:
    user, slate, channel, surface, clicked = zip(*twin.events, strict=True)
    depth = [len(each) for each in slate]
    is_click = [np.isin(np.arange(n), c) for n, c in zip(depth, clicked, strict=True)]
    note = np.concatenate(slate)
    return pl.DataFrame(
        {
            "user": np.repeat(user, depth), "note": note, "creator": twin.notes.creator[note],
            "topic": twin.notes.topic[note],
            "slot": np.concatenate([np.arange(n) for n in depth]), "clicked": np.concatenate(is_click),
            "surface": np.array(ALL_SURFACES)[np.repeat(surface, depth)],
            "channel": np.array((*CHANNELS, *QUERY_KINDS))[np.concatenate(channel)],
        }
    )  # fmt: skip


def figures_of(events: pl.DataFrame, totals: dict[str, int], active: list[int]) -> dict[str, float]:
    """Return the figures of one run: what people saw, did, and what the platform learned."""
    found = events.filter(pl.col("surface") == "search")
    events = events.filter(pl.col("surface") != "search")
    n, clicks = events.height, events["clicked"].sum()
    again = pl.col("topic") == pl.col("topic").shift()
    first = events.select(pl.struct("user", "note").is_first_distinct()).to_series()
    figures = {
        "impressions per active user": n / sum(active),
        "active users on the last day": active[-1],
        "sessions per active user": events["slot"].eq(0).sum() / sum(active),
        "click-through rate": clicks / n,
        "click-through rate of the first five slots": events.filter(pl.col("slot") < 5)["clicked"].mean(),
        "click-through rate from slot 20": events.filter(pl.col("slot") >= 20)["clicked"].mean(),
        "share of repeated notes": 1 - first.mean(),
        "creators shown": events["creator"].n_unique() / n,
        "topic as in the slot before": events.filter(again & (pl.col("slot") > 0)).height / n,
    }
    figures |= searched(found, sum(active))
    figures |= {f"{act} per click": totals[act] / totals["clicks"] for act in ACTS}
    figures |= {f"share of {channel}": (events["channel"] == channel).mean() for channel in CHANNELS}
    return figures | {"share of the following surface": (events["surface"] == "following").mean()}


def searched(found: pl.DataFrame, visits: int) -> dict[str, float]:
    """Return how much is searched by whom, how far people look, and what they open."""
    queries = found.filter(pl.col("slot") == 0)
    figures = {
        "searches per active user": queries.height / visits,
        "searchers": queries["user"].n_unique() / visits,
        "results per search": found.height / queries.height,
        "click-through rate of search": found["clicked"].mean(),
        "click-through rate of the first three results": found.filter(pl.col("slot") < 3)["clicked"].mean(),
        "notes found": found["note"].n_unique() / found.height,
    }
    return figures | {f"share of {kind} searches": (queries["channel"] == kind).mean() for kind in QUERY_KINDS}


def learned(before, after, truth) -> dict[str, float]:
    """Return how far estimates of taste moved, and how much closer to the truth they came (mean cosine)."""

    def match(hat):
        return ((hat * truth).sum(1) / np.linalg.norm(hat, axis=1) / np.linalg.norm(truth, axis=1)).mean()

    moved = np.linalg.norm(after - before, axis=1).mean()
    return {"taste match gained": match(after) - match(before), "taste estimate moved": moved}


def bought(visits: int, orders: int, leaked: int) -> dict[str, float]:
    return {"product visits": visits, "orders anywhere": orders + leaked}


def standing(stage) -> dict[str, float]:
    """Return the shares of people, over all brands, who know it, who care and who bought."""
    return {f"standing at {least} or above": (stage >= least).mean() for least in (1, 2, 4)}


def live(seed: int, *changes: str):
    """Let one world pass on the platform and in the twin; returns both runs' figures and note counts.

    ``changes`` are made in the twin only.
    """
    model = PlatformModel(load_config([*SMALL, f"seed={seed}"]))
    source = PlatformModel(load_config([*SMALL, f"seed={seed}", *changes])) if changes else model
    twin, before = MesaTwin(source, rng=seed, keep_events=True), model.world.users.taste_hat.copy()
    for _ in range(DAYS):
        model.step()
        twin.step()
    daily = model.recorder.frame("daily")
    reports, taste = twin.datacollector.model_vars, model.world.truth.taste
    ours = figures_of(platform_events(model), daily.sum().row(0, named=True), daily["active_users"].to_list())
    sold = model.recorder.frame("brand_daily").select("visits", "orders", "leaked_orders").sum().row(0)
    ours |= bought(*sold)
    ours |= standing(model.world.brands.stage)
    ours |= learned(before, model.world.users.taste_hat, taste)
    twins = figures_of(twin_events(twin), {k: v[-1] for k, v in reports.items()}, reports["active_users"])
    sold = [order.on_platform for *_, orders in twin.tables for order in orders]
    twins |= bought(twin.product_visits, sum(sold), len(sold) - sum(sold))
    twins |= standing(np.array([person.stage for person in twin.people]))
    twins |= learned(before, np.array([person.taste_hat for person in twin.people]), taste)
    counts = model.world.content.log.counts[model.world.content.alive].sum(1), twin.notes.counts[: twin.notes.n].sum(1)
    model.close()
    return ours, twins, counts


@pytest.fixture(scope="module")
def worlds():
    return [live(seed) for seed in WORLDS]


def distances(worlds) -> dict[str, float]:
    """Return each figure's mean paired difference in its standard errors."""
    away = {}
    for name in worlds[0][0]:
        gaps = np.array([twin[name] - ours[name] for ours, twin, _ in worlds])
        away[name] = float(gaps.mean() / (gaps.std(ddof=1) / np.sqrt(len(gaps)) + 1e-12))
    return away


def far_off(worlds) -> dict[str, float]:
    return {name: round(away, 1) for name, away in distances(worlds).items() if not abs(away) < 5.0}


def test_every_figure_agrees_within_sampling_error(worlds):
    assert not far_off(worlds)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "shows_in"),
    [
        ("engage.click_taste=2.4", "click-through rate"),
        ("feed.rerank_penalty=0.2", "topic as in the slot before"),
        ("feed.learning_rate=0.05", "taste estimate moved"),
        ("feed.quota.fresh=0", "share of fresh"),
        ("commerce.need_days=8", "product visits"),
        ("search.look.continue_rate=0.94", "results per search"),
    ],
)
def test_a_twin_with_another_law_is_told_apart(change, shows_in):
    assert shows_in in far_off([live(seed, change) for seed in WORLDS])


@pytest.mark.parametrize(("what", "kind"), [("impressions", 0), ("clicks", 1), ("likes", 2)])
def test_notes_share_attention_alike(worlds, what, kind):
    ours, twins = (np.concatenate([counts[side][:, kind] for _, _, counts in worlds]) for side in (0, 1))
    assert ours.mean() > 0
    assert ks_2samp(ours, twins).pvalue > 1e-4
