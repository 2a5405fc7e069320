"""What people make of a campaign beyond the feed: media outside, an event, a group, a challenge."""
