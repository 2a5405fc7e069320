"""What is best, in a sentence: a lead only where it is told apart, in both languages."""

import polars as pl
import pytest

from xhs_sim.report.figures.optimum import draw_front, draw_optimum, draw_pots
from xhs_sim.report.optimum import Sought, answer_of, notes_of
from xhs_sim.report.words import load_words

SOUGHT = Sought(
    metric="expected_gmv", pots=("koc", "head"), money_cny=100_000.0, baseline="nothing", step=0.1, level=0.95, seeds=6,
    runs=150,
)  # fmt: skip


def table(*, lead=(21e3, 5e3, 37e3), more=(180e3, 120e3, 240e3), behind=(90e3, 40e3, 140e3), is_full=True):
    def row(
        kind, name=None, share=None, gain=(137e3, 120e3, 150e3), more=(None,) * 3, behind=(None,) * 3, at=(1.0, 0.0)
    ):
        keys = ("gain", "gain_low", "gain_high", "more", "more_low", "more_high", "behind", "behind_low", "behind_high")
        return {"kind": kind, "name": name, "share": share, **dict(zip(keys, (*gain, *more, *behind), strict=True)),
                "is_full": None, "runs": 6, "at.koc": at[0], "at.head": at[1]}  # fmt: skip

    curves = [row("curve", pot, x / 4, gain=(1e5 + x * 1e4, 9e4, 1.6e5)) for pot in ("koc", "head") for x in range(5)]
    return pl.DataFrame([
        row("best"), row("arm", "pyramid", more=lead, at=(None, None)),
        row("next", "koc", 1.1, more=more, at=(1.1, 0.0)),
        row("next", "head", 0.1, more=(90e3, -50e3, 150e3), behind=behind, at=(1.0, 0.1)) | {"is_full": is_full},
        row("cut", share=0.8, more=(12e3, 2e3, 22e3), at=(0.8, 0.0)), *curves,
    ], infer_schema_length=None)  # fmt: skip


def test_the_answer_is_what_to_do_what_it_gains_and_where_the_next_money_goes():
    said = answer_of(table(), SOUGHT, load_words("en"))
    assert said == (
        "Put all of it into KOCs: expected GMV +¥137k (¥120k to ¥150k) against Nothing, ¥21k more than Pyramid as it "
        "is written (¥5k to ¥37k). The next ¥10k are best put into KOCs: ¥1.80 for each yuan (¥1.20 to ¥2.40)."
    ).replace("Nothing", load_words("en").arm("nothing"))


def test_in_chinese_too():
    said = answer_of(table(), SOUGHT, load_words("zh"))
    assert said.startswith("投放：全部投给 KOC：")
    assert "再投" in said


@pytest.mark.parametrize(("lead", "said"), [
    ((0.0, None, None), "that is what Pyramid does as it is written"),
    ((2e3, -5e3, 9e3), "not told apart from Pyramid"),
    ((-8e3, -12e3, -4e3), "Pyramid as it is written does better, by ¥8k"),
])  # fmt: skip
def test_a_lead_that_is_none_is_not_claimed(lead, said):
    assert said in answer_of(table(lead=lead), SOUGHT, load_words("en"))


def test_next_money_is_not_called_best_where_it_is_not_told_apart():
    said = answer_of(table(behind=(9e3, -4e4, 6e4)), SOUGHT, load_words("en"))
    assert "may be best put into KOCs" in said
    assert "not told apart from top creators" in said
    none = answer_of(table(more=(2e4, -4e4, 8e4)), SOUGHT, load_words("en"))
    assert "nothing that is told from nothing" in none


def test_what_is_full_and_what_a_cut_costs_is_told():
    notes = " ".join(notes_of(table(), SOUGHT, load_words("en")))
    assert "Full: top creators" in notes
    assert "costs ¥12k (¥2k to ¥22k)" in notes


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("draw", [draw_optimum, draw_pots])
def test_figures_open_with_the_finding(draw, language):
    figure = draw(table(), SOUGHT, load_words(language))
    assert figure.title
    assert len(figure.axes) == 2


def test_money_that_changes_nothing_is_not_called_full():
    frame = table().with_columns(
        more=pl.when(pl.col("name") == "head").then(0.0).otherwise("more"),
        more_low=pl.when(pl.col("name") == "head").then(None).otherwise("more_low"),
    )
    notes = " ".join(notes_of(frame, SOUGHT, load_words("en")))
    assert "change nothing in: top creators" in notes
    assert "Full" not in notes


def test_a_pot_that_surely_brings_something_is_named_beside_one_that_may_bring_more():
    frame = table(more=(2e5, -4e4, 4e5)).with_columns(
        more_low=pl.when(pl.col("name") == "head").then(5e4).otherwise("more_low")
    )
    said = answer_of(frame, SOUGHT, load_words("en"))
    assert "surely bring something in top creators" in said
    assert "in KOCs they may bring more" in said


def test_a_front_tells_how_far_its_plans_lie_apart_and_leaves_out_what_is_beaten():
    rows = [(True, 9e4, 900.0), (True, 12e4, 500.0), (False, 8e4, 400.0)]
    front = pl.DataFrame([
        {"is_on_front": stays, "expected_gmv": gmv, "expected_gmv_low": gmv - 1e3, "expected_gmv_high": gmv + 1e3,
         "reach": reach, "reach_low": reach - 9, "reach_high": reach + 9}
        for stays, gmv, reach in rows
    ])  # fmt: skip
    title = draw_front(front, ["expected_gmv", "reach"], SOUGHT, load_words("en")).title
    assert title.startswith("2 plans between which only a choice of goals can tell: expected GMV from ¥90k to ¥120k")
    assert "from 900 to 500" in title
