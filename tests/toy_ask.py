"""A fake of ``Lab.ask`` for the optimiser: functions of shares with a known best, and the luck of worlds and runs."""

import numpy as np
import polars as pl

SIZE, HALF = np.array([60.0, 50.0, 40.0, 30.0]), np.array([0.15, 0.2, 0.25, 0.3])
NAMES = ("a", "b", "c", "d")


def inside(x):
    """Diminishing returns in each: the best is inside, at (.30, .30, .25, .15) or near."""
    return float((SIZE * (1 - np.exp(-x / HALF))).sum())


def edge(x):
    """One is better than all others nearly everywhere: the best is (.975, .025, 0, 0)."""
    return float((np.array([140.0, 60.0, 50.0, 30.0]) * x ** np.array([0.8, 0.8, 0.8, 0.9])).sum())


def lumps(x):
    """What is bought comes in lumps, and a dear pot brings nothing below its price: the best is (.1, .1, .8, 0)."""
    price = np.array([0.02, 0.05, 0.2, 0.5])
    bought = np.floor(x / price + 1e-9) * price
    return float((np.array([70.0, 60.0, 110.0, 60.0]) * bought ** np.array([0.6, 0.7, 0.8, 0.9])).sum())


class ToyAsk:
    """Answers as a lab does: the baseline is worth 1000, points more; a world has luck with each pot, a run its own."""

    def __init__(self, value, sd=10.0, salt=0, fails=()):
        self.value, self.sd, self.salt, self.fails = value, sd, salt, set(fails)
        self.kept, self.n_made = {}, 0

    def __call__(self, points, *, arms=None, replicates=None):
        rows = [
            row for i, p in enumerate(points) for arm in arms for k in replicates for row in self.rows(i, p, arm, k)
        ]
        kinds = {"point": pl.Int32, "arm": pl.String, "replicate": pl.Int32, "metric": pl.String, "brand": pl.String,
                 "line": pl.String, "tier": pl.String, "value": pl.Float64, "error": pl.String}  # fmt: skip
        return pl.DataFrame(rows, schema=kinds, orient="row")

    def rows(self, i, point, arm, k):
        key = (arm, *sorted(point.items()), k)
        if key not in self.kept:
            self.n_made += 1
            self.kept[key] = self.run(point, arm, k)
        figures = self.kept[key]
        if figures is None:
            yield (i, arm, k, None, None, None, None, None, "it broke")
            return
        for metric, value in figures.items():
            yield (i, arm, k, metric, None, None, None, value, None)

    def run(self, point, arm, k):
        x = np.array([float(point.get(name, 0.0)) for name in NAMES])
        if arm == "nothing":
            x = 0 * x
        if (*x.tolist(), k) in self.fails:
            return None
        words = [self.salt, k, *(round(1e4 * share) for share in x)]
        world = np.random.default_rng([self.salt, k]).normal(size=4)
        own = np.random.default_rng([*words, int(point.get("coarse", 0))]).normal()
        luck = self.sd * (0.8 * float((x**0.7 * world).sum()) + 0.7 * own * (x.sum() > 0))
        coarse = 0.9 if point.get("coarse") else 1.0
        gain = coarse * self.value(x) + luck
        return {"value": 1000.0 + 50 * world[0] + gain, "other": 100.0 - float((x**2).sum()) * 40 + 0.1 * luck}
