"""Which engine made a run: versions, commit, and a digest of the sources that decide results."""

import hashlib
import platform
import subprocess
from functools import cache
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_ROWS = _PACKAGE.parent / "mesa_rows"
_SILENT = (  # these decide no result of a run; what lab keeps of one has a number of its own (lab.run.FORM)
    "backtest", "brief", "calibrate", "cli", "config", "configs", "explore.py", "hydra_app.py", "lab", "notebook",
    "office", "optimise", "report", "robustness", "sensitivity", "study", "verdict",
)  # fmt: skip


@cache
def engine_version() -> str:
    """Return ``version+digest``: two runs are comparable only if it is the same.

    The digest covers the sources from which results come, so that a developer's edit is
    noticed although the version stays.
    """
    digest = hashlib.sha256()
    ours = [source for source in _PACKAGE.rglob("*.py") if source.relative_to(_PACKAGE).parts[0] not in _SILENT]
    for source in (*sorted(_ROWS.rglob("*.py")), *sorted(ours)):
        digest.update(source.read_bytes())
    return f"{metadata.version('xhs-sim')}+{digest.hexdigest()[:8]}"


def made_by() -> dict[str, str]:
    """Return what computes, as texts: for the metadata of tables and pictures."""
    found = {"engine": engine_version(), "commit": commit() or "", **versions()}
    return {f"xhs_sim.{name}": text for name, text in found.items()}


@cache
def commit() -> str | None:
    """Return the commit of the checkout, marked ``-dirty`` if edited; None where there is none."""
    try:
        _git("ls-files", "--error-unmatch", "__init__.py")  # else it is the repository of somebody who installed us
        return _git("describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
    except (OSError, subprocess.SubprocessError):
        return None


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(_PACKAGE), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True)
    return done.stdout.strip()


@cache
def versions() -> dict[str, str]:
    """Return the versions of what computes a result."""
    packages = ("numpy", "numba", "scipy", "polars", "mesa", "xhs_sim")
    found = {name: metadata.version(name.replace("_", "-")) for name in packages}
    return {"python": platform.python_version(), **found}
