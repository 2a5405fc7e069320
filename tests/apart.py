"""Where two runs are not the same."""

from xhs_sim.records.tables import TABLES


def differing(one, other, *aside):
    """Return the tables in which two models that ran differ by a bit; those named ``aside`` are not looked at."""
    names = (name for name in TABLES if name not in aside)
    return [name for name in names if not one.recorder.frame(name).equals(other.recorder.frame(name))]
