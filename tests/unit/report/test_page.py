"""The report on disk: what it reads, how far it says to trust it, and that the page stands alone."""

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from report_example import ARMS, fail_run, write_experiment, write_goal, write_goal_table
from report_verdict import write_verdict

from xhs_sim.config import ConfigError, describe_parameters
from xhs_sim.report import FIGURES, build_report, build_run_report
from xhs_sim.report.page import render_page
from xhs_sim.report.read import read_experiment
from xhs_sim.report.summary import effects_of
from xhs_sim.report.table import arm_blocks, outcome_table
from xhs_sim.report.trust import Check, control_holds, in_a_sentence, trust_checks
from xhs_sim.report.words import load_words

WORDS = load_words("en")
# Left out are those of an account, of rules, of robustness, and of plans that hold one another.
DRAWN = set(FIGURES) - {"followers", "best_note", "worst_note", "tradeoff", "tornado", "waterfall"}
OTHER = {"en": "zh", "zh": "en"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An experiment with few runs."""
    return write_experiment(tmp_path_factory.mktemp("out"), replicates=3)


def checks_of(folder: Path) -> dict[str, Check]:
    """The checks of an experiment by name."""
    evidence, provenance = read_experiment(folder, describe_parameters())
    return {check.name: check for check in trust_checks(evidence, provenance, WORDS)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_opens_with_trust_and_needs_nothing_from_outside(folder: Path, language: str) -> None:
    page = build_report(folder, language=language)
    html = page.read_text(encoding="utf-8")
    assert re.findall(r'data-card="(\w+)"', html)[:3] == ["trust", "answer", "table"]
    assert html.count("<svg") == html.count('role="img"') == len(DRAWN)
    linked = set(re.findall(r'(?:src|href)="(?!#|data:)([^"]*)"', html))
    assert linked == {f"report.{OTHER[language]}.html", f"plan.{language}.html"}
    assert html == (folder / f"report.{language}.html").read_text(encoding="utf-8")
    assert f'href="report.{language}.html"' in (folder / f"report.{OTHER[language]}.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "@import" not in html
    assert len(set(re.findall(r'\bid="([^"]+)"', html))) == len(re.findall(r'\bid="([^"]+)"', html))
    for name in (*DRAWN, "card_trust", "card_answer", "card_lessons"):
        assert [path.suffix for path in (folder / "figures").glob(f"{name}.*")] == [".svg"]
    assert not [path for path in folder.rglob("*") if ".tmp" in path.name]


def test_a_run_has_a_page_that_compares_nothing(folder: Path) -> None:
    page = build_run_report(folder / "pyramid" / "seed=0", language="en")
    html = page.read_text(encoding="utf-8")
    assert "A single run shows no spread" in html
    assert 'id="figure-effects"' not in html


def test_a_folder_without_runs_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no finished run"):
        build_report(tmp_path, language="en")


def page_of(folder: Path, language: str) -> str:
    """The page without its pictures."""
    return render_page(*read_experiment(folder, []), [], load_words(language))


@pytest.mark.parametrize(
    ("language", "wanted", "lines"),
    [
        (
            "en",
            "GMV at least ¥5k above",
            ["reached in 1 of 3 runs, mean +¥4.50k (", "reached in 3 of 3 runs, mean +¥9k ("],
        ),
        ("zh", "至少多 ¥5,000", ["3 次运行中 1 次达到，平均 +¥4,500（", "3 次运行中 3 次达到，平均 +¥9,000（"]),
    ],
)
def test_a_goal_stands_with_the_answer(tmp_path: Path, language: str, wanted: str, lines: list[str]) -> None:
    folder = write_goal(write_experiment(tmp_path, arms=ARMS[:3], replicates=3))
    card = re.search(r'id="answer".*?</section>', page_of(folder, language), re.DOTALL)
    assert card is not None
    assert wanted in card[0]
    said = re.findall(r'<li class="(\w+)"><span>.*?</span> (.*?)</li>', card[0])
    assert [side for side, _ in said] == ["open", "open"]  # three runs find nothing
    assert all(text.startswith(line) for (_, text), line in zip(said, lines, strict=True))


def test_a_goal_of_an_earlier_comparison_is_not_shown(folder: Path) -> None:
    evidence, _ = read_experiment(folder, [])
    assert evidence.goal.is_empty()
    write_goal_table(folder)  # left over: the runs' own settings name no goal
    assert read_experiment(folder, [])[0].goal.is_empty()
    (folder / "goal.parquet").unlink()
    assert 'class="goal"' not in page_of(folder, "en")


def test_effects_of_an_older_version_are_refused_by_name(tmp_path: Path) -> None:
    folder = write_experiment(tmp_path, arms=ARMS[:2], replicates=2)
    table = pl.read_parquet(folder / "effects.parquet")
    table.rename({"diff": "effect", "ci_low": "low"}).write_parquet(folder / "effects.parquet")
    with pytest.raises(ConfigError, match=r"effects\.parquet: no column diff, ci_low .*run the comparison again"):
        read_experiment(folder, [])


def test_arms_keep_their_order_and_the_baseline_comes_first(folder: Path) -> None:
    evidence, provenance = read_experiment(folder, [])
    assert evidence.arms == ARMS
    assert evidence.baseline == "nothing"
    assert evidence.outcome == "reach"
    assert evidence.brand == "qingrou"
    assert provenance.planned == 12
    assert len(provenance.finished) == 12


def test_few_replicates_are_weak(folder: Path) -> None:
    checks = checks_of(folder)
    assert checks["replicates"].status == "bad"
    assert "3 paired seeds" in checks["replicates"].value
    assert checks["heads"].value == "0 of 3"
    assert "nobody of that size is for hire here" in checks["heads"].text
    assert "0.0312% of the platform" in checks["scale"].value
    assert "commerce.refund_share" in checks["parameters"].text
    assert checks["budget"].value == "97.1% to 99.8%"
    assert checks["budget"].status == "good"


def test_heads_for_hire_are_told_only_where_a_plan_has_money_for_them(folder: Path) -> None:
    evidence, provenance = read_experiment(folder, [])
    koc = {"campaign": {"tier_shares": {"koc": 1.0, "head": 0.0}}}
    without = replace(evidence, runs=tuple(replace(run, config={**run.config, **koc}) for run in evidence.runs))
    told = {check.name for check in trust_checks(without, provenance, load_words("en"))}
    assert "heads" not in told
    assert "scale" in told


def test_trust_is_as_good_as_the_worst_check_and_leaves_the_finding_to_the_answer() -> None:
    good, bad = Check("runs", "good", "", ""), Check("replicates", "bad", "", "")
    assert in_a_sentence([good], WORDS)[0] == "good"
    status, text = in_a_sentence([good, bad], WORDS)
    assert (status, "Replicates" in text) == ("bad", True)


def test_the_worst_check_comes_first_and_a_control_that_holds_is_no_card(folder: Path) -> None:
    statuses = [check.status for check in checks_of(folder).values()]
    assert statuses == sorted(statuses, key=("bad", "caution", "good").index)
    assert "control" not in checks_of(folder)


def test_trust_says_which_figures_of_the_platform_are_off_at_this_size(folder: Path) -> None:
    evidence, provenance = read_experiment(folder, [])
    rows = [("ctr", 0.02, False, "high"), ("dau", 5.0, True, "medium"), ("mau", 9.0, False, "low")]
    likeness = pl.DataFrame(
        [{"name": name, "group": "rates", "confidence": confidence, "value": value, "low": 0.05, "high": 8.0,
          "within": within} for name, value, within, confidence in rows]
    )  # fmt: skip
    checks = trust_checks(replace(evidence, likeness=likeness), provenance, WORDS)
    (check,) = (check for check in checks if check.name == "likeness")
    assert (check.status, check.value) == ("bad", "1 of 2 known figures hold")
    assert "Off: CTR (too low)." in check.text


def test_an_arm_that_repeats_the_baseline_is_the_control_and_in_no_figure(tmp_path: Path) -> None:
    folder = write_experiment(tmp_path, arms=(*ARMS[:2], "again"), replicates=3)
    evidence, provenance = read_experiment(folder, [])
    assert evidence.controls == ("again",)
    assert "again" not in evidence.arms
    assert "control" not in checks_of(folder)
    assert control_holds(evidence)
    broken = replace(evidence, effects=evidence.effects.with_columns(diff=pl.lit(1.0)))
    (check,) = (check for check in trust_checks(broken, provenance, WORDS) if check.name == "control")
    assert check.status == "bad"


def test_failed_and_missing_runs_are_counted_and_their_error_shown(tmp_path: Path) -> None:
    folder = write_experiment(tmp_path, arms=ARMS[:2], replicates=3)
    fail_run(folder / "head_heavy" / "seed=1", "MemoryError: out of memory\nsecond line")
    (folder / "nothing" / "seed=2" / "manifest.json").unlink()
    check = checks_of(folder)["runs"]
    assert check.status == "bad"
    assert check.value == "1 failed, 1 missing of 6"
    assert "MemoryError: out of memory" in check.text
    assert "second line" not in check.text


def test_the_table_leads_with_what_decides_and_marks_what_the_verdict_says(tmp_path: Path) -> None:
    evidence, _ = read_experiment(write_verdict(write_experiment(tmp_path, replicates=5)), [])
    first, second, *others = outcome_table(evidence, WORDS)
    assert (first.name, second.name) == ("GMV", "Reach")
    assert first.standing == dict(zip(ARMS, ("baseline", "better", "better", "leads"), strict=True))
    assert not any(column.standing for column in (second, *others))
    assert second.cells["pyramid"][1][-2:] == ("65.7% of the market", "+1.95k per ¥10k")


def test_where_nobody_spends_no_money_is_shown(folder: Path) -> None:
    evidence, _ = read_experiment(folder, [])
    value = pl.when(pl.col("metric").is_in(["spend", "roas"])).then(0.0).otherwise(pl.col("value"))
    spend = evidence.effects.filter(~pl.col("metric").is_in(["spend", "iroas"]))
    free = replace(evidence, metrics=evidence.metrics.with_columns(value=value), effects=spend)
    assert [column.name for column in outcome_table(free, WORDS)] == [WORDS.metric(name) for name in free.outcomes]
    assert FIGURES["cost"](free, WORDS) is None


def test_one_quantity_has_one_interval(tmp_path: Path) -> None:
    folder = write_verdict(write_experiment(tmp_path, replicates=5))
    table = pl.read_parquet(folder / "effects.parquet")
    other = pl.when(pl.col("metric") == "gmv").then(pl.lit(1.0)).otherwise(pl.col("ci_low"))
    table.with_columns(ci_low=other).write_parquet(folder / "effects.parquet")
    evidence, _ = read_experiment(folder, [])
    found = evidence.judgement.main.arms["pyramid"]
    (row,) = (row for row in effects_of(evidence, "gmv") if row["arm"] == "pyramid")
    assert (row["diff"], row["ci_low"], row["ci_high"]) == (found.effect, found.low, found.high)


def test_a_metric_has_the_name_that_it_says_itself() -> None:
    assert WORDS.metric("account_ctr") == "Account CTR"
    assert load_words("zh").metric("account_ctr") == "账号点击率"


@pytest.mark.parametrize(
    ("replicates", "draws", "said"),
    [
        (1, 1, "Every arm is simulated once, with the same seed."),
        (4, 1, "Every arm is simulated with the same 4 seeds."),
        (4, 3, "Every arm is simulated in the same 4 worlds, and in each world 3 campaigns are drawn"),
    ],
)
def test_the_methods_say_what_was_replicated(tmp_path: Path, replicates: int, draws: int, said: str) -> None:
    evidence, provenance = read_experiment(write_verdict(write_experiment(tmp_path, replicates=replicates)), [])
    config = {**provenance.config, "study": {**(provenance.config.get("study") or {}), "draws_per_world": draws}}
    html = render_page(evidence, replace(provenance, config=config), [], WORDS)
    assert said in html


def test_arms_stand_side_by_side_as_many_as_fit_each_time_beside_the_baseline() -> None:
    few, many = ["nothing", "a", "b"], ["nothing", *"abcdefgh"]
    assert arm_blocks(few, "nothing") == [("nothing", "a", "b")]
    assert arm_blocks(many, "nothing") == [("nothing", *"abcde"), ("nothing", *"fgh")]
