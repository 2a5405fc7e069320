"""The platform without what came after its first version: the same bit for bit as if it had never been written."""

NO_REACTIONS = tuple(
    f"react.{name}=0" for name in (
        "hide_rate", "unfollow_rate", "report_rate", "message_rate", "reply_rate", "share_reach",
    )
)  # fmt: skip
NOTHING_BEYOND = ("engage.video_feed.enter=0", "engage.profile.visit=0")  # the feed and search only
