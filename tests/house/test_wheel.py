"""What is installed is what is in the checkout: the wheel carries the configs and works on its own."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from house import ROOT, files

pytestmark = pytest.mark.slow


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel; the build tools come as they do for ``make setup``."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel into an environment that sees our dependencies, but not the checkout."""
    home = tmp_path_factory.mktemp("venv")
    run(sys.executable, "-m", "venv", home)
    python = home / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])").strip())
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--force-reinstall", wheel)
    return home


def test_the_wheel_carries_all_configs_and_both_packages(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    configs = {f"xhs_sim/{path.relative_to(ROOT).as_posix()}" for path in files("configs", "*") if path.is_file()}
    packages = {path.relative_to(ROOT / "src").as_posix() for path in files("src", "*") if path.is_file()}
    assert configs | packages <= names
    assert {"mesa_rows/README.md", "mesa_rows/py.typed", "xhs_sim/py.typed"} <= names


def test_the_installed_command_works_outside_the_checkout(installed, tmp_path):
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    where = run(installed / "bin" / "python", "-c", "import xhs_sim; print(xhs_sim.__file__)", cwd=tmp_path, env=clean)
    assert str(installed) in where
    shown = run(installed / "bin" / "xhs-sim", "show", "experiments", cwd=tmp_path, env=clean)
    assert "kol_mix" in shown
    parts = run(installed / "bin" / "xhs-sim", "show", "parts", cwd=tmp_path, env=clean)
    assert "ranker" in parts
