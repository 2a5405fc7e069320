"""What notes of some accounts show in a few numbers: level, spread, inequality, formats, and what goes with likes.

The same function reads real and simulated notes, so that nothing depends on how a figure is defined.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..metrics.distribution import gini, top_share
from .observed import Account

Array = NDArray[np.float64]
_OTHERS: Final = {"saves": "save", "comments": "comment", "shares": "share"}
FORETOLD: Final = (  # of likes, which a posterior must foretell of creators left out
    "like_ln_mean",
    "like_ln_sd",
    "like_gini",
    "like_top_10_share",
    "like_video_effect",
)


def figures_of(accounts: Sequence[Account]) -> dict[str, float]:
    """Return the figures of some accounts' notes; NaN where there is nothing to tell one from.

    Parameters
    ----------
    accounts : sequence of Account
        All with the same counts.
    """
    counts = {name: np.concatenate([each.counts[name] for each in accounts]) for name in accounts[0].counts}
    is_video = np.concatenate([each.is_video for each in accounts])
    owner = np.repeat(np.arange(len(accounts)), [each.n for each in accounts])
    followers = np.log(np.array([each.followers for each in accounts]))
    likes = counts["likes"]
    figures = _of_likes(likes, owner, followers) | _of_formats(np.log1p(likes), owner, is_video)
    for name, short in _OTHERS.items():
        if name in counts:
            figures |= _beside_likes(np.log1p(counts[name]), np.log1p(likes), short)
    if "impressions" in counts:
        figures |= _of_impressions(counts, is_video)
    return figures


def _of_likes(likes: Array, owner: NDArray[np.intp], followers: Array) -> dict[str, float]:
    logs, whole = np.log1p(likes), np.sort(np.rint(likes).astype(np.int64))
    n = np.bincount(owner).astype(np.float64)
    means = np.bincount(owner, logs) / n
    within = float(((logs - means[owner]) ** 2).sum() / max(len(logs) - len(n), 1))
    slope = _slope(followers, means, np.sqrt(n))
    return {
        "like_ln_mean": float(logs.mean()), "like_ln_sd": float(logs.std(ddof=1)),
        "like_zero_share": float((whole == 0).mean()), "like_100_share": float((whole >= 100).mean()),
        "like_gini": _known(gini(whole)), "like_top_10_share": _known(top_share(whole, 0.1)),
        "like_within_sd": float(np.sqrt(within)), "like_follower_slope": slope,
    }  # fmt: skip


def _of_formats(logs: Array, owner: NDArray[np.intp], is_video: NDArray[np.bool_]) -> dict[str, float]:
    """Return how much more a video has than an image of the same creator (least squares within creators)."""
    video = is_video.astype(np.float64)
    n = np.bincount(owner)
    x = video - (np.bincount(owner, video) / n)[owner]
    y = logs - (np.bincount(owner, logs) / n)[owner]
    squares = float(x @ x)
    return {"like_video_effect": float(x @ y) / squares if squares > 1e-9 else np.nan}


def _beside_likes(logs: Array, likes: Array, short: str) -> dict[str, float]:
    return {
        f"{short}_ln_mean": float(logs.mean()), f"{short}_ln_sd": float(logs.std(ddof=1)),
        f"{short}_like_slope": _slope(likes, logs, np.ones(len(logs))),
    }  # fmt: skip


def _of_impressions(counts: Mapping[str, Array], is_video: NDArray[np.bool_]) -> dict[str, float]:
    """Impressions, and reads over them: images and videos apart, as a video is read without a click on a cover."""
    shown = np.log1p(counts["impressions"])
    figures = {"impression_ln_mean": float(shown.mean()), "impression_ln_sd": float(shown.std(ddof=1))}
    if "reads" in counts:
        for name, rows in (("image", ~is_video), ("video", is_video)):
            of = counts["impressions"][rows].sum()
            figures[f"{name}_read_rate"] = float(counts["reads"][rows].sum() / of) if of > 0 else np.nan
    return figures


def _slope(x: Array, y: Array, weight: Array) -> float:
    x, y = x - np.average(x, weights=weight), y - np.average(y, weights=weight)
    squares = float((weight * x) @ x)
    return float((weight * x) @ y) / squares if squares > 1e-9 else np.nan


def _known(value: float | None) -> float:
    return np.nan if value is None else value
