"""What all tests share: Hypothesis without a clock, and one small market that ran."""

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, database=None)  # compiling takes seconds
settings.load_profile("house")

SMALL = ("population.n_users=1500", "n_days=4", "content.history_days=5", "threads=1")


@pytest.fixture(scope="session")
def small_overrides():
    """Return what makes a market small enough for a test."""
    return SMALL


@pytest.fixture(scope="session")
def small_model():
    """Return a market of 1,500 users after four days, records in memory; look, do not touch."""
    from xhs_sim.config import load_config
    from xhs_sim.model import PlatformModel

    return PlatformModel(load_config(SMALL)).run()
