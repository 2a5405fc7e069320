"""What README and tutorial say is so: blocks run, files and targets exist."""

import re
import shlex
import subprocess
import sys

import pytest
from pages import PAGES, ROOT, blocks, commands, write_files

TINY = [
    "population.n_users=1000",
    "population.audience=0",
    "n_days=3",
    "threads=1",
    "campaign.start_day=1",
    "campaign.burst_days=1",
]
TWICE = ["study.replicates=2", "--workers=1"]
TARGETS = {
    "setup",
    "demo",
    "experiments",
    "test",
    "check",
    "clusters",
    "test-all",
    "baseline",
    "bench",
    "docs",
    "site",
    "figures",
    "help",
}
FEWEST = {"sensitivity": ["--runs", "220"]}  # runs of a command that needs many
EVERY = [pytest.param(page, line, id=line) for page in PAGES.values() for line in commands(page)]
SHOWS = [pytest.param(*case.values, id=case.id) for case in EVERY if case.values[1].startswith("xhs-sim show")]
PLAYS = [pytest.param(*case.values, id=case.id) for case in EVERY if not case.values[1].startswith("xhs-sim show")]
PYTHON = [
    pytest.param(block.text, id=f"{name} {n}")
    for name, page in PAGES.items()
    for n, block in enumerate(block for block in blocks(page) if block.language == "python")
]


def call(arguments, folder):
    command = [sys.executable, "-m", "xhs_sim.cli", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("page", "line"), SHOWS)
def test_commands_that_show_work_as_written(page, line, tmp_path):
    write_files(page, tmp_path)
    assert call(shlex.split(line)[1:], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("page", "line"), PLAYS)
def test_commands_that_simulate_work_at_a_tiny_size(page, line, tmp_path):
    write_files(page, tmp_path)
    arguments = shlex.split(line)[1:]
    more = TINY if arguments[0] == "run" else [*TINY, *TWICE, *FEWEST.get(arguments[0], [])]
    assert "outputs" in call([*arguments, *more], tmp_path)


@pytest.mark.parametrize("text", PYTHON)
def test_python_blocks_run(text, tmp_path):
    done = subprocess.run([sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_files_named_in_pages_exist():
    missing = {}
    for page in [*PAGES.values(), *sorted((ROOT / "docs").rglob("*.md"))]:
        text = page.read_text(encoding="utf-8")
        links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not link.startswith("docs/images/")]
        gone = [link for link in links if not (page.parent / link).exists()]
        named = re.findall(r"`((?:src|configs|tests|docs|examples|experiments)/[\w/.]+)`", text)
        to_make = re.findall(r"New file `([^`]+)`", text)  # by whoever follows a walkthrough
        gone += [path for path in named if path not in to_make and not (ROOT / path).exists()]
        if gone:
            missing[page.name] = gone
    assert not missing


def test_every_package_is_in_the_layout():
    text = PAGES["README"].read_text(encoding="utf-8")
    packages = [path for path in (ROOT / "src" / "xhs_sim").iterdir() if (path / "__init__.py").is_file()]
    assert not [path.name for path in packages if f"`src/xhs_sim/{path.name}/`" not in text]


def test_make_targets_named_in_pages_exist():
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert targets == TARGETS
    for page in PAGES.values():
        assert set(re.findall(r"`?make ([a-z-]+)`", page.read_text(encoding="utf-8"))) <= targets


def test_the_changelog_says_what_moved():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert "### Results" in text
