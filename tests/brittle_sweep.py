"""A sweep of the function that engines are tried with, as a script: the tests kill it and start it again."""

import sys
from pathlib import Path

from xhs_sim.lab import Lab, Local
from xhs_sim.lab.plan import plan_sweep, write_plan
from xhs_sim.lab.table import write_sweep


def main(out_dir: Path, overrides: list[str]) -> None:
    """Plan, run and gather."""
    plan = plan_sweep(overrides, out_dir)
    with Lab(plan.subject, out_dir, Local(2, 1)) as lab:
        write_plan(plan)
        write_sweep(lab, plan, lab.carry_out(plan.points))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
