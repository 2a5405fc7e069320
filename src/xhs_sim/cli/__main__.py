"""``python -m xhs_sim.cli`` is ``xhs-sim``."""

from . import main

if __name__ == "__main__":  # worker processes import this module too
    main()
