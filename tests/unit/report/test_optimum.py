"""What is best, in a sentence: a lead only where it is told apart, in both languages."""

from dataclasses import replace

import polars as pl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

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
    assert "6 seeds can't tell what the next ¥10k would bring, into whatever pot (most in top creators: " in none
    assert "−¥0.500 to +¥1.50 a yuan)" in none
    assert "仅凭 6 个随机种子" in answer_of(table(more=(2e4, -4e4, 8e4)), SOUGHT, load_words("zh"))


def exact():
    """Return what a function without noise answers: each seed says the same."""
    frame, bounds = table(more=(42.0,) * 3, behind=(5.0,) * 3, is_full=False), ("gain", "more")
    frame = frame.filter(pl.col("kind") != "arm").with_columns(
        more=pl.when(pl.col("name") == "head").then(37.0).otherwise("more"),
        gain=pl.when(pl.col("kind") == "curve").then("gain").otherwise(128.0),
    )
    alike = [
        pl.when(pl.col("kind") == "curve").then(f"{name}_{end}").otherwise(name).alias(f"{name}_{end}")
        for name in bounds for end in ("low", "high")
    ]  # fmt: skip
    return frame.with_columns(alike)


FUNCTION = replace(SOUGHT, metric="value", money_cny=None, baseline=None)


def test_what_every_seed_says_is_told_as_certain_and_next_money_in_one_measure():
    words = load_words("en")
    assert answer_of(exact(), FUNCTION, words) == (
        "Put all of it into KOCs: value 128 (the same for every seed). The next 10% of the money are best put into "
        "KOCs: 4.20 (the same for every seed)."
    )
    assert "costs 12k (the same for every seed)" in " ".join(notes_of(exact(), FUNCTION, words))
    figure = draw_optimum(exact(), FUNCTION, words)
    drawn = " ".join(text.get_text() for text in figure.findobj(Text))
    assert "each with the same values: hence no intervals" in drawn
    assert "95% intervals" not in drawn
    assert "What the next 10% of the money bring" in drawn
    assert "95% intervals, 6 fresh seeds" in " ".join(
        text.get_text() for text in draw_optimum(table(), SOUGHT, words).findobj(Text)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_names_of_pots_keep_within_the_edge_of_the_title(language):
    frame = table().with_columns(pl.col("name").replace({"head": "waist"})).rename({"at.head": "at.waist"})
    figure = draw_optimum(frame, replace(SOUGHT, pots=("koc", "waist")), load_words(language))
    renderer = FigureCanvasAgg(figure).get_renderer()
    names = [label.get_window_extent(renderer) for label in figure.axes[0].get_yticklabels()]
    assert min(name.x0 for name in names) >= min(text.get_window_extent(renderer).x0 for text in figure.texts) - 1.0


@pytest.mark.parametrize("average", [0.05, 0.45, 0.55, 1.0])
def test_the_name_of_the_average_is_never_cut(average):
    frame = table().with_columns(
        gain=pl.when(pl.col("kind") == "best").then(average * 240e3).otherwise("gain"),
        more=pl.when(pl.col("name") == "head").then(0.0).otherwise("more"),
    )
    figure = draw_optimum(frame, SOUGHT, load_words("en"))
    name = next(text for text in figure.findobj(Text) if text.get_text() == "average of all money")
    place = name.get_window_extent(FigureCanvasAgg(figure).get_renderer())
    assert place.x0 >= 0.0
    assert place.x1 <= figure.bbox.x1


@pytest.mark.parametrize(("cut", "said"), [
    ((12e3, -2e3, 26e3), "6 seeds can't tell what that costs (−¥2k to +¥26k)"),
    ((-12e3, -22e3, -2e3), "that even brings ¥12k more (¥2k to ¥22k)"),
    ((0.0, None, None), "that costs nothing"),
])  # fmt: skip
def test_a_cut_costs_what_the_seeds_say(cut, said):
    is_cut = pl.col("kind") == "cut"
    keys = zip(("more", "more_low", "more_high"), cut, strict=True)
    frame = table().with_columns(pl.when(is_cut).then(pl.lit(value)).otherwise(key).alias(key) for key, value in keys)
    assert said in " ".join(notes_of(frame, SOUGHT, load_words("en")))


def test_next_money_that_surely_brings_nothing_is_not_called_unknown():
    lost = (-3e4, -5e4, -1e4)
    frame = table(more=lost).with_columns(
        pl.when(pl.col("name") == "head").then(value).otherwise(key).alias(key)
        for key, value in (("more", 0.0), ("more_low", None), ("more_high", None))
    )
    assert "The next ¥10k would bring nothing, into whatever pot." in answer_of(frame, SOUGHT, load_words("en"))


def test_what_is_full_and_what_a_cut_costs_is_told():
    notes = " ".join(notes_of(table(), SOUGHT, load_words("en")))
    assert "Full: top creators" in notes
    assert "costs ¥12k (¥2k to ¥22k)" in notes
    notes = " ".join(notes_of(table().with_columns(is_full=pl.lit(value=True)), SOUGHT, load_words("en")))
    assert "Full" not in notes
    assert "in every pot the next of it surely brings less than half" in notes


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
