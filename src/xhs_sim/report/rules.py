"""How arms stand before the rules: what of what people saw broke them, and what was done about it."""

from .by_arm import table_by_arm
from .evidence import Evidence
from .sections import Section
from .words import Words

METRICS = (
    "violation_prevalence", "violating_note_share", "right_report_share", "moderation_recall", "moderation_precision",
    "wrong_removal_rate", "time_to_action_hours", "review_queue_length", "review_wait_hours", "appeal_reversal_rate",
)  # fmt: skip
OF_BRANDS = ("penalty_points", "undisclosed_share", "caught_notes", "penalty_cost_cny", "noticed_ads")


def tell_rules(evidence: Evidence, words: Words) -> Section | None:
    """Tell of rules and safety; None where there are none."""
    told = {"baseline": words.arm(evidence.baseline), "level": words.percent(evidence.level)}
    caption = words.say("rules_caption", **told)
    table = table_by_arm("rules", METRICS, evidence, words, caption)
    if not table.rows:
        return None
    brands = table_by_arm("disclosure", OF_BRANDS, evidence, words, caption)
    tables = (table, *([brands] if brands.rows else []))
    return Section("rules", words.say("rules_title"), (words.say("rules_lead"),), tables)
