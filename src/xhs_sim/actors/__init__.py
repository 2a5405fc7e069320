"""Actors: who acts on the platform, day by day, each through the scene (``scene.py`` says how one is written)."""
