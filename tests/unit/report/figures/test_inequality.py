"""Who is seen: the Gini coefficient by hand, and a picture of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_example import write_experiment

from xhs_sim.report.figures import FIGURES
from xhs_sim.report.figures.inequality import gini
from xhs_sim.report.read import read_experiment
from xhs_sim.report.words import load_words


@pytest.mark.parametrize(("shown", "known"), [([1, 1, 1, 1], 0.0), ([0, 0, 0, 1], 0.75), ([1, 3], 0.25)])
def test_known_cases(shown, known):
    assert gini(np.array(shown, dtype=float)) == pytest.approx(known)


@given(st.lists(st.floats(0.01, 1e6), min_size=2, max_size=30))
def test_it_is_half_the_mean_difference_over_the_mean(values):
    shown = np.sort(np.array(values))
    apart = np.abs(shown[:, None] - shown[None, :]).mean()
    assert gini(shown) == pytest.approx(apart / (2 * shown.mean()), abs=1e-9)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_drawn_where_notes_were_kept(tmp_path, language):
    evidence, _ = read_experiment(write_experiment(tmp_path, replicates=2), [])
    figure = FIGURES["inequality"](evidence, load_words(language))
    assert "1%" in figure.title
    assert "%" in figure.title.replace("1%", "", 1)
