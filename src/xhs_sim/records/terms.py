"""Terms that several tables share; light, for much is said of tables where none is made."""

# Views are notes opened, by a click on the cover or in the video feed, where what is shown is watched.
EVENTS = ("impressions", "clicks", "reads", "likes", "saves", "comments", "shares", "follows")
ENGAGEMENTS = ("likes", "saves", "comments")  # shares and follows are counted by themselves
STAGES = (
    "n_aware",
    "n_interested",
    "n_deeply_interested",
    "n_bought",
    "n_recommending",
)  # rising; columns that count who stands there
ATTRIBUTION_RULES = ("last_touch", "first_touch", "linear", "platform")
PAID_CHANNELS = ("creator_notes", "feed_ads", "search_ads", "live")  # of touches: those that cost money
