"""What if: two plans side by side, as one is and as it would be with levers moved, run small from the page.

What is asked is a comparison as any other, in the dashboard's own folder, under the digest of all that decides it:
asked again it is there already, and killed it goes on. It is run by a process of its own (``job``).
"""

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ..config import Config
from ..config.doubts import doubts
from ..records.whole_file import write_whole
from ..report.words import Words
from ..study.changes import changed
from ..study.compare import ComparePlan, plan_arms
from ..study.replay import configuration
from .levers import between, levers_of, moved
from .shelf import OWN, Study

NOW, CHANGED = "what_if_now", "what_if_changed"  # arms
NAME: Final = "what_if"  # of the study
FOLDER: Final = "what-if"
REPLICATES: Final = 5  # fewer name no finding
_READERS: Final = (1000, 4000)  # that a small market has
_EACH: Final = 500  # people for whom a reader stands, at most
STATE, ASKED, OF = "state.json", "asked.json", "of.json"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Two plans that are asked.

    Attributes
    ----------
    plan : ComparePlan
    folder : Path
        Of the study once it is run.
    told : tuple of str
        What was moved, a line each.
    doubts : tuple of str
        What of the changed plan will not happen.
    of : mapping
        The study and the arm that it starts from.
    """

    plan: ComparePlan
    folder: Path
    told: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    of: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def n_runs(self) -> int:
        """How many runs it takes."""
        return len(self.plan.requests)

    @property
    def home(self) -> Path:
        """Where what was asked and how far it is lie."""
        return self.folder.parent


def plain_of(study: Study, arm: str) -> dict[str, Any]:
    """Return the configuration of an arm as plain data."""
    return changed(study.origin["config"], study.origin["arms"].get(arm) or [])


def inquire(root: Path, study: Study, arm: str, typed: Mapping[str, str], words: Words) -> Inquiry:
    """Plan a comparison of an arm as it is with the same with levers moved; nothing runs, nothing is written.

    Raises
    ------
    ConfigError
        Naming the parameter whose value is not allowed.
    """
    plain = plain_of(study, arm)
    new = moved(plain, levers_of(plain, words), typed)
    inputs = study.origin.get("inputs") or {}
    base = configuration(study.folder, _small(plain), inputs)
    other = configuration(study.folder, _small(new), inputs)
    about = [study.key, arm, base.model_dump(mode="json"), other.model_dump(mode="json")]
    digest = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:12]
    home = root / OWN / FOLDER / digest
    plan = plan_arms(base, {NOW: base, CHANGED: other}, home)
    of = {"study": study.place, "arm": arm, "label": words.labels.get(arm)}
    return Inquiry(plan, plan.folder, tuple(between(plain, new, words)), tuple(doubts(other)), of)


def changes_of(study: Study, words: Words) -> list[str]:
    """Return what a what-if changed, a line for each lever."""
    try:
        return between(plain_of(study, NOW), plain_of(study, CHANGED), words)
    except (KeyError, TypeError, ValueError):
        return []


def arm_of(study: Study, words: Words) -> str | None:
    """Return the arm that a what-if started from, as its study calls it; None where that was not kept."""
    try:
        of = json.loads((study.folder.parent / OF).read_text(encoding="utf-8"))
        return str(of["label"] or words.arm(of["arm"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _small(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return a configuration in a small market of as many people, asked as two arms."""
    people = dict(plain["population"])
    audience = people.get("audience") or people["n_users"]
    readers = max(_READERS[0], min(_READERS[1], int(people["n_users"]), max(audience // _EACH, _READERS[0])))
    whole = max(audience // readers, 1)
    study = dict(plain["study"]) | {
        "arms": {NOW: [], CHANGED: []}, "baseline": NOW, "replicates": REPLICATES, "question": "", "screen": [],
        "labels": {}, "draws_per_world": 1,
    }  # fmt: skip
    people |= {"n_users": readers, "audience": readers * whole}
    return {**plain, "name": NAME, "population": people, "study": study}


def begin(inquiry: Inquiry) -> None:
    """Start the runs in a process of their own, unless they are made or being made."""
    if state_of(inquiry.home).get("state") in ("running", "done"):
        return
    inquiry.home.mkdir(parents=True, exist_ok=True)
    arms = {request.arm: request.config for request in inquiry.plan.requests if request.config is not None}
    write_whole(inquiry.home / ASKED, json.dumps({arm: _plain(config) for arm, config in arms.items()}))
    write_whole(inquiry.home / OF, json.dumps(dict(inquiry.of), ensure_ascii=False))
    command = [sys.executable, "-m", f"{__package__}.job", str(inquiry.home)]
    with (inquiry.home / "log.txt").open("w") as log:
        job = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    write_state(inquiry.home, {"state": "running", "pid": job.pid, "runs": len(inquiry.plan.requests), "done": 0})


def _plain(config: Config) -> dict[str, Any]:
    return config.model_dump(mode="json")


def stop(home: Path) -> None:
    """Stop what is running; what was run stays, and is not run again."""
    state = state_of(home)
    if state.get("state") == "running":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(int(state["pid"]), signal.SIGTERM)
        write_state(home, {**state, "state": "stopped"})


def state_of(home: Path) -> dict[str, Any]:
    """Return how far an inquiry is: ``state`` is running, done, failed, stopped; empty where none was begun."""
    try:
        state = json.loads((home / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if state.get("state") == "running" and not is_alive(int(state.get("pid") or 0)):
        return {**state, "state": "stopped"}
    return dict(state)


def write_state(home: Path, state: Mapping[str, Any]) -> None:
    """Write how far it is."""
    write_whole(home / STATE, json.dumps(dict(state), ensure_ascii=False))


def is_alive(pid: int) -> bool:
    """Say whether a process that we began is still there; one that has ended is let go."""
    with contextlib.suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
