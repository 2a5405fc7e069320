"""What robustness leaves in a folder, of the law in ``doubtful_lab``."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from doubtful_lab import LEAK, POOL, REQUESTS, KnownLab

from xhs_sim.lab.space import Axis
from xhs_sim.report.doubted import Assumptions, read_assumptions
from xhs_sim.robustness.doubt import doubted
from xhs_sim.robustness.inquiry import Found, Inquiry
from xhs_sim.robustness.kept import write_found
from xhs_sim.robustness.sizes import sizes_of

OWN = (
    Axis(name=LEAK, low=0.5, high=0.95, default=0.8), Axis(name=POOL, low=35, high=140, is_whole=True, default=70),
    Axis(name=REQUESTS, low=1.52, high=6.1, default=3.05),
)  # fmt: skip
COMMAND = ["xhs-sim", "robustness", "experiment=kol_mix"]


def found_by(lab: KnownLab, runs: int = 1200, most: int = 10) -> Found:
    """Ask a lab of some doubts."""
    _, axes = doubted(lab.subject, OWN, most)
    return Inquiry(lab, axes, sizes_of(runs, 4, len(axes))).find()


@cache
def found() -> Found:
    """What a thorough inquiry finds."""
    return found_by(KnownLab())


def write_example(folder: Path) -> None:
    """Leave it in a study's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_found(found(), KnownLab().subject.config, folder, COMMAND)


@cache
def assumptions() -> Assumptions:
    """What the page reads of it."""
    with TemporaryDirectory() as folder:
        write_example(Path(folder))
        read = read_assumptions(Path(folder))
    assert read is not None
    return read
