"""Titles of figures render the verdict, and rank nothing of their own."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
import yaml
from report_example import ARMS, write_experiment
from report_verdict import write_verdict

from xhs_sim.cli.verdict import own_way
from xhs_sim.config import load_config
from xhs_sim.report.evidence import Evidence
from xhs_sim.report.read import read_experiment
from xhs_sim.report.titles import focus, moves, pays, verdict_title
from xhs_sim.report.words import load_words
from xhs_sim.verdict import Judgement, judge, read_cases

EN, ZH = load_words("en"), load_words("zh")
CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "verdicts.yaml").read_text(encoding="utf-8"))
TITLES = {
    "the objective decides, not GMV": "Craft leads on",
    "the baseline wins": "Noon, the baseline, stays ahead on impressions per note",
    "equal integers are no finding": "Orders: too few runs for a finding (2)",
    "spend differs, so totals do not rank": "Cheap leads on GMV per extra yuan",
    "it does not pay": "Own room, the baseline, stays ahead on brand's profit",
    "two arms were one plan": "Reach: no arm happened as planned",
    "equal arms, five runs": "Engagements against “No campaign”: better with A, B",
    "lower is better": "Boosted leads on cost per read",
    "outside what the model can tell": "GMV: outside what the model can tell",
}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """A judged experiment."""
    return read_experiment(write_verdict(write_experiment(tmp_path_factory.mktemp("out"), replicates=5)), [])[0]


def judged(name: str) -> Judgement:
    """The verdict on a case of the file."""
    (case,) = read_cases([case for case in CASES if case["name"] == name], own_way)
    return judge(case, load_config([]).study.judging)


@pytest.mark.parametrize("name", TITLES)
def test_the_title_says_what_the_verdict_says(example: Evidence, name: str) -> None:
    judgement = judged(name)
    arms = tuple(judgement.main.arms)
    evidence = replace(example, judgement=judgement, arms=arms, baseline=judgement.main.baseline)
    title = verdict_title(evidence, EN)
    assert title.lower().startswith(TITLES[name].lower())
    assert "–" not in verdict_title(evidence, ZH)
    assert focus(evidence) in evidence.treated


def test_a_leader_of_those_carried_out_is_titled_so(example: Evidence) -> None:
    judgement = judged("spend differs, so totals do not rank")
    main = replace(judgement.main, invalid=("dear",))
    evidence = replace(example, judgement=Judgement(verdicts=(main,)), arms=tuple(main.arms), baseline="nothing")
    assert verdict_title(evidence, EN).startswith("Carried out as planned, Cheap leads on GMV")
    assert "按计划执行的方案中" in verdict_title(evidence, ZH)


def test_pictures_of_one_arm_are_of_one_that_counts(example: Evidence) -> None:
    judgement = judged("equal arms, five runs")
    main = replace(judgement.main, invalid=("a",), reasons=())
    evidence = replace(example, judgement=Judgement(verdicts=(main,)), arms=tuple(main.arms), baseline="nothing")
    assert focus(evidence) == "b"
    tied = replace(evidence, judgement=judgement, arms=("nothing", "other", "a", "b"))
    assert focus(tied) == "a"


def moved(example: Evidence, **bounds: tuple[float, float] | int) -> Evidence:
    """The example with these intervals of reach; ``n`` are its pairs."""
    n = bounds.pop("n", 5)
    rows = [
        {"metric": "reach", "brand": example.brand, "arm": arm, "baseline": 9.0, "diff": (low + high) / 2,
         "ci_low": low, "ci_high": high, "n_pairs": n}
        for arm, (low, high) in bounds.items()
    ]  # fmt: skip
    return replace(example, effects=pl.DataFrame(rows))


def test_other_metrics_tell_gains_as_gains_and_losses_as_losses(example: Evidence) -> None:
    evidence = moved(example, head_heavy=(1.0, 3.0), pyramid=(-3.0, -1.0), koc_spread=(-1.0, 1.0))
    told = "higher with Head-heavy; lower with Pyramid; open for KOC spread"
    assert moves(evidence, "reach", EN) == f"Reach against “No campaign”: {told}"
    assert moves(evidence, "reach", ZH) == "触达人数，与“不投放”相比：头部为主更高；金字塔更低；KOC 铺量尚无定论"


def test_two_losses_are_not_told_as_no_change(example: Evidence) -> None:
    evidence = moved(example, head_heavy=(-3.0, -1.0), pyramid=(-3.0, -1.0))
    assert moves(evidence, "reach", EN).endswith("lower with Head-heavy, Pyramid")


def test_without_a_move_or_with_few_runs_nothing_is_found(example: Evidence) -> None:
    still = {"head_heavy": (-1.0, 1.0), "pyramid": (-2.0, 1.0)}
    assert moves(moved(example, **still), "reach", EN) == "Reach: no arm can be told from the baseline"
    sure = {"head_heavy": (1.0, 3.0)}
    assert moves(moved(example, **sure, n=4), "reach", EN) == "Reach: too few runs for a finding (4)"
    assert moves(moved(example, **sure), "orders", EN) == "Orders"


def test_a_difference_too_small_to_matter_is_not_named(example: Evidence) -> None:
    few = moved(example, head_heavy=(-30.0, -10.0), pyramid=(-40.0, 20.0), koc_spread=(-900.0, -700.0))
    evidence = replace(few, effects=few.effects.with_columns(baseline=pl.lit(100_000.0)))
    told = "lower with KOC spread; no difference that matters with Head-heavy, Pyramid"
    assert moves(evidence, "reach", EN) == f"Reach against “No campaign”: {told}"
    alike = replace(evidence, effects=evidence.effects.head(2))
    assert moves(alike, "reach", EN) == "Reach: no difference to “No campaign” that matters"
    assert moves(alike, "reach", ZH) == "触达人数：与“不投放”相比，没有值得一提的差别"
    wide = moved(example, head_heavy=(-900.0, -10.0))  # by how much is open, and so is whether it matters
    wide = replace(wide, effects=wide.effects.with_columns(baseline=pl.lit(100_000.0)))
    assert moves(wide, "reach", EN) == "Reach: no arm can be told from the baseline"


@pytest.mark.parametrize(
    ("low", "high", "title"),
    [
        (1e3, 2e3, "less than it cost with Pyramid"),
        (12e3, 2e4, "more than it cost with Pyramid"),
        (5e3, 15e3, "is open"),
    ],
)
def test_money_that_comes_back_is_held_against_its_cost_in_what_is_drawn(
    example: Evidence, low: float, high: float, title: str
) -> None:
    gain = moved(example, pyramid=(low, high)).effects.with_columns(metric=pl.lit("expected_gmv"))
    spend = gain.with_columns(metric=pl.lit("spend"), baseline=0.0, diff=10_000.0)
    other = gain.with_columns(metric=pl.lit("iroas"), diff=1.0, ci_low=0.5, ci_high=1.5)  # open on what is not drawn
    evidence = replace(example, judgement=None, outcomes=("expected_gmv",), effects=pl.concat([gain, spend, other]))
    assert title in pays(evidence, EN)
    assert "expected GMV" in pays(evidence, EN)


def test_where_money_does_not_decide_no_title_speaks_of_it(example: Evidence) -> None:
    followers = replace(example, judgement=judged("the objective decides, not GMV"), arms=ARMS)
    assert pays(followers, EN) == "Cost against effect on Followers gained"
