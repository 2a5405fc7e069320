"""Moderation: who finds what breaks rules, how soon, who is wronged, and how that is put right.

Truth about notes (``true_kind``) is what no platform could log; the numbers that need it say how well it did.
"""

import polars as pl

from .asked import answer
from .frames import as_metric, exact_sum, for_each_brand, measured, ratio, run_and_days, single, total
from .metric import Tables, metric

_IS_RIGHT = pl.col("true_kind").is_not_null()


def _measures(records: Tables) -> pl.LazyFrame:
    """Return the measures that were taken against notes."""
    return records["penalties"].lazy().filter(pl.col("against") == "note")


def _has_rules(records: Tables) -> bool:
    """Say whether anything can be a violation."""
    return bool(answer(records["safety_daily"].lazy().select(pl.len())).item())


@metric("share of measures", better="higher", en="Measures that were right", zh="处置准确率", is_rate=True)
def moderation_precision(records: Tables) -> pl.DataFrame:
    """Measures against notes that break a rule, over measures against notes."""
    return measured(_measures(records), ratio(_IS_RIGHT.sum(), pl.len()))


@metric(
    "share of violating notes",
    better="higher",
    en="Violating notes that were acted on",
    zh="违规笔记处置率",
    is_rate=True,
)
def moderation_recall(records: Tables) -> pl.DataFrame:
    """Notes that break a rule and were acted on, over new notes that break one."""
    guilty = records["violations"].lazy().select("note").unique()
    acted = _measures(records).select("note").unique().with_columns(is_acted_on=pl.lit(value=True))
    return measured(
        guilty.join(acted, on="note", how="left"), ratio(pl.col("is_acted_on").is_not_null().sum(), pl.len())
    )


@metric("share of notes within the rules", better="lower", en="Notes wrongly acted on", zh="误处置率", is_rate=True)
def wrong_removal_rate(records: Tables) -> pl.DataFrame:
    """Notes within the rules that were demoted, limited, unsearchable or removed, over new ones; null without rules."""
    wrong = pl.col("note").filter(~_IS_RIGHT & (pl.col("measure") != "notice")).n_unique()
    wronged = answer(_measures(records).select(wrong)).item()
    guilty = answer(records["violations"].lazy().select(pl.col("note").n_unique())).item()
    new = answer(records["daily"].lazy().select(pl.col("notes_published").sum())).item()
    return single(wronged / (new - guilty) if _has_rules(records) and new > guilty else None)


@metric("share of notes", better="none", en="Notes acted on", zh="被处置笔记占比", is_rate=True)
def acted_on_share(records: Tables) -> pl.DataFrame:
    """Notes against which a measure was taken, over new notes; null without rules."""
    acted = answer(_measures(records).select(pl.col("note").n_unique())).item()
    new = answer(records["daily"].lazy().select(pl.col("notes_published").sum())).item()
    return single(acted / new if _has_rules(records) and new else None)


@metric("hours", better="lower", en="Time to action", zh="违规处置时长", is_rate=True)
def time_to_action_hours(records: Tables) -> pl.DataFrame:
    """Mean hours from publication to the measure, over measures against notes that break a rule."""
    return measured(_measures(records).filter(_IS_RIGHT), _mean("since_published_hours"))


@metric("hours", better="lower", en="Wait for a reviewer", zh="审核等待时长", is_rate=True)
def review_wait_hours(records: Tables) -> pl.DataFrame:
    """Mean hours that cases which reviewers decided had waited, appeals left out."""
    return measured(records["reviews"].lazy().filter(~pl.col("by_machine")), _mean("waited_hours"))


@metric("waiting cases", better="lower", en="Queue for reviewers", zh="审核排队量", is_rate=True)
def review_queue_length(records: Tables) -> pl.DataFrame:
    """Cases that wait for a reviewer as days end: their mean, and day by day."""
    return run_and_days(records["review_daily"], ratio(total("waiting"), pl.len()))


@metric("share of appeals", better="none", en="Appeals granted", zh="申诉成功率", is_rate=True)
def appeal_reversal_rate(records: Tables) -> pl.DataFrame:
    """Appeals that were granted, over appeals answered."""
    return measured(records["appeals"], ratio(pl.col("is_granted").sum(), pl.len()))


@metric("hours", better="lower", en="Wait for an answer to an appeal", zh="申诉答复时长", is_rate=True)
def appeal_answer_hours(records: Tables) -> pl.DataFrame:
    """Mean hours from an appeal to its answer."""
    return measured(records["appeals"], _mean("answer_hours"))


@metric("penalty points", better="lower", en="Penalty points", zh="品牌违规分")
def penalty_points(records: Tables) -> pl.DataFrame:
    """Points that measures against paid notes brought the brand, those taken back included."""
    charged = as_metric(_measures(records).group_by("brand").agg(day=pl.lit(None), value=pl.col("points").sum()))
    return for_each_brand(records, answer(charged), absent=0.0 if _has_rules(records) else None)


def _mean(column: str) -> pl.Expr:
    """Return a mean; null of nothing."""
    return ratio(exact_sum(pl.col(column)), pl.len())
