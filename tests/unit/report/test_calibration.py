"""What is said of creators that were left out."""

import polars as pl

from xhs_sim.report.calibration import Calibrated, left_out_sentences
from xhs_sim.report.words import load_words

ROWS = [
    {"figure": "like_gini", "within": 9, "of": 10, "share": 0.92, "worlds": 60},
    {"figure": "like_ln_sd", "within": 7, "of": 10, "share": 0.88, "worlds": 60},
]


def found(**answer):
    return Calibrated({"level": 0.9, **answer}, pl.DataFrame(), pl.DataFrame())


def test_halves_that_foretell_each_other_are_told_by_figure():
    [said] = left_out_sentences(found(left_out=ROWS), load_words("en"))
    assert said == (
        "Each of 10 halves of the accounts was foretold by the other half: 16 of 20 figures lie in their 90% intervals "
        "(likes: Gini 9 of 10, likes: SD of ln(1+likes) 7 of 10); in 60 known worlds 88% to 92% do, by figure."
    )
    [zh] = left_out_sentences(found(left_out=ROWS), load_words("zh"))
    assert "20 个指标中有 16 个" in zh
    assert "10 中有 9" in zh


def test_a_folder_of_before_says_nothing_of_them():
    assert left_out_sentences(found(), load_words("en")) == []
    assert left_out_sentences(found(left_out=[]), load_words("en")) == []
