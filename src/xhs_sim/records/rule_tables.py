"""The data dictionary's part on rules: tables that get rows only where there are any."""

from .columns import DAY, FLAG, NOTE, PERSON, Column, counts, words

TABLES_OF_RULES: dict[str, dict[str, Column]] = {
    "violations": {
        "day": DAY,
        "note": NOTE,
        "creator": PERSON,
        "brand": words("brands"),
        "is_sponsored": FLAG,
        "true_kind": words("violation_kinds"),
    },
    "safety_daily": {
        "day": DAY,
        **counts("impressions", "reads", "reports", "live_notes"),
        **counts("violating_impressions", "violating_reads", "violating_reports", "violating_notes"),
    },
    "violation_daily": {
        "day": DAY,
        "kind": words("violation_kinds"),
        **counts("notes", "impressions", "reads", "reports"),
    },
}
