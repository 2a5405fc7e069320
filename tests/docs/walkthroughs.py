"""What a walkthrough changes: its blocks, each with the file that it belongs into, carried out in a folder."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

from pages import ROOT

from xhs_sim.config.registry import shipped_names

FOLDER = ROOT / "docs" / "contributing"
OUTSIDE = "## From a package of your own"
_CHANGE = re.compile(
    r"^(?:(New file) |(?:In|and in) )`([^`]+)`(?:, (before|behind) `([^`]+)`)?:\n\n```\w+\n(.*?)^```$",
    re.DOTALL | re.MULTILINE,
)

_OVERLAY = """
import sys
from importlib.util import spec_from_file_location
from pathlib import Path


class Changed:
    @staticmethod
    def find_spec(name, path=None, target=None):
        place = Path(*name.split("."))
        module, package = (Path({changed!r}) / place.with_suffix(".py"), Path({changed!r}) / place / "__init__.py")
        if module.is_file():
            return spec_from_file_location(name, module)
        if package.is_file():
            inside = [str(Path({sources!r}) / place)]
            return spec_from_file_location(name, package, submodule_search_locations=inside)
        return None


sys.meta_path.insert(0, Changed)
"""


class Change(NamedTuple):
    """A block of a walkthrough: a new file, or lines before or behind the line that has the anchor."""

    path: str
    where: str
    anchor: str
    text: str

    def carry_out(self, folder: Path) -> None:
        """Write the file, changed, below the folder; what is not there yet is as in this repository."""
        file, before = folder / self.path, ROOT / self.path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not self.where:
            file.write_text(self.text, encoding="utf-8")
            return
        lines = (file if file.exists() else before).read_text(encoding="utf-8").splitlines(keepends=True)
        (at,) = (i for i, line in enumerate(lines) if self.anchor in line)
        at += self.where == "behind"
        file.write_text("".join([*lines[:at], self.text, *lines[at:]]), encoding="utf-8")


def changes(page: Path, *, outside: bool) -> list[Change]:
    """Return what a page changes in this repository, or in a package from outside."""
    inside, _, beyond = page.read_text(encoding="utf-8").partition(OUTSIDE)
    found = _CHANGE.findall(beyond if outside else inside)
    return [Change(path, where, anchor, text) for _, path, where, anchor, text in found]


def lay_over(folder: Path) -> None:
    """Let each Python that finds ``sitecustomize`` here take what is changed from below ``src``.

    A whole copy would run as well, and compile every kernel anew: numba keeps what it compiled by place.
    """
    assert shipped_names()  # kept by our sources, so not to be learned first from the changed ones
    text = _OVERLAY.format(changed=str(folder / "src"), sources=str(ROOT / "src"))
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")


def install(package: Path) -> None:
    """Leave beside a package what an installer would: its entry points."""
    about = tomllib.loads((package / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = package / f"{about['name'].replace('-', '_')}-{about['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {about['name']}\nVersion: {about['version']}\n")
    lines = [line for group, entries in about["entry-points"].items() for line in _section(group, entries)]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")


def _section(group: str, entries: dict[str, str]) -> list[str]:
    return [f"[{group}]", *(f"{name} = {value}" for name, value in entries.items())]


def python(*arguments: str, folder: Path, path: list[Path]) -> str:
    """Run Python in a folder, with modules found on a path; return what it prints."""
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=known, capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout
