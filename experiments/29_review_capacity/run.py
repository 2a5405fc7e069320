"""Run experiment 29 as reported; more overrides may follow on the command line."""

import sys

from xhs_sim.cli import main

if __name__ == "__main__":  # worker processes import this module too
    sys.argv[1:] = ["compare", "experiment=review_capacity", *sys.argv[1:]]
    main()
