"""Generated pages say what the code says: else run ``make docs``."""

import importlib.util
from pathlib import Path

import pytest
import yaml

from xhs_sim.records.tables import TABLES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generate():
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["parameters.md", "data_dictionary.md", "metrics.md"])
def test_generated_pages_are_fresh(generate, page):
    assert (DOCS / page).read_text(encoding="utf-8") == generate.PAGES[page](), "run make docs"


def test_every_table_and_column_is_described_and_none_besides():
    about = yaml.safe_load((DOCS / "columns.yaml").read_text(encoding="utf-8"))
    assert set(about["tables"]) == set(TABLES)
    assert set(about["columns"]) == {column for columns in TABLES.values() for column in columns}
