"""Creators at day 0: how many followers they have in all, how often they post, how good they are.

Total followers follow the platform's known distribution (lognormal body, Pareto tails); the share
of them inside the market is what mean followees fixes. Tier and price go by the total, reach by
the inside.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from ..config.schema import ContentConfig, GraphConfig
from ..rng import Streams
from .columns import MAX_NOTES, N_LEANINGS, UNJUDGED, Creators
from .population import NEWCOMER, draw_normals, draw_uniforms, lognormal_mean_one

BODY_END, FAR_START = 100.0, 10_000.0  # followers where the fitted tails begin (docs/odd/)


def total_followers(uniforms: NDArray[np.float64], graph: GraphConfig) -> NDArray[np.float64]:
    """Return total followers by quantile.

    A lognormal body up to 100 followers, Pareto above it and a steeper Pareto above 10,000.

    Parameters
    ----------
    uniforms : float array of shape (N,)
        Quantiles in [0, 1).
    """
    spread = graph.followers_log10_sd * np.log(10)
    body_share = ndtr(np.log(BODY_END / graph.followers_median) / spread)
    body = graph.followers_median * np.exp(spread * ndtri(np.clip(uniforms, 1e-9, 1 - 1e-9)))
    rest = np.maximum((1 - uniforms) / np.maximum(1 - body_share, 1e-12), 1e-12)  # CCDF in the tail; it may be empty
    near = BODY_END * rest ** (-1 / graph.tail_exponent)
    far_start = (FAR_START / BODY_END) ** -graph.tail_exponent
    far = FAR_START * (rest / far_start) ** (-1 / graph.far_tail_exponent)
    tail = np.where(rest > far_start, near, far)
    return np.floor(np.where(uniforms < body_share, body, tail))


class Followings(NamedTuple):
    """Expected followers of each creator; N rows."""

    total: NDArray[np.float64]
    inside: NDArray[np.float32]  # weight in the follower graph


def draw_followings(keys: NDArray[np.int64], n_initial: int, graph: GraphConfig, streams: Streams) -> Followings:
    """Draw total followers and the expected inside part, which averages ``mean_followees``.

    The inside part is proportional to the total and capped at ``max_inside_share`` of the market.
    """
    total = total_followers(draw_uniforms(keys, streams.key("followers"), 0), graph)
    total[keys >= NEWCOMER] = 0.0
    cap = graph.max_inside_share * n_initial
    share = graph.mean_followees * n_initial / max(total.sum(), 1.0)
    for _ in range(20):  # the cap frees mass that the share must make up for
        inside = np.minimum(total * share, cap)
        share *= graph.mean_followees * n_initial / max(inside.sum(), 1.0)
    return Followings(total, inside.astype(np.float32))


def build_creators(
    keys: NDArray[np.int64],
    main_topic: NDArray[np.int8],
    total: NDArray[np.float64],
    n_inside: NDArray[np.int64],
    content: ContentConfig,
    streams: Streams,
) -> Creators:
    """Draw the publishing side of everybody.

    A share of users may publish; their rates are lognormal, rise with followers, and average to
    ``notes_per_active_day`` over all users who visit (bursts included). Others have the rate that they
    would have, with a minus.
    """
    drawn = streams.key("creator")
    publishes = draw_uniforms(keys, drawn, 0) < content.creator_share
    publishes |= total >= 1000  # whoever has a following has published
    spread = lognormal_mean_one(draw_normals(keys, drawn, 1), content.rate_log_sd)
    rate = spread * (1 + total) ** content.rate_follower_exponent
    per_day = sum(content.burst**k for k in range(MAX_NOTES))  # notes of a day with any
    mean = np.where(publishes, rate, 0.0)[keys < NEWCOMER].mean()
    rate *= content.notes_per_active_day / per_day / max(mean, 1e-12)
    log_total = np.log1p(np.minimum(total, content.skill_follower_cap))
    first_day = keys < NEWCOMER  # so that a longer run, with more newcomers, has the same creators
    skill = content.quality_creator_sd * draw_normals(keys, drawn, 2)
    skill = skill + content.skill_follower_slope * (log_total - log_total[first_day].mean())
    return Creators(
        rate=np.where(publishes, 1, -1).astype(np.float32) * np.minimum(rate, 0.9).astype(np.float32),
        skill=skill.astype(np.float32),
        topic=main_topic.copy(),
        n_notes=np.zeros(len(keys), np.int32),
        outside=np.maximum(total - n_inside, 0).astype(np.float32),
        zeal=np.zeros(len(keys), np.float16),
        average=np.full(len(keys), UNJUDGED, np.float16),
        leanings=np.zeros((len(keys), N_LEANINGS), np.int8),
    )
