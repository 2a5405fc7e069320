"""Alliances: notes that a brand publishes with a partner."""
