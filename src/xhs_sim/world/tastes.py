"""What people like: topics by who they are and by chance, and a style of their own.

Draws are keyed by the person: the taste of one who is no reader is never kept, but its main topic and its style can be
drawn whenever they are asked for.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ..config.schema import ContentConfig
from ..kernels.jit import njit_part
from ..kernels.memory import aligned_zeros
from ..kernels.random import normal
from ..kernels.threads import share_out
from .columns import N_DIMS, N_STYLE


class TopicTable(NamedTuple):
    """What a topic's pull depends on; T rows."""

    log_popularity: NDArray[np.float32]  # (T,)
    female: NDArray[np.float32]  # (T,) logit
    youth: NDArray[np.float32]  # (T,) logit
    city: NDArray[np.float32]  # (T,) logit
    education: NDArray[np.float32]  # (T,) logit


def topic_table(content: ContentConfig) -> TopicTable:
    """Return the topics' parameters as arrays, in the order of the config."""
    topics = list(content.topics.values())
    return TopicTable(
        np.log(np.array([max(t.popularity, 1e-6) for t in topics], dtype=np.float32)),
        np.array([t.female_logit for t in topics], dtype=np.float32),
        np.array([t.youth_logit for t in topics], dtype=np.float32),
        np.array([t.city_logit for t in topics], dtype=np.float32),
        np.array([t.education_logit for t in topics], dtype=np.float32),
    )


class Strangers(NamedTuple):
    """What taste depends on; N rows."""

    key: NDArray[np.int64]
    gender: NDArray[np.int8]
    youth: NDArray[np.float32]  # 1/2 = youngest band, -1/2 = oldest
    city: NDArray[np.float32]  # 1/2 = first tier, -1/2 = last
    education: NDArray[np.float32]  # 1/2 = first level, -1/2 = last


def draw_taste(
    people: Strangers, topics: TopicTable, spread: float, style_spread: float, key: np.uint64
) -> NDArray[np.float32]:
    """Draw the true taste of each user: (N, 16), unit norm over topics, then style; ``spread`` is of the logarithm."""
    taste = aligned_zeros((len(people.key), N_DIMS), np.float32)
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
    n = people.key.shape[0]
    for i in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        _like_topics(people, i, topics, spread, key, taste[i])
        for s in range(N_STYLE):
            taste[i, N_DIMS - N_STYLE + s] = _style(people.key[i], s, style_spread, key)


@njit(cache=True)
def _like_topics(
    people: Strangers, i: int, topics: TopicTable, spread: float, key: np.uint64, taste: NDArray[np.float32]
) -> None:
    keys, gender, youth, city, education = people
    norm, n_topics = 0.0, topics.female.shape[0]
    for t in range(n_topics):
        pull = topics.log_popularity[t] + topics.female[t] * (gender[i] - 0.5)
        pull += topics.youth[t] * youth[i] + topics.city[t] * city[i] + spread * normal(key, keys[i], t)
        pull += topics.education[t] * education[i]
        taste[t] = np.exp(pull)
        norm += taste[t] * taste[t]
    for t in range(n_topics):
        taste[t] /= np.sqrt(norm)


@njit(cache=True)
def _style(name: int, s: int, spread: float, key: np.uint64) -> float:
    return spread * normal(key, name, 100 + s)


def draw_main_topics(people: Strangers, topics: TopicTable, spread: float, key: np.uint64) -> NDArray[np.int8]:
    """Return the topic that each likes most, as ``draw_taste`` draws it, without keeping the tastes of all: (N,)."""
    main = np.empty(len(people.key), np.int8)
    share_out(_main_topics, people, topics, spread, key, main)
    return main


@njit_part
def _main_topics(
    thread: int,
    n_threads: int,
    people: Strangers,
    topics: TopicTable,
    spread: float,
    key: np.uint64,
    main: NDArray[np.int8],
) -> None:
    n, taste = people.key.shape[0], np.zeros(topics.female.shape[0], np.float32)
    for i in range(thread * n // n_threads, (thread + 1) * n // n_threads):
        _like_topics(people, i, topics, spread, key, taste)
        main[i] = taste.argmax()


@njit(cache=True)
def draw_styles(names: NDArray[np.int64], spread: float, key: np.uint64) -> NDArray[np.float32]:
    """Return the style of some people, as ``draw_taste`` draws it: (M, 4)."""
    style = np.empty((names.shape[0], N_STYLE), np.float32)
    for i in range(names.shape[0]):
        for s in range(N_STYLE):
            style[i, s] = _style(names[i], s, spread, key)
    return style
