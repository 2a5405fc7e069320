"""Reasons of a verdict in words, where what they are made of may be missing."""

from types import SimpleNamespace
from typing import cast

import pytest

from xhs_sim.report.phrases import Phrases
from xhs_sim.report.reasons import lines_off
from xhs_sim.report.words import load_words
from xhs_sim.verdict import LineDelivered


@pytest.mark.parametrize(
    ("language", "untold"), [("en", "what was paid is not what was planned"), ("zh", "实际付款与计划不符")]
)
def test_a_verdict_of_old_without_lines_still_says_what_is_wrong(language, untold):
    phrases = cast(Phrases, SimpleNamespace(words=load_words(language)))
    assert lines_off((), phrases) == untold
    told = lines_off((LineDelivered(line="head", planned=0.7, delivered=0.0),), phrases)
    assert "70%" in told
    assert untold not in told
