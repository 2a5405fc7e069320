"""Ads: what is for sale in a tick, the auction for a slot, and what it comes to."""
