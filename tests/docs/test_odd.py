"""The chapters on the model name modules and tests that exist, and every tactic has its laws."""

import re

import pytest
from pages import ROOT

from xhs_sim.actors.tactics import TACTICS

CHAPTERS = sorted((ROOT / "docs" / "odd").glob("[0-9]*.md"))
PACKAGE = ROOT / "src" / "xhs_sim"
HEAD = "| law | equation | module | test |"


def rows(text):
    """Return the cells of each law: law, equation, module, tests."""
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if re.match(r"\| .* \| `.*\.py` \| ", line)]
    return [(cell[0], cell[-2].strip("`"), re.findall(r"`(\w+)`", cell[-1])) for cell in cells]


@pytest.fixture(scope="module")
def known_tests():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    return {name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_modules_and_tests_that_a_chapter_names_exist(path, known_tests):
    text = path.read_text(encoding="utf-8")
    modules = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`", text)
    assert not [module for module in modules if not (PACKAGE / module).is_file()]
    assert not [name for name in re.findall(r"`(test_\w+)`", text) if name not in known_tests]


@pytest.mark.parametrize("path", CHAPTERS[1:], ids=lambda path: path.stem)
def test_every_chapter_holds_its_laws_each_with_a_module_and_a_test(path):
    laws = rows(path.read_text(encoding="utf-8"))
    assert len(laws) >= 4
    assert all(module and tests for _, module, tests in laws)


def test_every_tactic_has_a_section_with_its_laws():
    text = (ROOT / "docs" / "odd" / "11_tactics.md").read_text(encoding="utf-8")
    sections = {re.sub(r"\W", "", part.partition("\n")[0]).lower(): part for part in text.split("\n## ")[1:]}
    without = [name for name in TACTICS.own if HEAD not in sections.get(name.replace("_", ""), "")]
    assert not without


def test_every_chapter_is_in_the_list():
    text = (ROOT / "docs" / "odd" / "README.md").read_text(encoding="utf-8")
    assert not [path.name for path in CHAPTERS if f"]({path.name})" not in text]
