"""Generated pages say what the code says: else run ``make docs``."""

import importlib.util
from pathlib import Path

import pytest
import yaml

from xhs_sim.records.tables import TABLES
from xhs_sim.study.targets import load_targets

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [
    "parameters.md", "bibliography.md", "second_entry.md", "data_dictionary.md", "metrics.md", "validation.md",
    "../experiments/README.md",
]  # fmt: skip


@pytest.fixture(scope="module")
def generate():
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES)
def test_generated_pages_are_fresh(generate, page):
    assert (DOCS / page).read_text(encoding="utf-8") == generate.PAGES[page](), "run make docs"


def test_no_generated_page_is_left_out_here(generate):
    assert set(generate.PAGES) == set(PAGES)


def test_every_table_and_column_is_described_and_none_besides():
    about = yaml.safe_load((DOCS / "columns.yaml").read_text(encoding="utf-8"))
    assert set(about["tables"]) == set(TABLES)
    assert set(about["columns"]) == {column for columns in TABLES.values() for column in columns}


def test_every_target_has_a_paragraph_and_none_besides():
    about, targets = yaml.safe_load((DOCS / "targets.yaml").read_text(encoding="utf-8")), load_targets().targets
    assert set(about["targets"]) == {target.metric for target in targets}
    assert set(about["groups"]) == {target.group for target in targets}
    page = (DOCS / "validation.md").read_text(encoding="utf-8")
    assert all(f"(`{target.metric}`)" in page for target in targets)
    assert all(len(str(text)) > 12 for text in about["targets"].values())
