"""Users at day 0: who they are, what they like, how often they come, and who of them are readers.

Every draw is keyed by the user's own key, so the same people appear whatever the order of rows.
Users who sign up during the run are rows from the start, with a sign-up day of their own. What only reading needs is
drawn for readers alone.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, logit

from ..config.schema import ContentConfig, FeedConfig, PopulationConfig
from ..kernels.jit import njit_part
from ..kernels.memory import aligned_full, aligned_zeros
from ..kernels.random import normal, uniform
from ..kernels.threads import share_out
from ..rng import Streams
from .click_history import learn_history
from .columns import INBOX, N_DIMS, NEUTRAL, NEW_FOLLOWS, NO_CLICK, UserLog, UserTruth
from .demographics import Demographics, contrast, draw_people, group_effect, group_factor
from .sample import Sample, Strata, draw_readers, everybody, readers_first, sample_in_order
from .tastes import Strangers, draw_main_topics, draw_taste, topic_table

NEWCOMER = 1 << 40  # first key of those who sign up during the run


def draw_normals(keys: NDArray[np.int64], key: np.uint64, column: int) -> NDArray[np.float32]:
    """Return one standard normal per key."""
    out = np.empty(len(keys), np.float32)
    share_out(_normals, keys, key, column, out)
    return out


@njit_part
def _normals(
    thread: int, n_threads: int, keys: NDArray[np.int64], key: np.uint64, column: int, out: NDArray[np.float32]
) -> None:
    for i in range(thread * len(keys) // n_threads, (thread + 1) * len(keys) // n_threads):
        out[i] = normal(key, keys[i], column)


def draw_uniforms(keys: NDArray[np.int64], key: np.uint64, column: int) -> NDArray[np.float64]:
    """Return one uniform per key."""
    out = np.empty(len(keys), np.float64)
    share_out(_uniforms, keys, key, column, out)
    return out


@njit_part
def _uniforms(
    thread: int, n_threads: int, keys: NDArray[np.int64], key: np.uint64, column: int, out: NDArray[np.float64]
) -> None:
    for i in range(thread * len(keys) // n_threads, (thread + 1) * len(keys) // n_threads):
        out[i] = uniform(key, keys[i], column)


def draw_visit_logits(uniforms: NDArray[np.float64], mean: float, concentration: float) -> NDArray[np.float32]:
    """Return visit propensities as logits: a Beta of given mean, by its quantile function."""
    grid = np.linspace(0.0005, 0.9995, 2001)
    quantiles = np.clip(betaincinv(mean * concentration, (1 - mean) * concentration, grid), 0.003, 0.985)
    return np.asarray(logit(np.interp(uniforms, grid, quantiles)), dtype=np.float32)


def lognormal_mean_one(normals: NDArray[np.float32], log_sd: float) -> NDArray[np.float32]:
    """Return lognormal multipliers with mean 1."""
    return np.exp(log_sd * normals - 0.5 * log_sd * log_sd).astype(np.float32)


def newcomers_per_day(population: PopulationConfig) -> int:
    """Return how many users sign up on each day of the run."""
    return round(population.people * population.signup_rate)


class People(NamedTuple):
    """Readers of day 0 sorted by main topic, then readers who will sign up, by day; then all others likewise."""

    truth: UserTruth
    log: UserLog
    main_topic: NDArray[np.int8]  # (N,)
    sample: Sample


class _Drawn(NamedTuple):
    """What is drawn for everybody; N rows."""

    key: NDArray[np.int64]
    traits: Demographics
    visit_logit: NDArray[np.float32]
    main_topic: NDArray[np.int8]
    signup_day: NDArray[np.int16]


def build_people(
    population: PopulationConfig, content: ContentConfig, feed: FeedConfig, n_days: int, streams: Streams
) -> People:
    """Draw the market's people, those who will sign up included.

    Rows of readers of day 0 are grouped by main topic, so that neighbours read the same pools.
    """
    all_drawn = _draw_all(population, content, n_days, streams)
    order, sample = _order(all_drawn, population, streams)
    drawn = _Drawn(*(_reordered(part, order) for part in all_drawn))
    n_readers = sample.n_readers
    read = _Drawn(*(_reordered(part, slice(0, n_readers)) for part in drawn))
    taste = draw_taste(
        _strangers(read.key, read.traits, population),
        topic_table(content),
        population.taste_spread,
        population.style_spread,
        streams.key("taste"),
    )
    truth = _truth(population, drawn, read, taste, streams)
    of_day_0 = read.signup_day < 0
    activity = (1 / (1 + np.exp(-read.visit_logit)) / population.visit_rate).astype(np.float32)
    activity[~of_day_0] = 0.0
    estimate = learn_history(
        read.key,
        taste,
        taste[: np.count_nonzero(of_day_0)].mean(axis=0) ** 2,
        activity,
        float(feed.history_clicks),
        len(content.topics),
        streams.key("history"),
    )
    return People(truth, _log(drawn, read, estimate, feed.seen_bits), drawn.main_topic, sample)


def _reordered(part: Any, order: NDArray[np.int64] | slice) -> Any:
    return Demographics(*(column[order] for column in part)) if isinstance(part, Demographics) else part[order]


def _strangers(keys: NDArray[np.int64], traits: Demographics, population: PopulationConfig) -> Strangers:
    youth = contrast(len(population.age_bands))[traits.age_band]
    city = contrast(len(population.city_tiers))[traits.city_tier]
    education = contrast(len(population.education_levels))[traits.education_level]
    return Strangers(keys, traits.gender, youth, city, education)


def _draw_all(population: PopulationConfig, content: ContentConfig, n_days: int, streams: Streams) -> _Drawn:
    """Draw what counts about everybody, in the order of keys.

    Newcomers' keys carry their own mark: neither n_users nor the length of the run moves anybody's draws.
    """
    n_initial, per_day = population.people, newcomers_per_day(population)
    n_new = per_day * n_days
    keys = np.concatenate([np.arange(n_initial), NEWCOMER + np.arange(n_new)]).astype(np.int64)
    traits = draw_people(keys, population, streams.key("demographics"))
    days = np.full(len(keys), -31, np.int16)
    days[n_initial:] = np.arange(n_new) // max(per_day, 1)
    habits = draw_visit_logits(
        draw_uniforms(keys, streams.key("visit propensity"), 0), population.visit_rate, population.visit_concentration
    )
    habits[n_initial:] += logit(population.newcomer_visit_rate) - logit(population.visit_rate)
    habits += group_effect(traits, population.visit_effects, population)
    people = _strangers(keys, traits, population)
    main = draw_main_topics(people, topic_table(content), population.taste_spread, streams.key("taste"))
    return _Drawn(keys, traits, habits, main, days)


def _order(drawn: _Drawn, population: PopulationConfig, streams: Streams) -> tuple[NDArray[np.int64], Sample]:
    """Choose the readers; return the order of rows, and the sample in that order."""
    n, weight = len(drawn.key), population.weight
    rank = np.where(drawn.signup_day < 0, drawn.main_topic, np.int8(N_DIMS))
    if weight == 1:
        return np.argsort(rank, kind="stable"), everybody(n)
    lots = draw_uniforms(drawn.key, streams.key("readers"), 0)
    is_reader, stand_in = draw_readers(Strata(drawn.main_topic, drawn.visit_logit, drawn.signup_day, lots), weight)
    order = readers_first(is_reader, rank)
    return order, sample_in_order(order, stand_in, int(is_reader.sum()), weight)


def _truth(
    population: PopulationConfig, drawn: _Drawn, read: _Drawn, taste: NDArray[np.float32], streams: Streams
) -> UserTruth:
    n, key = len(read.key), streams.key("person")
    sessions = lognormal_mean_one(draw_normals(read.key, key, 0), population.sessions_log_sd)
    return UserTruth(
        taste=taste,
        engage=lognormal_mean_one(draw_normals(drawn.key, key, 1), population.engage_log_sd),
        visit_logit=drawn.visit_logit,
        sessions=np.maximum(sessions * np.float32(population.sessions_per_day), np.float32(1.0)),
        purchasing=(
            lognormal_mean_one(draw_normals(read.key, key, 2), population.purchasing_log_sd)
            * group_factor(read.traits, population.purchasing_effects, population)
        ),
        click=np.log(lognormal_mean_one(draw_normals(read.key, key, 3), population.click_log_sd)),
        satisfaction=np.full(n, NEUTRAL, np.float32),
        joy=np.zeros(n, np.float32),
        habit=(1 / (1 + np.exp(-read.visit_logit))).astype(np.float32),
        warmth=np.zeros(n, np.float32),
    )


def _log(drawn: _Drawn, read: _Drawn, estimate: NDArray[np.float32], seen_bits: int) -> UserLog:
    n_all, n = len(drawn.key), len(read.key)
    return UserLog(
        key=drawn.key,
        **drawn.traits._asdict(),
        signup_day=drawn.signup_day,
        is_gone=np.zeros(n_all, np.uint8),
        is_active=np.zeros(n_all, np.uint8),
        active_days=np.zeros(n, np.uint32),
        shown=np.zeros(n, np.int32),
        taste_hat=estimate,
        seen=aligned_zeros((n, 2 * seen_bits // 64), np.uint64),
        seen_count=np.zeros(n, np.uint16),
        inbox=aligned_full((n, INBOX), np.int32, -1),
        n_followees=np.zeros(n, np.int32),
        new_follows=np.full((n, NEW_FOLLOWS), -1, np.int32),
        search_days=np.zeros(n, np.uint32),
        shared=np.full(n, -1, np.int32),
        is_nudged=np.zeros(n, np.uint8),
        city=np.zeros(n_all, np.int8),
        recent=np.full(n, NO_CLICK, np.uint8),
        ads_shown=np.zeros(n, np.uint8),
        part=np.zeros(n, np.int32),
    )
