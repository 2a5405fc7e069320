"""Campaigns: what is launched, when, through whom."""
