"""Measure who gets how many runs: the table of ``docs/adr/0031-runs-for-arms-that-can-win.md``.

    PYTHONPATH=tests:tests/bench python tests/bench/selection.py

Five arms, 200 studies a row. Equal shares get as many runs of each arm as name the best in 95% of studies; that
number is the budget of all others.
"""

from collections.abc import Iterator

import numpy as np
from race import NOBODY, PLACES, Raced, named_at, race, runs_for, studies_of
from rivals_of_elimination import kim_nelson, ocba, top_two

STUDIES, LONGEST, ARMS = 200, 120, 5
ROWS = (("slippage", 1.0), ("slippage", 0.6), ("equal steps", 0.7), ("one clear winner", 0.4), ("two ahead", 0.7))
TIES = (("tie of two", 0.7), ("all alike", 0.0))
NOISE = (("normal", 0.0), ("normal", 0.8), ("skewed", 0.0), ("skewed", 0.8))


def told(ended: list[Raced], equal: float) -> str:
    """Say how many of a hundred named the best, and another; and the runs, as a share of those of equal shares."""
    named, runs = np.array([each.named for each in ended]), np.mean([each.runs for each in ended])
    wrong = (named != ARMS - 1) & (named != NOBODY)
    return f"{100 * np.mean(named == ARMS - 1):.1f} / {100 * wrong.mean():.1f} / {runs / equal:.2f}"


def procedures(studies: np.ndarray, gap: float, most: int) -> Iterator[list[Raced]]:
    """Every study by every procedure."""
    yield [race(values, most) for values in studies]
    yield [race(values, most, is_equal=True) for values in studies]
    yield [kim_nelson(values, gap) for values in studies]
    yield [kim_nelson(values, gap, is_updated=True) for values in studies]
    yield [ocba(values, ARMS * most) for values in studies]
    rng = np.random.default_rng(0)
    yield [top_two(values, ARMS * most, rng) for values in studies]


def main() -> None:
    """Print a row for each place of the means and each noise."""
    print("| means, gap | noise | equal | elimination | equal, as many looks | KN | KN++ | OCBA | top-two |")
    print("|---|---|---|---|---|---|---|---|---|")
    for place, gap in (*ROWS, *TIES):
        for kind, shared in NOISE:
            studies = studies_of(place, gap, STUDIES, LONGEST, shared=shared, kind=kind)
            most = 20 if (place, gap) in TIES else runs_for(studies)
            named = named_at(studies, most)
            wrong = np.mean((named != ARMS - 1) & (named != NOBODY))
            first = f"{100 * np.mean(named == ARMS - 1):.1f} / {100 * wrong:.1f} / {ARMS * most} runs"
            distance = max(gap, 0.5) * np.sqrt(2 * (1 - shared))
            cells = [told(ended, ARMS * most) for ended in procedures(studies, distance, most)]
            noise = kind if not shared else f"{kind}, {shared:.0%} shared"
            print("|", " | ".join([f"{place}, {gap:g}", noise, first, *cells]), "|", flush=True)


if __name__ == "__main__":
    assert {place for place, _ in (*ROWS, *TIES)} == {*PLACES}
    main()
