"""Alliances: notes that a brand publishes with a partner, and media outside the platform."""
