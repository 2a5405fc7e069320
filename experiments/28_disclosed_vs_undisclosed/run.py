"""Run experiment 28 as reported, then say from which chance of being caught on disclosing pays, by the label's cost.

More overrides may follow on the command line; results stay in ``outputs/``.
"""

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))
from reading import by_seed, compare, told

FOLDER, BRAND, METRIC = Path("outputs/disclosed_vs_undisclosed"), "qingrou", "expected_gmv"
CAUGHT = {"caught_0": 0.0, "caught_02": 0.02, "caught_05": 0.05, "caught_10": 0.1, "caught_20": 0.2, "caught_50": 0.5}
LABELS = {
    "label_half": "half the label's cost",
    "disclosed": "the label's cost",
    "label_twice": "twice the label's cost",
}
DRAWS, LEVEL = 4000, 95.0
Floats = NDArray[np.float64]


def falling(gains: Floats) -> Floats:
    """Return the nearest gains that never rise (pool adjacent violators): who is caught more often gains no more."""
    pools: list[tuple[float, int]] = []
    for gain in gains:
        mean, n = float(gain), 1
        while pools and pools[-1][0] < mean:
            before, m = pools.pop()
            mean, n = (before * m + mean * n) / (m + n), m + n
        pools.append((mean, n))
    return np.concatenate([np.full(n, mean) for mean, n in pools])


def break_even(chances: Floats, gains: Floats) -> float:
    """Return the chance at which falling gains cross zero, straight between those known; inf: they do not."""
    fitted = falling(gains)
    if fitted[0] <= 0:
        return 0.0
    if fitted[-1] > 0:
        return float("inf")
    after = int(np.argmax(fitted <= 0))
    high, low = fitted[after - 1], fitted[after]
    return float(chances[after - 1] + (chances[after] - chances[after - 1]) * high / (high - low))


def drawn(chances: Floats, gains: Floats) -> Floats:
    """Return the break-evens of whole seeds drawn again, the same ones every time; ``gains`` is (seeds, chances)."""
    rng, n = np.random.default_rng(0), len(gains)
    return np.array([break_even(chances, gains[rng.integers(0, n, n)].mean(axis=0)) for _ in range(DRAWS)])


def bounds(values: Floats) -> tuple[float, float]:
    """Return between what most of some draws lie."""
    low, high = np.quantile(values, [(1 - LEVEL / 100) / 2, (1 + LEVEL / 100) / 2], method="nearest")
    return float(low), float(high)


def with_interval(chances: Floats, gains: Floats) -> tuple[float, float, float]:
    """Return the break-even with its interval."""
    return break_even(chances, gains.mean(axis=0)), *bounds(drawn(chances, gains))


def tell() -> None:
    """Print what hidden notes add to disclosed ones by chance of being caught, and where that crosses zero."""
    chances = np.array([*CAUGHT.values()])
    hidden = np.stack([by_seed(FOLDER, arm, METRIC, BRAND) for arm in CAUGHT], axis=1)
    caught = np.stack([by_seed(FOLDER, arm, "caught_notes", BRAND) for arm in CAUGHT], axis=1)
    draws = {}
    for arm, label in LABELS.items():
        gains = hidden - by_seed(FOLDER, arm, METRIC, BRAND)[:, None]
        print(f"against {label}, hidden notes add to expected GMV, CNY")
        for k, chance in enumerate(chances):
            print(f"  caught {chance:.0%}: {told(gains[:, k], '+,.0f')} ({caught[:, k].mean():.1f} notes caught)")
        at, low, high = (f"{value:.3f}" for value in with_interval(chances, gains))
        print(f"  disclosing pays above {at} [{low}, {high}]")
        draws[label] = drawn(chances, gains)
    for less, more in pairwise(draws):
        low, high = bounds(draws[more] - draws[less])
        print(f"{more} over {less}: the break-even is higher by {low:.3f} to {high:.3f}")


if __name__ == "__main__":  # worker processes import this module too
    compare("disclosed_vs_undisclosed")
    tell()
