"""A sweep on a cluster of Ray, as a script: the tests tell it to end."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from xhs_sim.lab import Lab, Platform
from xhs_sim.lab.engines.ray_cluster import RayCluster

TINY = [
    "experiment=kol_mix", "population.audience=600", "population.n_users=600", "n_days=3", "campaign.start_day=1",
    "campaign.budget_cny=5000", "study.replicates=3", "threads=1",
]  # fmt: skip
POINTS = [{"commerce.leak_share": share} for share in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)]


def end(number: int, frame: FrameType | None) -> None:
    """Say so, and leave."""
    print("our own handler", flush=True)
    os._exit(7)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    with Lab(Platform(TINY), Path(sys.argv[2]), RayCluster(sys.argv[1])) as lab:
        lab.ask(POINTS)
