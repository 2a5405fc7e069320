"""Users at day 0: who they are, what they like, how often they come.

Every draw is keyed by the user's own key, so the same people appear whatever the order of rows.
Users who sign up during the run are rows from the start, with a sign-up day of their own.
"""

from typing import NamedTuple

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
from .columns import INBOX, N_DIMS, N_STYLE, NEUTRAL, NEW_FOLLOWS, NO_CLICK, UserLog, UserTruth
from .demographics import Demographics, contrast, draw_people, group_effect, group_factor

NEWCOMER = 1 << 40  # first key of those who sign up during the run


class TopicTable(NamedTuple):
    """What a topic's pull depends on; T rows."""

    log_popularity: NDArray[np.float32]  # (T,)
    female: NDArray[np.float32]  # (T,) logit
    youth: NDArray[np.float32]  # (T,) logit
    city: NDArray[np.float32]  # (T,) logit


def topic_table(content: ContentConfig) -> TopicTable:
    """Return the topics' parameters as arrays, in the order of the config."""
    topics = list(content.topics.values())
    return TopicTable(
        np.log(np.array([max(t.popularity, 1e-6) for t in topics], dtype=np.float32)),
        np.array([t.female_logit for t in topics], dtype=np.float32),
        np.array([t.youth_logit for t in topics], dtype=np.float32),
        np.array([t.city_logit for t in topics], dtype=np.float32),
    )


class Strangers(NamedTuple):
    """What taste depends on; N rows."""

    key: NDArray[np.int64]
    gender: NDArray[np.int8]
    youth: NDArray[np.float32]  # 1/2 = youngest band, -1/2 = oldest
    city: NDArray[np.float32]  # 1/2 = first tier, -1/2 = last


def draw_taste(
    people: Strangers, topics: TopicTable, spread: float, style_spread: float, key: np.uint64
) -> NDArray[np.float32]:
    """Draw the true taste of each user: (N, 16), unit norm over topics, then style; ``spread`` is of the logarithm."""
    taste = np.zeros((len(people.key), N_DIMS), np.float32)
    share_out(_draw_tastes, people, topics, spread, style_spread, key, taste)
    return taste


@njit_part
def _draw_tastes(
    thread: int,
    n_threads: int,
    people: Strangers,
    topics: TopicTable,
    spread: float,
    style_spread: float,
    key: np.uint64,
    taste: NDArray[np.float32],
) -> None:
    keys, gender, youth, city = people
    n, n_topics = keys.shape[0], topics.female.shape[0]
    for i in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        norm = 0.0
        for t in range(n_topics):
            pull = topics.log_popularity[t] + topics.female[t] * (gender[i] - 0.5)
            pull += topics.youth[t] * youth[i] + topics.city[t] * city[i] + spread * normal(key, keys[i], t)
            taste[i, t] = np.exp(pull)
            norm += taste[i, t] * taste[i, t]
        for t in range(n_topics):
            taste[i, t] /= np.sqrt(norm)
        for s in range(N_STYLE):
            taste[i, N_DIMS - N_STYLE + s] = style_spread * normal(key, keys[i], 100 + s)


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
    """Users at day 0 sorted by main topic, then those who will sign up, by day."""

    truth: UserTruth
    log: UserLog


def build_people(
    population: PopulationConfig, content: ContentConfig, feed: FeedConfig, n_days: int, streams: Streams
) -> People:
    """Draw the market's people, those who will sign up included.

    Rows of the ``n_users`` of day 0 are grouped by main topic, so that neighbours read the same
    pools; newcomers follow, so that a longer run has the same rows and more.
    """
    n_initial, n_new = population.people, newcomers_per_day(population) * n_days
    # Newcomers' keys carry their own mark: neither n_users nor the length of the run moves anybody's draws.
    keys = np.concatenate([np.arange(n_initial), NEWCOMER + np.arange(n_new)]).astype(np.int64)
    topics = topic_table(content)
    people = draw_people(keys, population, streams.key("demographics"))
    youth = contrast(len(population.age_bands))[people.age_band]
    city = contrast(len(population.city_tiers))[people.city_tier]
    strangers = Strangers(keys, people.gender, youth, city)
    taste = draw_taste(strangers, topics, population.taste_spread, population.style_spread, streams.key("taste"))
    main = np.where(keys < n_initial, taste[:, : len(content.topics)].argmax(axis=1), N_DIMS)
    order = np.lexsort((keys, main))
    sorted_taste = np.take(taste, order, axis=0, out=aligned_zeros(taste.shape, np.float32), mode="clip")
    keys, taste, people = keys[order], sorted_taste, Demographics(*(column[order] for column in people))
    truth = _truth(population, keys, taste, people, n_initial, streams)
    activity = (1 / (1 + np.exp(-truth.visit_logit)) / population.visit_rate).astype(np.float32)
    activity[keys >= n_initial] = 0.0
    estimate = learn_history(
        keys,
        taste,
        taste[:n_initial].mean(axis=0) ** 2,
        activity,
        float(feed.history_clicks),
        len(content.topics),
        streams.key("history"),
    )
    log = _log(keys, people, estimate, n_initial, newcomers_per_day(population))
    return People(truth, log)


def _truth(
    population: PopulationConfig,
    keys: NDArray[np.int64],
    taste: NDArray[np.float32],
    people: Demographics,
    n_initial: int,
    streams: Streams,
) -> UserTruth:
    habits = draw_visit_logits(
        draw_uniforms(keys, streams.key("visit propensity"), 0), population.visit_rate, population.visit_concentration
    )
    n, is_new = len(keys), keys >= n_initial
    habits[is_new] += logit(population.newcomer_visit_rate) - logit(population.visit_rate)
    habits += group_effect(people, population.visit_effects, population)
    drawn = streams.key("person")
    sessions = lognormal_mean_one(draw_normals(keys, drawn, 0), population.sessions_log_sd)
    return UserTruth(
        taste=taste,
        engage=lognormal_mean_one(draw_normals(keys, drawn, 1), population.engage_log_sd),
        visit_logit=habits,
        sessions=np.maximum(sessions * np.float32(population.sessions_per_day), np.float32(1.0)),
        purchasing=(
            lognormal_mean_one(draw_normals(keys, drawn, 2), population.purchasing_log_sd)
            * group_factor(people, population.purchasing_effects, population)
        ),
        click=np.log(lognormal_mean_one(draw_normals(keys, drawn, 3), population.click_log_sd)),
        satisfaction=np.full(n, NEUTRAL, np.float32),
        joy=np.zeros(n, np.float32),
        habit=(1 / (1 + np.exp(-habits))).astype(np.float32),
        warmth=np.zeros(n, np.float32),
    )


def _log(
    keys: NDArray[np.int64], people: Demographics, estimate: NDArray[np.float32], n_initial: int, per_day: int
) -> UserLog:
    n = len(keys)
    days = np.full(n, -31, np.int16)
    days[n_initial:] = np.arange(n - n_initial) // max(per_day, 1)
    return UserLog(
        key=keys,
        **people._asdict(),
        signup_day=days,
        is_gone=np.zeros(n, np.uint8),
        is_active=np.zeros(n, np.uint8),
        active_days=np.zeros(n, np.uint32),
        shown=np.zeros(n, np.int32),
        taste_hat=estimate,
        seen=aligned_zeros((n, 16), np.uint64),
        seen_count=np.zeros(n, np.uint8),
        inbox=aligned_full((n, INBOX), np.int32, -1),
        n_followees=np.zeros(n, np.int32),
        new_follows=np.full((n, NEW_FOLLOWS), -1, np.int32),
        search_days=np.zeros(n, np.uint32),
        shared=np.full(n, -1, np.int32),
        is_nudged=np.zeros(n, np.uint8),
        city=np.zeros(n, np.int8),
        recent=np.full(n, NO_CLICK, np.uint8),
        ads_shown=np.zeros(n, np.uint8),
        part=np.zeros(n, np.int32),
    )
