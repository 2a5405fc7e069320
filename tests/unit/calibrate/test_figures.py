"""Figures of notes, on notes few enough to work them out by hand."""

import numpy as np
import pytest

from xhs_sim.calibrate.figures import FORETOLD, figures_of
from xhs_sim.calibrate.observed import Account


def account(name, followers, likes, is_video, **more):
    counts = {"likes": likes, **more}
    return Account(name, followers, {k: np.array(v, np.float64) for k, v in counts.items()}, np.array(is_video))


def test_level_spread_and_formats():
    """ln(1+likes) are 0, 1, 2 of one account and 3, 4 of another; a video has 1 more than an image of its creator."""
    e = np.e
    one = account("a", 100.0, [0, e - 1, e**2 - 1], [False, True, True])
    notes = [one, account("b", 1000.0, [e**3 - 1, e**4 - 1], [False, True])]
    found = figures_of(notes)
    assert found["like_ln_mean"] == pytest.approx(2.0)
    assert found["like_ln_sd"] == pytest.approx(np.sqrt(2.5))
    assert found["like_zero_share"] == pytest.approx(0.2)
    assert found["like_within_sd"] == pytest.approx(np.sqrt((2 + 0.5) / 3))
    assert found["like_follower_slope"] == pytest.approx(2.5 / np.log(10))
    within = 1.5 * (2 / 3) + 1.0 * 0.5  # differences of formats, weighted by what each account tells
    assert found["like_video_effect"] == pytest.approx(within / (2 / 3 + 0.5))
    assert set(FORETOLD) <= set(found)


def test_others_go_with_likes():
    found = figures_of([account("a", 10.0, [0, 2, 8], [False] * 3, saves=[0, 2, 8])])
    assert found["save_like_slope"] == pytest.approx(1.0)
    assert found["save_ln_mean"] == pytest.approx(found["like_ln_mean"])
    assert np.isnan(found["like_video_effect"])
    assert "comment_ln_mean" not in found


def test_videos_and_images_have_reads_of_their_own():
    """A video is read twice an impression in ten, an image once."""
    shown = {"impressions": [100, 100, 50], "reads": [10, 20, 10]}
    found = figures_of([account("a", 10.0, [1, 2, 3], [False, True, True], **shown)])
    assert found["image_read_rate"] == pytest.approx(0.1)
    assert found["video_read_rate"] == pytest.approx(0.2)
