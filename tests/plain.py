"""The platform without what came after its first version: the same bit for bit as if it had never been written."""

NO_ACT = "{like: 0, save: 0, comment: 0, share: 0}"
NO_REACTIONS = tuple(
    f"react.{name}=0" for name in (
        "hide_rate", "unfollow_rate", "report_rate", "message_rate", "reply_rate", "share_reach",
    )
)  # fmt: skip
NO_WEAR = (
    "engage.freshness=0", "engage.topic_wear=0", "engage.creator_wear=0", "engage.day_fatigue=0",
    f"engage.crowding={NO_ACT}",
)  # fmt: skip
ALIKE = (
    "population.click_log_sd=0", "population.visit_effects={female: 0, youth: 0, city: 0}",
    "population.purchasing_effects={female: 0, youth: 0, city: 0}", f"content.creator_kind_log_sd={NO_ACT}",
)  # fmt: skip
