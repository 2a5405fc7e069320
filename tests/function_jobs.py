"""Jobs of functions: some whose answers are known, and some that end the process that runs them."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from xhs_sim.lab.functions import Call
from xhs_sim.lab.job import Job
from xhs_sim.lab.run import Run


def calls(study: Path, n: int) -> Iterator[Job]:
    """Yield jobs of one run each."""
    for k in range(n):
        yield Job(study, (Run(f"run{k:03}", Call("ishigami", {"x1": k / n}), 0, ()),))


class Exits(Call):
    """Ends as a script does."""

    def value(self, seed: int) -> float:
        sys.exit(0)


class Dies(Call):
    """Ends at once, as a fault in compiled code does."""

    def value(self, seed: int) -> float:
        os._exit(3)


def poisoned(study: Path) -> Iterator[Job]:
    """Yield a job of each kind of bad run."""
    for kind in (Exits, Dies):
        yield Job(study, (Run(kind.__name__.lower(), kind("ishigami", {}), 0, ()),))
