"""What all tests share: Hypothesis without a clock, a made-up folder of studies, no dashboard where Dash is not."""

from importlib.util import find_spec

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True, database=None)  # compiling takes seconds
settings.load_profile("house")
collect_ignore = [] if find_spec("dash") else ["unit/dashboard"]


@pytest.fixture(scope="session")
def root(tmp_path_factory):
    """A folder of studies, written once."""
    from dashboard_example import write_studies

    return write_studies(tmp_path_factory.mktemp("studies"))


@pytest.fixture(scope="session")
def studies(root):
    """Its studies, by kind."""
    from xhs_sim.dashboard.shelf import find_studies

    return {study.kind: study for study in find_studies(root)}
