"""Targets as they are typed."""

import pytest

from xhs_sim.calibrate.aims import Aim, read_aims
from xhs_sim.config import ConfigError
from xhs_sim.study.targets import load_targets


def test_typed_with_its_error_or_shipped():
    ctr, likes = read_aims(["ctr:0.08±0.01,feed_like_rate"])
    assert ctr == Aim("ctr", 0.08, 0.01)
    shipped = next(each for each in load_targets().targets if each.metric == "feed_like_rate")
    assert likes.value == pytest.approx((shipped.low + shipped.high) / 2)
    assert likes.sd == pytest.approx((shipped.high - shipped.low) / 2 / 1.645, rel=1e-3)
    assert read_aims(["ctr:0.08+-0.01"]) == (ctr,)


def test_all_are_all_shipped_ones():
    assert len(read_aims(["all"])) == len(load_targets().targets)


@pytest.mark.parametrize(
    ("text", "said"),
    [("cttr", "near it: ctr"), ("ctr:0.08", "cannot be read"), ("ctr:0.08±0", "above 0"), ("roas", "no shipped range")],
)
def test_what_is_no_target_is_refused(text, said):
    with pytest.raises(ConfigError, match=said):
        read_aims([text])
