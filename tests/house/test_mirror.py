"""``tests/unit`` mirrors ``src/xhs_sim``: a test of a module lies where the module does, and is named for it."""

from house import PACKAGE, ROOT, files

UNIT = ROOT / "tests" / "unit"


def names_in(folder):
    """Return what a test in a folder may be named for: a module there, a package there, or the folder as a whole."""
    inside = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    return inside | {folder.name}


def has_its_module(path):
    """Whether ``test_<module>`` or ``test_<module>_<aspect>`` has the module."""
    folder = PACKAGE / path.parent.relative_to(UNIT)
    words = path.stem.split("_")[1:]
    return folder.is_dir() and any("_".join(words[:n]) in names_in(folder) for n in range(1, len(words) + 1))


def test_every_unit_test_lies_where_its_module_does():
    tests = [path for path in files("tests/unit", "*.py") if path.name != "__init__.py"]
    assert not [path.relative_to(UNIT).as_posix() for path in tests if not has_its_module(path)]


def test_every_folder_of_unit_tests_is_a_package():
    """So that two tests may have one name, as two modules do."""
    folders = {path.parent for path in files("tests/unit", "*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]
