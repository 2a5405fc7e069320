"""The title of a sweep's picture says who leads, whether that is told apart, and where another leads."""

import polars as pl
import pytest

from xhs_sim.cli.sweep_drawn import lead_title, plain
from xhs_sim.lab.leads import Cell, Leads, _rules
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Objective

LEAKS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
MEANINGS = {"commerce.leak_share": "bought in another shop"}


def leads(told: int, n_runs: int = 6) -> Leads:
    points = pl.DataFrame({"point": [str(leak) for leak in LEAKS], "commerce.leak_share": LEAKS, "problem": None})
    firsts = ["pyramid" if leak < 0.55 else "koc_spread" for leak in LEAKS]
    cells = tuple(Cell(i, first, i > 6 - told) for i, first in enumerate(firsts))
    return Leads(Objective(metric="gmv", better="higher"), cells, tuple(_rules(points, cells)), n_runs)


def test_the_title_says_who_leads_and_where_another_does_by_what_the_number_means():
    assert lead_title(leads(told=2), load_words("en"), MEANINGS) == (
        "On GMV, KOC spread leads in 4 of 7 cells (told apart in 2); "
        "where leak_share (bought in another shop) is below 0.55, Pyramid leads"
    )
    assert lead_title(leads(told=2), load_words("zh"), {"commerce.leak_share": "流失到其他店铺的订单"}) == (
        "按 GMV，KOC 铺量在 7 个格子中的 4 个领先（其中 2 个分得开）；"
        "leak_share（流失到其他店铺的订单）低于 0.55 时，金字塔领先"
    )


def test_a_long_meaning_stays_out_of_the_title():
    assert "where leak_share is below" in lead_title(leads(told=2), load_words("en"), {"commerce.leak_share": "x" * 33})


def test_a_title_never_says_more_than_runs_tell():
    assert "(told apart in all)" in lead_title(leads(told=4), load_words("en"), {})
    assert "(nowhere told apart)" in lead_title(leads(told=0), load_words("en"), {})
    assert "(too few runs to be sure)" in lead_title(leads(told=0, n_runs=2), load_words("en"), {})


@pytest.mark.parametrize(
    ("value", "text"),
    [(110_000.0, "110000"), (0.55, "0.55"), (0.1 + 0.2, "0.3"), (1.5e-5, "0.000015"), (3, "3"), ("ces", "ces")],
)
def test_values_stand_as_they_would_be_typed(value: object, text: str):
    assert plain(value) == text
