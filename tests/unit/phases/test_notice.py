"""Readers notice what is paid and does not say so: the more, the more of it they read."""

import numpy as np
import pytest

from xhs_sim.config import load_config
from xhs_sim.phases.notice import notice_chance

LAW = load_config().react.unlabelled.model_copy(update={"notice": 0.2})


def test_each_read_of_such_a_note_is_noticed_by_itself():
    assert notice_chance(np.array([0, 1, 2]), 1.0, LAW) == pytest.approx([0.0, 0.2, 1 - 0.8**2])


def test_a_read_counts_by_the_share_of_such_notes_among_the_brands_reads():
    assert notice_chance(np.array([4]), 0.5, LAW) == pytest.approx(notice_chance(np.array([2]), 1.0, LAW))
    assert notice_chance(np.array([4]), 0.0, LAW) == pytest.approx([0.0])


def test_whoever_cannot_tell_notices_nothing():
    assert not notice_chance(np.arange(9), 1.0, LAW.model_copy(update={"notice": 0.0})).any()
