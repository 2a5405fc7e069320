"""Rivals: what a brand does when another grows loud."""
