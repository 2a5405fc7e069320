"""One concept, one name: docs/glossary.md says which words are not used, and what for."""

import ast
import re

import pytest
from house import PACKAGES, ROOT, defined, files, named, texts, trees, words

from xhs_sim.config.schema_paths import known_paths
from xhs_sim.records.tables import TABLES

EMPTY_WORDS = {"util", "utils", "helper", "helpers", "manager", "base", "data", "info", "process"}
BANNED = {
    *("view", "views", "viewer", "viewers", "post", "posts", "item", "items", "fan", "fans", "traffic"),
    *("exposure", "exposures", "conversion", "conversions", "roi"),
}
ALLOWED = {"exposure_gini", "exposure_tier", "small_creator_exposure_share"}  # as in the glossary


def is_banned(name):
    return bool(BANNED & set(words(name))) and name not in ALLOWED


def found_in(*folders, names):
    """Return the names that break a rule, by file."""
    hits = {named(path): names(tree) for path, tree in trees(*folders)}
    return {path: sorted(set(broken)) for path, broken in hits.items() if broken}


def test_modules_are_named_for_what_they_hold():
    assert not [named(path) for path in files("src", "*.py") if EMPTY_WORDS & set(words(path.stem))]


def test_classes_are_named_for_what_they_are():
    def empty(tree):
        classes = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        return [name for name in classes if EMPTY_WORDS & set(words(name))]

    assert not found_in("src", "tests", names=empty)


def test_banned_words_name_nothing():
    assert not found_in("src", "tests", names=lambda tree: [name for name in defined(tree) if is_banned(name)])


def test_banned_words_name_no_parameter_and_no_column():
    names = [step for path in known_paths() for step in path.split(".")]
    names += [*TABLES, *(column for columns in TABLES.values() for column in columns)]
    assert not [name for name in names if is_banned(name)]


@pytest.mark.parametrize("package", PACKAGES)
def test_inside_a_package_imports_are_relative(package):
    def absolute(tree):
        names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level]
        return [name for name in names if name.split(".")[0] == package]

    assert not found_in(f"src/{package}", names=absolute)


def test_every_package_says_what_it_is_for():
    folders = {path.parent for path in files("src", "*.py")}
    assert not [named(folder) for folder in folders if not _about(folder / "__init__.py")]


def test_every_module_says_what_it_is_for():
    assert not [named(path) for path in files("src", "*.py") if not _about(path)]


def _about(path):
    return path.is_file() and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


# Written in pieces, so that this file does not trip over itself.
PLACES = re.compile(
    "|".join(
        [
            *("/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/", "/Us" + "ers/", "py" + r"pi\.org", "python" + "hosted"),
            *("artif" + "actory", "jf" + "rog", "nexus" + r"\."),
        ]
    )
)
ADDRESS = re.compile("htt" + r"ps?://(?!www\.w3\.org/|localhost|127\.0\.0\.1)")


# The lines in which the project's own home may stand once it has one (CONTRIBUTING.md, "A public home").
HOMES = {
    "pyproject.toml": re.compile(r"^(Homepage|Source|Issues|Changelog) = .*$", re.MULTILINE),
    "CITATION.cff": re.compile(r"^repository-code: .*$", re.MULTILINE),
}


def test_no_file_names_a_machine_or_an_address():
    """Say what is meant instead: a doi, an arXiv number, a title, a relative path."""
    found = {}
    for path in set(texts()) - {ROOT / "LICENSE"}:  # its wording is Apache's, to the letter: test_public_shell.py
        text = path.read_text(encoding="utf-8")
        if named(path) in HOMES:
            text = HOMES[named(path)].sub("", text)
        hits = [match.group(0) for match in (*PLACES.finditer(text), *ADDRESS.finditer(text))]
        if hits:
            found[named(path)] = hits
    assert not found
