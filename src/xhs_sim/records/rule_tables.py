"""The data dictionary's part on rules: tables that get rows only where there are any, or accounts to look after."""

from .columns import DAY, FLAG, NOTE, NUMBER, PERSON, TEXT, Column, cny, counts, numbers, words

TABLES_OF_RULES: dict[str, dict[str, Column]] = {
    "violations": {
        "day": DAY,
        "note": NOTE,
        "creator": PERSON,
        "brand": words("brands"),
        "is_sponsored": FLAG,
        "true_kind": words("violation_kinds"),
    },
    "disclosure_daily": {
        "day": DAY,
        "brand": words("brands"),
        "chance_hat": NUMBER,
        **counts("unlabelled_notes", "caught_notes"),
        **cny("lost_cny", "fine_cny"),
        **counts("noticed_ads"),
    },
    "safety_daily": {
        "day": DAY,
        **counts("impressions", "reads", "reports", "live_notes"),
        **counts("violating_impressions", "violating_reads", "violating_reports", "violating_notes"),
    },
    "security_daily": {
        "day": DAY,
        **counts("accounts", "strong", "two_factor", "leaked", "takeovers", "locked", "lost", "recovered"),
        **numbers("lock_hours", "recovery_hours"),
        **counts("spam_notes", "cleaned_notes", "contacts"),
        **cny("education_cny", "loss_cny"),
    },
    "targeting_daily": {
        "day": DAY,
        "brand": words("brands"),
        **counts("impressions"),
        **numbers("expected_without_consent", "expected_minors"),
        **cny("expected_fine_cny"),
    },
    "violation_daily": {
        "day": DAY,
        "kind": words("violation_kinds"),
        **counts("notes", "impressions", "reads", "reports"),
    },
    # what is copied
    "copies": {"day": DAY, "note": NOTE, "creator": PERSON, "original": NOTE, "is_declared": FLAG},
    "claims": {"day": DAY, "note": NOTE, "event": TEXT, "true_copy": FLAG},
    # what is fake
    "fake_followers": {
        "creator": PERSON,
        **counts("followers", "true_followers", "bought_first", "bought_followers", "hidden_followers"),
    },
    "fakes_daily": {
        "day": DAY,
        **counts("bought_followers", "rebought_followers", "swept_followers", "hidden_followers"),
        **counts("bought_likes", "bought_comments", "swept_likes", "delisted_creators"),
    },
    "reviews": {
        "day": DAY,
        "decided_hour": NUMBER,
        "note": NOTE,
        "creator": PERSON,
        "source": words("case_sources"),
        "by_machine": FLAG,
        "kind": words("violation_kinds"),
        "waited_hours": NUMBER,
        "true_kind": words("violation_kinds"),
    },
    "penalties": {
        "day": DAY,
        "decided_hour": NUMBER,
        "against": words("sides"),
        "note": NOTE,
        "creator": PERSON,
        "brand": words("brands"),
        "kind": words("violation_kinds"),
        "measure": words("measures"),
        **counts("days", "points", "points_total"),
        "since_published_hours": NUMBER,
        "true_kind": words("violation_kinds"),
    },
    "appeals": {
        "day": DAY,
        "decided_hour": NUMBER,
        "note": NOTE,
        "creator": PERSON,
        "kind": words("violation_kinds"),
        "measure": words("measures"),
        "answer_hours": NUMBER,
        "is_granted": FLAG,
        "true_kind": words("violation_kinds"),
    },
    "review_daily": {"day": DAY, **counts("cases", "decided", "waiting", "reviewers")},
}
