"""Creators at day 0: how many followers they have, how often they post, how good they are.

Followers are people, and follow the platform's known distribution (lognormal body, Pareto tails) as far as a market has
people: nobody in it has more followers than there are others. What all have together is what all follow, so the mean
number of followees comes of it.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from ..config.schema import ContentConfig, GraphConfig
from ..config.schema.graph import BODY_END, FAR_START
from ..rng import Streams
from .columns import MAX_NOTES, N_LEANINGS, UNJUDGED, Creators
from .population import NEWCOMER, draw_normals, draw_uniforms, lognormal_mean_one


def followers_at(uniforms: NDArray[np.float64], graph: GraphConfig) -> NDArray[np.float64]:
    """Return followers by quantile, of the platform.

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


def draw_numbers_of_followers(keys: NDArray[np.int64], graph: GraphConfig, streams: Streams) -> NDArray[np.int64]:
    """Draw how many followers each of the people of day 0 has, none more than there are others."""
    most = graph.most_followers(len(keys))
    quantiles = draw_uniforms(keys, streams.key("followers"), 0) * (1.0 - graph.share_with_more(most))
    return np.minimum(followers_at(quantiles, graph), most).astype(np.int64)


def build_creators(
    keys: NDArray[np.int64],
    main_topic: NDArray[np.int8],
    followers: NDArray[np.int64],
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
    publishes |= followers >= 1000  # whoever has a following has published
    spread = lognormal_mean_one(draw_normals(keys, drawn, 1), content.rate_log_sd)
    rate = spread * (1.0 + followers) ** content.rate_follower_exponent
    per_day = sum(content.burst**k for k in range(MAX_NOTES))  # notes of a day with any
    mean = np.where(publishes, rate, 0.0)[keys < NEWCOMER].mean()
    rate *= content.notes_per_active_day / per_day / max(mean, 1e-12)
    log_total = np.log1p(np.minimum(followers, content.skill_follower_cap))
    first_day = keys < NEWCOMER  # so that a longer run, with more newcomers, has the same creators
    skill = content.quality_creator_sd * draw_normals(keys, drawn, 2)
    skill = skill + content.skill_follower_slope * (log_total - log_total[first_day].mean())
    return Creators(
        rate=np.where(publishes, 1, -1).astype(np.float32) * np.minimum(rate, 0.9).astype(np.float32),
        skill=skill.astype(np.float32),
        topic=main_topic.copy(),
        n_notes=np.zeros(len(keys), np.int32),
        followers=followers.astype(np.int32),
        zeal=np.zeros(len(keys), np.float16),
        average=np.full(len(keys), UNJUDGED, np.float16),
        leanings=np.zeros((len(keys), N_LEANINGS), np.int8),
    )
