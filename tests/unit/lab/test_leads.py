"""Who leads where: counted by cells, and told by one parameter where one tells it."""

from dataclasses import replace

import polars as pl

from xhs_sim.lab.leads import Cell, Leads, _rules
from xhs_sim.lab.led import lead_sentence
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Objective, Standing

GMV = Objective(metric="gmv", better="higher")


def leads(firsts: dict[float, str | None], told: set[float] = frozenset(), n_runs: int = 6, left_out=None) -> Leads:
    points = pl.DataFrame({"point": [str(x) for x in firsts], "leak_share": [*firsts], "problem": None})
    cells = tuple(Cell(i, first, x in told, left_out=left_out or {}) for i, (x, first) in enumerate(firsts.items()))
    return Leads(GMV, cells, tuple(_rules(points, cells)), n_runs)


def test_the_sentence_says_who_stays_first_and_where_another_leads():
    found = leads({x / 10: "pyramid" if x < 6 else "koc_spread" for x in range(2, 15)}, told={0.8, 0.9})
    assert lead_sentence(found, load_words("en")) == (
        "On GMV, KOC spread leads in 9 of 13 cells (told apart from all others in 2). "
        "Where leak_share is below 0.55, Pyramid leads (4 of 4 cells)."
    )
    assert lead_sentence(found, load_words("zh")).startswith("按 GMV，")


def test_where_no_single_number_tells_none_is_named():
    firsts = {x / 10: "pyramid" if x % 3 == 0 else "koc_spread" for x in range(12)}
    found = leads(firsts)
    assert found.rules == ()
    assert "Elsewhere: Pyramid (4)." in lead_sentence(found, load_words("en"))
    several = replace(found, n_parameters=2)
    assert "others lead: Pyramid (4); no single parameter tells where." in lead_sentence(several, load_words("en"))


def test_of_one_parameter_a_single_cell_is_a_rule():
    found = leads({0.0: "noon", 0.6: "evening", 0.7: "evening"})
    assert "Where leak_share is below 0.3, Noon leads (1 of 1 cell)." in lead_sentence(found, load_words("en"))


def test_who_does_not_compete_is_said_with_the_reason():
    out = {"pyramid": Standing.INVALID, "head_heavy": Standing.OUT_OF_RANGE}
    told = lead_sentence(leads({1.0: "koc_spread", 2.0: "koc_spread"}, left_out=out), load_words("en"))
    assert "Pyramid was not carried out as planned in 2 of 2 cells and does not compete there." in told
    assert "Head-heavy is beyond what the model can tell in 2 of 2 cells" in told
    nobody = lead_sentence(leads({1.0: None}, left_out=out), load_words("en"))
    assert "Pyramid was not carried out as planned in 1 of 1 cell" in nobody


def test_all_cells_alike_are_said_so_and_cells_without_a_contest_are_counted():
    assert "stays first in all 3 cells" in lead_sentence(leads(dict.fromkeys((1.0, 2.0, 3.0), "a")), load_words("en"))
    assert "(2 runs of each arm tell nothing apart; 5 may: study.replicates=5)" in lead_sentence(
        leads({1.0: "a"}, n_runs=2), load_words("en")
    )
    assert "No two arms could be compared in 1 of the cells" in lead_sentence(
        leads({1.0: "a", 2.0: None}), load_words("en")
    )
    assert lead_sentence(leads({1.0: None}), load_words("en")) == (
        "In none of 1 cell could two arms be compared on GMV."
    )
