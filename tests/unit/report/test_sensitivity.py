import polars as pl
import pytest

from xhs_sim.report import draw_sensitivity
from xhs_sim.report.sensitivity import Asked, answer_of, notes_of, share_of
from xhs_sim.report.words import load_words

GAIN = Asked(output="gain", arm="koc_spread", over="nothing", metric="expected_gmv")
BLOCKS = {"morris": 4, "sobol": 32}
EN, ZH = load_words("en"), load_words("zh")


def table(shares, effects=(), *, failed=0):
    """Shares and effects by parameter: value, low, high."""
    rows = [
        (name, method, measure, "gain", *each, 32 if method == "sobol" else 4, failed)
        for method, measure, found in (
            ("sobol", "S1", shares),
            ("sobol", "ST", shares),
            ("morris", "mu_star", dict(effects)),
        )
        for name, each in found.items()
    ]
    schema = ["parameter", "method", "measure", "output", "value", "low", "high", "n", "failed"]
    return pl.DataFrame(rows, schema=schema, orient="row")


DECIDED = {
    "commerce.leak_share": (0.58, 0.41, 0.7), "feed.ladder.bar": (0.15, 0.06, 0.3),
    "commerce.cart_rate": (0.0, 0.0, 0.1), "luck": (0.2, 0.1, 0.3),
}  # fmt: skip


def test_the_answer_names_what_decides_its_share_with_interval_the_second_and_luck():
    assert answer_of(table(DECIDED), GAIN, EN) == (
        "What decides the gain of KOC spread over No campaign in expected GMV is commerce.leak_share (bought in "
        "another shop): 58% (41% to 70%) of its variance by itself; feed.ladder.bar comes second (15%); luck of the "
        "seed has a part in 20% (10% to 30%)."
    )
    assert answer_of(table(DECIDED), GAIN, ZH).startswith("决定“KOC 铺量”相对“不投放”的期望 GMV 增量的是 commerce.l")


def test_what_is_not_told_apart_from_the_first_is_said_so():
    told = answer_of(table(DECIDED | {"feed.ladder.bar": (0.4, 0.2, 0.6)}), GAIN, EN)
    assert told.startswith("What most decides the gain")
    assert "not told apart from it: feed.ladder.bar; luck" in told
    assert "second" not in told


def test_where_luck_decides_no_parameter_is_said_to():
    shares = {"commerce.leak_share": (0.1, 0.0, 0.3), "luck": (0.8, 0.6, 0.9)}
    assert answer_of(table(shares), GAIN, EN).startswith("Luck of the seed decides the gain of KOC spread")
    open_ones = {"commerce.leak_share": (0.3, 0.0, 0.6), "luck": (0.2, 0.0, 0.5)}
    assert "is not told by 32 blocks" in answer_of(table(open_ones), GAIN, EN)


def test_what_the_seed_has_no_part_in_is_said():
    assert answer_of(table(DECIDED | {"luck": (0.0, 0.0, 0.0)}), GAIN, EN).endswith("; the seed has no part in it.")


@pytest.mark.parametrize(("words", "told"), [(EN, "Nothing that was moved changes the gain"), (ZH, "都不影响")])
def test_what_nothing_moves_has_nothing_that_decides(words, told):
    still = table({"commerce.leak_share": (0.0, None, None), "luck": (0.0, None, None)})
    assert told in answer_of(still, GAIN, words)


@pytest.mark.parametrize(
    ("share", "told"),
    [
        ((0.97, 0.69, 1.0), "97% (69% to 100%)"),
        ((1.0, 1.0, 1.0), "100%"),
        ((0.0, None, None), "0%"),
        ((1.0, 0.9968, 1.0), "100% (99.7% to 100%)"),
    ],
)
def test_an_interval_is_told_unless_there_is_none_and_never_as_one_without_width(share, told):
    assert share_of(dict(zip(("value", "low", "high"), share, strict=True)), EN) == told


def test_one_that_was_left_out_is_told_in_the_singular():
    [note] = notes_of(table(DECIDED, failed=1), GAIN, EN, blocks=BLOCKS)
    assert note == "1 point has no output; its block is left out: 32 of 32 count."


@pytest.mark.parametrize("words", [EN, ZH])
def test_notes_tell_the_screening_and_what_failed_runs_took_with_them(words):
    effects = {"commerce.leak_share": (9.0, 8.0, 10.0), "feed.ladder.bar": (1.0, 0.5, 1.5), "luck": (2.0, 1.0, 3.0)}
    screened, morris, sobol = notes_of(table(DECIDED, effects, failed=2), GAIN, words, blocks=BLOCKS)
    assert "2" in screened
    assert "1" in screened
    assert "commerce.leak_share" in screened
    assert "4" in morris
    assert "32" in sobol
    assert notes_of(table(DECIDED), GAIN, words, blocks=BLOCKS) == []


@pytest.mark.parametrize(("words", "said"), [(EN, "1 of the screened moved it by the same"), (ZH, "有 1 个在")])
def test_effects_that_are_alike_in_every_trial_are_told_to_have_no_interval(words, said):
    effects = {"commerce.leak_share": (9.0, 8.0, 10.0), "feed.ladder.bar": (0.0, None, None), "luck": (2.0, 1.0, 3.0)}
    screened, alike = notes_of(table(DECIDED, effects), GAIN, words, blocks=BLOCKS)
    assert said in alike
    assert "0" in screened.split("。")[0].split(";")[-1]  # surely less than luck is none of them
    assert draw_sensitivity(table(DECIDED, effects), GAIN, words, level=0.95) is not None


def test_what_is_counted_by_extra_yuan_is_said_so():
    asked = Asked(output="gap", arm="pyramid", over="koc_spread", metric="gmv", by_extra_yuan=True)
    assert asked.told(EN) == "the distance of Pyramid to KOC spread in GMV per extra yuan"
    assert "每增投一元" in asked.told(ZH)


EFFECTS = {
    "commerce.leak_share": (9.0, 5.0, 13.0), "feed.ladder.bar": (6.0, 2.0, 10.0), "commerce.cart_rate": (5.0, 3.0, 7.0),
    "luck": (1.0, None, None),
}  # fmt: skip


@pytest.mark.parametrize(("high", "is_told"), [(8.0, True), (4.9, False)])
def test_what_was_held_still_though_the_screening_does_not_tell_it_from_what_was_moved_is_said(high, is_told):
    effects = EFFECTS | {"commerce.visit_rate": (4.0, 1.0, high)}
    told = answer_of(table(DECIDED, effects), GAIN, EN)
    still = " That is with commerce.visit_rate held still, which the screening does not tell from them: --strongest 4"
    assert (still in told) is is_told
    assert ("commerce.visit_rate 保持原值" in answer_of(table(DECIDED, effects), GAIN, ZH)) is is_told


def test_many_that_were_held_still_are_counted_after_the_first():
    effects = EFFECTS | {
        f"feed.ladder.{name}": (4.0, 1.0, 8.0) for name in ("luck", "bar_step", "hot_step", "guarantee")
    }
    told = answer_of(table(DECIDED, effects), GAIN, EN)
    assert "feed.ladder.luck, feed.ladder.bar_step, feed.ladder.hot_step and 1 more held still" in told
    assert "--strongest 7 takes in all" in told
