"""How much of what people see breaks rules; all null where there are none."""

import polars as pl

from .frames import measured, ratio, run_and_days, total
from .metric import Tables, metric


@metric("share of impressions", better="lower", en="Violation prevalence", zh="违规内容曝光占比")
def violation_prevalence(records: Tables) -> pl.DataFrame:
    """Impressions of notes that break a rule over those of all notes in the feed's window; by day too."""
    return run_and_days(records["safety_daily"], ratio(total("violating_impressions"), total("impressions")))


@metric("share of notes", better="lower", en="Live notes that break a rule", zh="在线笔记违规占比")
def violating_note_share(records: Tables) -> pl.DataFrame:
    """Notes that break a rule and are there over all that are there, day by day added up."""
    return measured(records["safety_daily"], ratio(total("violating_notes"), total("live_notes")))


@metric("share of reports", better="higher", en="Reports that are right", zh="举报属实占比")
def right_report_share(records: Tables) -> pl.DataFrame:
    """Reports of notes that break a rule over all reports."""
    return measured(records["safety_daily"], ratio(total("violating_reports"), total("reports")))
