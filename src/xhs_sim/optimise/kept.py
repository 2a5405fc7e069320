"""What a search leaves on disk: its plan before anything runs, and the tables of what was found."""

import contextlib
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ..lab.doubtful import doubtful
from ..lab.platform import AskedPlatform
from ..lab.question import write_question
from ..lab.space import Axis
from ..lab.table import metadata_of
from ..records.whole_file import whole_file
from .optimum import Optimum, trials_table
from .plan import Request
from .search import Search

PLAN: Final = "optimise.json"
RESPONSE: Final = "response.parquet"
FRONT: Final = "front.parquet"
TRIALS: Final = "trials.parquet"


def write_plan(request: Request, *, may_replace: bool = False) -> Path:
    """Write what is going to be sought, before anything runs: ``optimise.json``, and copies of what is read.

    Raises
    ------
    OtherRunError
        If the folder holds the answer to another question, and it may not be replaced.
    """
    choice = request.choice
    decided: dict[str, list[Any]] = {pot.name: [pot.least, pot.most] for pot in choice.pots}
    decided |= {axis.name: list(axis.choices) or [axis.low, axis.high] for axis in choice.axes}
    about: dict[str, Any] = {
        "plan": asdict(request.plan), "first": dict(request.first), "aims": [asdict(aim) for aim in request.aims],
        "money_cny": None if request.money is None else request.money.whole,
    }  # fmt: skip
    if isinstance(request.subject, AskedPlatform):
        about["leans_on"] = [asdict(axis) for axis in leans_on(request)]
    path = write_question(request.folder / PLAN, request, {"decided": decided}, about, may_replace=may_replace)
    (request.folder / TRIALS).unlink(missing_ok=True)  # of another search, or of this one before it was stopped
    return path


def leans_on(request: Request) -> list[Axis]:
    """Return the low-confidence numbers that the answer leans on, with the range over which each is doubted."""
    assert isinstance(request.subject, AskedPlatform)
    return doubtful(request.subject.at({}, request.arm))


def write_trials(request: Request, search: Search) -> None:
    """Write ``trials.parquet``: what the search has seen so far; what cannot be written does not stop it."""
    with contextlib.suppress(OSError), whole_file(request.folder / TRIALS) as unfinished:
        trials_table(search).write_parquet(unfinished, metadata=metadata_of(request), statistics=False)


def write_found(request: Request, found: Optimum) -> list[Path]:
    """Write ``response.parquet``, and ``front.parquet`` where there are several aims; return their paths."""
    tables = {RESPONSE: found.response} | ({} if found.front.is_empty() else {FRONT: found.front})
    for name, table in tables.items():
        with whole_file(request.folder / name) as unfinished:
            table.write_parquet(unfinished, metadata=metadata_of(request))
    return [request.folder / name for name in tables]
