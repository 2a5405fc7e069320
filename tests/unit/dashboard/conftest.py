"""The made-up folder of studies, written once."""

import pytest
from dashboard_example import write_studies

pytest.importorskip("dash", reason="Dash is not installed: the extra dashboard")


@pytest.fixture(scope="session")
def root(tmp_path_factory):
    return write_studies(tmp_path_factory.mktemp("studies"))


@pytest.fixture(scope="session")
def studies(root):
    from xhs_sim.dashboard.shelf import find_studies

    return {study.kind: study for study in find_studies(root)}
