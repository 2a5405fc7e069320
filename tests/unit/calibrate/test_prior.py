"""Places, values and scores of parameters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.calibrate.inquiry import at_edge, box_around
from xhs_sim.calibrate.prior import Box, Unknown, unknowns, usual
from xhs_sim.config import ConfigError
from xhs_sim.lab.platform import Platform
from xhs_sim.lab.space import Axis


@given(st.floats(0.0, 1.0), st.booleans())
def test_a_value_has_the_place_that_it_was_made_from(place, is_log):
    unknown = Unknown(name="a", low=0.01, high=0.3, is_log=is_log)
    assert unknown.place_of(unknown.at(place)) == pytest.approx(place, abs=1e-4)


def test_a_logarithm_is_moved_evenly():
    assert Unknown(name="a", low=0.01, high=1.0, is_log=True).at(0.5) == pytest.approx(0.1)


def test_scores_lead_back_and_never_out():
    box = Box(np.array([0.2, 0.0]), np.array([0.6, 1.0]))
    places = np.array([[0.3, 0.5], [0.59, 0.01]])
    assert box.places(box.scores(places)) == pytest.approx(places)
    assert box.holds(box.places(np.array([[-40.0, 40.0]]))).all()


def test_points_are_the_same_however_many_are_asked_for():
    box = Box.whole(3)
    assert np.array_equal(box.points(5, 3), box.points(60, 3)[:5])
    assert not np.array_equal(box.points(5, 3), box.points(5, 4))


def test_the_box_holds_draws_with_room_to_spare_within_the_prior():
    draws = np.column_stack([np.linspace(0.4, 0.6, 101), np.linspace(0.0, 0.3, 101)])
    box = box_around(draws)
    assert box.low == pytest.approx([0.35, 0.0], abs=0.01)
    assert box.high == pytest.approx([0.65, 0.375], abs=0.01)
    assert at_edge(np.full((10, 2), [0.35, 0.0]), box, ["a", "b"]) == ("a",)


@pytest.mark.parametrize("each", [each for part in usual().parameters.values() for each in part], ids=lambda e: e.name)
def test_the_shipped_value_lies_between_the_shipped_bounds(each):
    subject = Platform([])
    assert each.low <= subject.value({}, each.name) <= each.high


def test_what_is_typed_takes_the_place_of_what_is_usual():
    subject = Platform([])
    typed = Axis(name="engage.rates.like", low=0.02, high=0.1)
    assert unknowns(subject, [typed], ["likes"]) == (
        Unknown(name="engage.rates.like", low=0.02, high=0.1, is_log=True),
    )
    assert len(unknowns(subject, [], ["likes", "format"])) >= 5


@pytest.mark.parametrize(
    ("axis", "said"),
    [
        (Axis(name="content.resonance_log_sd", low=0.0, high=9.0), "content.resonance_log_sd"),
        (Axis(name="ranker", choices=("default", "ces")), "ranker is not given as an interval"),
    ],
)
def test_what_cannot_be_moved_is_refused_before_anything_runs(axis, said):
    with pytest.raises(ConfigError, match=said):
        unknowns(Platform([]), [axis], ["likes"])
