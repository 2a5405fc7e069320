"""Moderate: who finds notes that break a rule, in what order people look at them, and what follows."""
