"""Every example runs as it stands, is short, and is in the list."""

import io
import json
import runpy
import tokenize

import matplotlib.pyplot as plt
import pytest
from pages import ROOT

FOLDER = ROOT / "examples"
SCRIPTS = sorted(FOLDER.glob("*.py"))
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SLOW = {"brief", "two_arms"}


def cells(path):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def lines_of_code(text):
    """Count lines that hold code: no blank ones, comments, docstrings, imports."""
    passed = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    rows = {
        token.start[0] for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type not in passed
    }
    return [
        line
        for row, line in enumerate(text.splitlines(), 1)
        if row in rows and "import" not in line and '"""' not in line
    ]


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem, marks=pytest.mark.slow if path.stem in SLOW else ()) for path in SCRIPTS]
)
def test_an_example_runs_as_it_stands_and_prints(path, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(path), run_name="__main__")
    assert len(capsys.readouterr().out.splitlines()) >= 1


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    for cell in cells(path):
        exec(compile("".join(cell["source"]), path.name, "exec"), names)
    plt.close("all")
    assert (tmp_path / "outputs").is_dir()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_an_example_is_about_ten_lines(path):
    assert len(lines_of_code(path.read_text(encoding="utf-8"))) <= 18


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_what_it_printed(path):
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells(path))


def test_every_example_is_in_the_list():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert not [path.name for path in [*SCRIPTS, *NOTEBOOKS] if f"]({path.name})" not in text]
