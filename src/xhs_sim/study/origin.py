"""What made a study, written beside its results before anything runs: ``study.json``, ``plan.json``, ``inputs/``.

It says the command as it was typed, the whole configuration with what each arm changes in it, and the digest of
every file that was read. From that a study is replayed without the brief, the configs or the files that made it; and
by it a folder knows that another question wants to take its place.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..config import Config
from ..config.inputs import withheld_files
from ..config.messages import message
from ..records.whole_file import write_whole
from .differences import differences
from .engine import commit, engine_version, versions
from .ensemble import trust_card_of
from .errors import OtherRunError
from .identity import read_files
from .kept_inputs import keep

STUDY, PLAN = "study.json", "plan.json"  # of a comparison, of a sweep: a folder may hold both
BRIEF = "brief="
Question = Mapping[str, Any]  # what is asked, by name; a map of digests may grow, all else must stay


def command_line(verb: str, typed: Sequence[str], out_dir: Path, config_dir: Path | None) -> list[str]:
    """Return the words of a command that does the same again."""
    own = [] if config_dir is None else ["--config-dir", str(config_dir)]
    return ["xhs-sim", verb, *typed, *own, "--out", str(out_dir)]


def all_files(configs: Iterable[Config | None], typed: Sequence[str] = ()) -> dict[str, Path | None]:
    """Return every file that the runs of a study read, its brief, and the trust card of its ensemble, by name."""
    found: dict[str, Path | None] = {}
    for config in configs:
        if config is not None:
            found |= read_files(config)
            if card := trust_card_of(config):
                found[str(card)] = card
    briefs = [text.removeprefix(BRIEF) for text in typed if text.startswith(BRIEF)]
    return found | {name: Path(name) for name in briefs if Path(name).is_file()}


def all_withheld(configs: Iterable[Config | None]) -> set[str]:
    """Return the files that a study keeps no copy of: one of its configurations withholds them."""
    return set().union(*(withheld_files(config) for config in configs if config is not None))


def write_origin(
    path: Path,
    question: Question,
    files: Mapping[str, Path | None],
    about: Mapping[str, Any],
    *,
    may_replace: bool,
    withheld: Collection[str] = (),
) -> None:
    """Keep what makes a study in its folder.

    Parameters
    ----------
    path : Path
        ``study.json`` or ``plan.json``.
    question : mapping
        What is asked: an answer to another question in this folder is not overwritten.
    files : mapping
        What the runs read, by name; copied, but for what is ``withheld``.
    about : mapping
        All else that is to be written.
    may_replace : bool
        Overwrite the answer to another question.

    Raises
    ------
    OtherRunError
        If the folder holds another question; nothing is written then.
    """
    if not may_replace:
        refuse_other_question(path, question, about)
    inputs = keep(path.parent, files, withheld)
    made_by = {"engine": engine_version(), "commit": commit(), "versions": versions(), "inputs": inputs}
    whole = {**about, "question": dict(question), **made_by}
    write_whole(path, json.dumps(whole, indent=1, ensure_ascii=False) + "\n")


def read_origin(path: Path) -> dict[str, Any] | None:
    """Return what made a study; None where that was not written, or cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def refuse_other_question(path: Path, question: Question, about: Mapping[str, Any]) -> None:
    """Refuse to put the answer to one question in the place of another's; more arms or points are the same one.

    Parameters
    ----------
    path : Path
        Of what the folder holds.
    question : mapping
    about : mapping
        What says in words how one differs from the other: ``config``, ``arms``, ``points`` with their ``names``.

    Raises
    ------
    OtherRunError
        Saying what is asked otherwise.
    """
    before = read_origin(path) or {}
    now = json.loads(json.dumps({**about, "question": dict(question)}))
    if before.get("question") and (told := differences(before, now)):
        raise OtherRunError(message("study.other_question", folder=path.parent, differences=told))
