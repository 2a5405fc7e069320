"""The process that reads what a page sent: ``python -m xhs_sim.dashboard.import_job FOLDER``.

It does what ``xhs-sim data import`` and ``xhs-sim data explore`` do. The files that were sent are deleted at its end,
however it ends.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from ..config import ConfigError
from ..config.messages import LANGUAGES, told
from ..content_analysis import explore_notes, read_lives
from ..content_analysis.kept import keep_content
from ..ingest.exports import import_files, store, the_secret
from ..ingest.exports.told import sentences
from ..report.import_report import write_import_report
from .intake import ASKED, CONTENT, DATA, FILES, write_state

_OUTCOME = "likes"


def run(home: Path) -> None:
    """Import what lies in a folder, and ask which content works; how it went stands in the folder."""
    asked = json.loads((home / ASKED).read_text(encoding="utf-8"))
    folder = Path(asked["folder"]).resolve()
    write_state(home, {"state": "running", "pid": os.getpid()})
    os.chdir(home / FILES)  # so that files are told by their names alone
    secret = the_secret(folder / DATA)
    found = import_files(sorted(each.relative_to(Path.cwd()) for each in Path.cwd().iterdir()))
    lines = [*sentences(found)]
    store(found, folder / DATA, secret, asked["account"])
    write_import_report(folder / DATA, LANGUAGES[0])
    why = _explore(folder)
    write_state(home, {"state": "done", "lines": _in_each(lines), "why": _in_each(why)})


def _explore(folder: Path) -> list[str]:
    """Ask which content works; return why that cannot be told, of an import that has no notes, for instance."""
    try:
        explored = explore_notes(folder / DATA, _OUTCOME)
        keep_content(explored, read_lives(folder / DATA, _OUTCOME), folder / CONTENT)
    except ConfigError as error:
        shutil.rmtree(folder / CONTENT, ignore_errors=True)
        return error.problems
    return []


def _in_each(lines: Iterable[str]) -> dict[str, list[str]]:
    there = [*lines]
    return {language: [told(line, language) for line in there] for language in LANGUAGES}


def main() -> None:
    """Run, leave the reason where it fails, and delete what was sent."""
    home = Path(sys.argv[1]).resolve()
    try:
        run(home)
    except ConfigError as error:
        write_state(home, {"state": "failed", "problems": _in_each(error.problems)})
    except Exception as error:  # its text may hold what a file holds: its kind is enough
        write_state(home, {"state": "failed", "problems": _in_each([type(error).__name__])})
        raise
    finally:
        os.chdir(home.parent)
        shutil.rmtree(home / FILES, ignore_errors=True)


if __name__ == "__main__":
    main()
