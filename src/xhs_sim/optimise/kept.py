"""What a search leaves on disk: its plan before anything runs, and the tables of what was found."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ..config import Config
from ..lab.doubtful import doubtful
from ..lab.function_subject import FunctionSubject
from ..lab.platform import AskedPlatform
from ..lab.space import Axis
from ..lab.table import metadata_of
from ..records.whole_file import whole_file
from ..study.origin import all_files, all_withheld, write_origin
from .optimum import Optimum
from .plan import Request

PLAN: Final = "optimise.json"
RESPONSE: Final = "response.parquet"
FRONT: Final = "front.parquet"


def write_plan(request: Request, *, may_replace: bool = False) -> Path:
    """Write what is going to be sought, before anything runs: ``optimise.json``, and copies of what is read.

    Raises
    ------
    OtherRunError
        If the folder holds the answer to another question, and it may not be replaced.
    """
    choice, subject = request.choice, request.subject
    decided: dict[str, list[Any]] = {pot.name: [pot.least, pot.most] for pot in choice.pots}
    decided |= {axis.name: list(axis.choices) or [axis.low, axis.high] for axis in choice.axes}
    question: dict[str, Any] = {
        "arms": dict.fromkeys(subject.arms, ""), "metric": request.aims[0].metric, "decided": decided,
    }  # fmt: skip
    about: dict[str, Any] = {
        "experiment": subject.name, "command": list(request.command), "plan": asdict(request.plan),
        "first": dict(request.first), "aims": [asdict(aim) for aim in request.aims],
        "money_cny": None if request.money is None else request.money.whole,
    }  # fmt: skip
    configs: list[Config] = []
    if isinstance(subject, AskedPlatform):
        about |= {
            "config": subject.config.model_dump(mode="json"),
            "leans_on": [asdict(axis) for axis in leans_on(request)],
        }
        configs = [subject.at({}, arm) for arm in subject.arms]
    elif isinstance(subject, FunctionSubject):
        about["function"] = subject.about()
    path = request.folder / PLAN
    files, withheld = all_files(configs, request.command), all_withheld(configs)
    write_origin(path, question, files, about, may_replace=may_replace, withheld=withheld)
    return path


def leans_on(request: Request) -> list[Axis]:
    """Return the low-confidence numbers that the answer leans on, with the range over which each is doubted."""
    assert isinstance(request.subject, AskedPlatform)
    return doubtful(request.subject.at({}, request.arm))


def write_found(request: Request, found: Optimum) -> list[Path]:
    """Write ``response.parquet``, and ``front.parquet`` where there are several aims; return their paths."""
    tables = {RESPONSE: found.response} | ({} if found.front.is_empty() else {FRONT: found.front})
    for name, table in tables.items():
        with whole_file(request.folder / name) as unfinished:
            table.write_parquet(unfinished, metadata=metadata_of(request))
    return [request.folder / name for name in tables]
