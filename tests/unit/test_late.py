"""What a command loads before it answers: nothing that takes long and that the answer has no use for."""

import subprocess
import sys
from pathlib import Path

import pytest

BRIEF = str(Path(__file__).parents[2] / "docs/briefs/skincare_account.yaml")
LIBRARIES = ("hydra", "matplotlib", "mesa", "numba", "numpy", "omegaconf", "polars", "pydantic", "scipy", "yaml")
CODE = """
import contextlib, io, sys
from xhs_sim.cli import main
sys.argv[1:] = {words}
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main()
print(*sorted(name for name in {libraries} if name in sys.modules))
"""


def loaded_by(*words):
    """Return which of the libraries a command has loaded when it is done."""
    code = CODE.format(words=list(words), libraries=LIBRARIES)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("words", [("--help",), ("--version",)])
def test_help_loads_no_library_but_its_own(words):
    assert loaded_by(*words) == []


def test_help_of_a_command_loads_but_what_typer_reads_arguments_with():
    assert set(loaded_by("compare", "--help")) <= {"pydantic"}


def test_what_the_package_shows_is_listed_before_it_is_loaded():
    code = "import sys, xhs_sim, xhs_sim.config as c; print(*dir(xhs_sim), *dir(c), 'pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"PlatformModel", "open_study", "load_config", "Composer", "False"} <= set(done.stdout.split())


def test_a_name_that_a_package_does_not_show_is_refused_as_python_does():
    import xhs_sim

    with pytest.raises(AttributeError, match="module 'xhs_sim' has no attribute 'PlatformModle'"):
        xhs_sim.PlatformModle  # noqa: B018


@pytest.mark.parametrize("words", [("brief", "check", BRIEF), ("show", "experiments"), ("show", "parts")])
def test_what_needs_no_run_loads_nothing_that_runs(words):
    loaded_by(*words)  # keeps what is worked out once
    assert set(loaded_by(*words)) <= {"numpy", "pydantic", "yaml"}
