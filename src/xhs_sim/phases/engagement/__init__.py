"""Engagement: what happens to a note that somebody is shown, in the feed as in search."""
