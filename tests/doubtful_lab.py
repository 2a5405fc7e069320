"""A lab that asks nobody: arms of kol_mix answer by a law whose truth is known, with the luck of a seed."""

import numpy as np
import polars as pl

from xhs_sim.lab.lab import SCHEMA
from xhs_sim.lab.platform import Platform

BRAND = "qingrou"
LEAK, POOL, REQUESTS = "commerce.leak_share", "feed.ladder.guarantee", "engage.requests"
TRUE = {"nothing": 1000.0, "head_heavy": 1100.0, "pyramid": 1250.0, "koc_spread": 1300.0}
GAIN = 120.0  # of the pyramid, where it leads
SLOPE = 10.0  # of KOC spread, by request


def leads_pyramid(values):
    """Where the pyramid leads: leaks below .65 and a first pool of 80 or more."""
    return values.get(LEAK, 0.8) < 0.65 and values.get(POOL, 70) >= 80


class KnownLab:
    """Answers at once.

    Parameters
    ----------
    noise : float
        Luck of a seed for each arm by itself; what it does to all arms alike is ten times that.
    fails : callable, optional
        Told values, arm and seed: whether that run fails.
    slope, gain : float
        What a request makes in KOC spread, and the pyramid's own where it leads.
    undelivered : str, optional
        An arm of whose plan nothing comes.
    heads : float
        Money of a campaign by head of the market.
    """

    def __init__(self, folder=None, noise=4.0, fails=None, heads=0.0, slope=SLOPE, gain=GAIN, undelivered=None):
        self.subject, self.folder = Platform(["experiment=kol_mix", "population.n_users=2000"]), folder
        self.noise, self.fails, self.asked = noise, fails or (lambda *_: False), []
        self.heads, self.slope, self.gain, self.undelivered = heads, slope, gain, undelivered
        self.arms, self.runs = [], []

    def ask(self, points, *, arms=None, replicates=None):
        self.asked.append((len(points), len(list(replicates))))
        self.arms.append(tuple(arms or self.subject.arms))
        self.runs.append(len(points) * len(list(replicates)) * len(self.arms[-1]))
        frames = [
            self._run(i, values, arm, k)
            for i, values in enumerate(points)
            for arm in (arms or self.subject.arms)
            for k in replicates
        ]
        return pl.DataFrame([row for rows in frames for row in rows], schema=SCHEMA, orient="row")

    def _run(self, point, values, arm, replicate):
        seed = self.subject.plan(values, arm, replicate).seed
        who = (point, arm, replicate, seed)
        if self.fails(values, arm, seed):
            return [(*who, None, None, None, None, None, None, "it broke")]
        alike = 10 * self.noise * np.random.default_rng(seed).normal()
        own = self.noise * np.random.default_rng([seed, list(TRUE).index(arm)]).normal()
        gmv = TRUE[arm] + alike + own + (self.gain if arm == "pyramid" and leads_pyramid(values) else 0.0)
        gmv += self.slope * (values.get(REQUESTS, 3.05) - 3.05) if arm == "koc_spread" else 0.0
        spend = 0.0 if arm == "nothing" else 300_000.0
        unpaid = {"planned_cny": 300_000.0, "delivered_cny": 0.0} if arm == self.undelivered else {}
        lines = [(*who, metric, BRAND, "posts", "head", value, "CNY", None) for metric, value in unpaid.items()]
        return lines + [
            (*who, metric, BRAND, None, None, value, "CNY", None)
            for metric, value in (
                ("expected_gmv", gmv),
                ("spend", spend),
                ("budget_per_head", self.heads if spend else 0.0),
            )
        ]
