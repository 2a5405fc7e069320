"""The loss of a calibration: distances in half ranges, what counts less, and what a figure is compared by."""

import numpy as np
import pytest

from xhs_sim.study.loss import FAR, Aims
from xhs_sim.study.targets import Target, Targets


def target(metric="ctr", low=0.06, high=0.10, confidence="high"):
    return Target(
        metric=metric, target=(low + high) / 2, low=low, high=high, unit="share", source="made up",
        confidence=confidence, kind="calibrated", group="rates",
    )  # fmt: skip


def loss(figures, *targets, leave_out=()):
    aims = Aims.of(Targets((), targets), leave_out)
    return aims.losses(aims.values_of(figures)).sum()


@pytest.mark.parametrize(
    ("value", "expected"), [(0.08, 0.0), (0.095, 0.0), (0.10, 0.04), (0.12, 1.44), (0.04, 1.44), (None, FAR**2)]
)
def test_loss_is_the_square_beyond_most_of_the_range(value, expected):
    assert loss({"ctr": value}, target()) == pytest.approx(expected)


def test_weak_figures_count_less_and_some_not_at_all():
    both = target(confidence="low"), target("likes")
    assert loss({"ctr": 0.12, "likes": 0.12}, *both) == pytest.approx(1.25 * 1.44)
    assert loss({"ctr": 0.12, "likes": 0.12}, *both, leave_out=["likes"]) == pytest.approx(0.25 * 1.44)


def test_a_hopeless_target_does_not_drown_the_rest():
    assert FAR**2 < loss({"ctr": 55.0}, target()) < 2 * FAR**2


def test_what_is_far_off_still_tells_the_way():
    assert loss({"ctr": 0.9}, target()) < loss({"ctr": 0.91}, target())


def test_ends_of_a_range_are_one_half_range_away_whether_it_lies_above_0_or_not():
    aims = Aims.of(Targets((), (target(), target("slope", -0.1, 0.3))))
    assert aims.to_unit(aims.low) == pytest.approx([-1.0, -1.0])
    assert aims.to_unit(aims.high) == pytest.approx([1.0, 1.0])
    assert aims.to_unit(np.array([np.sqrt(0.06 * 0.10), 0.1])) == pytest.approx([0.0, 0.0])
    assert aims.from_unit(aims.to_unit(np.array([0.3, -2.0]))) == pytest.approx([0.3, -2.0])
