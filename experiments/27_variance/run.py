"""Run experiment 27: split the variance of outcomes into its parts, then find the cheapest design for an interval.

``run.py [--worlds W] [--draws K] [--bases B] [--reseeds M] [overrides]``. Runs follow each other in this process, so
that their CPU is what it says.
"""

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from xhs_sim.config import Config, load_config
from xhs_sim.copies import go_on, live_before
from xhs_sim.metrics import METRICS
from xhs_sim.records.store import Records
from xhs_sim.rng import PARTS, Part
from xhs_sim.verdict.statistics import LEAST_RUNS, t_quantile

CONFIGS = Path(__file__).with_name("configs")
ARMS = ("pyramid", "koc_spread")
BRAND, LEVEL, LIKE_RUNS = "qingrou", 0.95, 24  # an interval as wide as that of so many independent replicates
FIGURES = ("reach", "brand_reads", "brand_engagements", "product_visits", "expected_visits", "orders",
           "expected_orders", "gmv", "expected_gmv")  # fmt: skip
COST = "cpc"  # of sponsored notes: what a read cost
NAMES = (*FIGURES, COST)
DRAWS_TRIED = (1, 2, 4, 8, 16, 32)
Floats = NDArray[np.float64]


def configs_of(overrides: Sequence[str]) -> dict[str, Config]:
    """Return the two arms."""
    arms = load_config(["experiment=variance", "threads=1", *overrides], CONFIGS).study.arms
    return {arm: load_config(["experiment=variance", "threads=1", *overrides, *arms[arm]], CONFIGS) for arm in ARMS}


def seeded(config: Config, seed: int, since: int | None = None, **parts: int) -> Config:
    """Return a configuration with a seed, and seeds of their own for some parts."""
    seeds = config.seeds.model_copy(update={**parts, "since_day": since})
    return config.model_copy(update={"seed": seed, "seeds": seeds})


def figures_of(config: Config, lived: object) -> Floats:
    """Return the outcomes of a campaign that goes on from the days before."""
    gc.collect()  # models refer to each other
    records = Records(go_on(lived, config).run().recorder)  # type: ignore[arg-type]
    whole = {name: METRICS[name].compute(records).filter(pl.col("day").is_null(), brand=BRAND) for name in
             (*FIGURES, COST)}  # fmt: skip
    values = {name: float(frame["value"].item()) for name, frame in whole.items()}
    return np.array([values[name] for name in NAMES])


def split(arms: dict[str, Config], bases: int, reseeds: int) -> dict[Part, Floats]:
    """Return the variance of both arms and of their difference when one part alone is drawn anew; (3, outcomes) each.

    Means over base seeds. Parts act together, so that these need not add up to the whole.
    """
    found: dict[Part, Floats] = {}
    for part in PARTS:
        spread = []
        for base in range(bases):
            runs = []
            for k in range(reseeds):
                own = {arm: seeded(config, base, **{part: 1000 + k}) for arm, config in arms.items()}
                lived = live_before(own[ARMS[0]], own[ARMS[0]].campaign.start_day)
                runs.append([figures_of(own[arm], lived) for arm in ARMS])
            spread.append(with_difference(np.array(runs)).var(axis=0, ddof=1))
        found[part] = np.mean(spread, axis=0)
    return found


def with_difference(values: Floats) -> Floats:
    """Put the difference of the two arms, second less first, behind them; arms are the last axis but one."""
    return np.concatenate([values, np.diff(values, axis=-2)], axis=-2)


def grid(arms: dict[str, Config], worlds: int, draws: int) -> tuple[Floats, float, float]:
    """Return outcomes (worlds, draws, arms, outcomes), and CPU seconds of a world and of a draw of both arms."""
    values, dear, cheap = [], 0.0, 0.0
    since = arms[ARMS[0]].campaign.start_day
    for world in range(worlds):
        began = time.process_time()
        lived = live_before(seeded(arms[ARMS[0]], world, since), since)
        made = time.process_time()
        drawn = [
            [figures_of(seeded(arms[arm], 10_000 * (draw + 1) + world, since, world=world, readers=world), lived)
             for arm in ARMS]
            for draw in range(draws)
        ]  # fmt: skip
        values.append(drawn)
        if world > 0:  # the first loads compiled code
            dear, cheap = dear + made - began, cheap + time.process_time() - made
    runs = max(worlds - 1, 1)
    return np.array(values), dear / runs, cheap / runs / draws


def components(values: Floats) -> tuple[Floats, Floats]:
    """Return the variance between worlds and between draws of one, by outcome; values are (worlds, draws, outcomes)."""
    within = values.var(axis=1, ddof=1).mean(axis=0)
    between = values.mean(axis=1).var(axis=0, ddof=1) - within / values.shape[1]
    return np.maximum(between, 0.0), within


def half_width(between: float, within: float, worlds: int, draws: int) -> float:
    """Return the half-width of an interval in which a world's mean counts once."""
    se = np.sqrt((between + within / draws) / worlds)
    return float(t_quantile(worlds - 1, LEVEL) * se)


def designs(between: float, within: float, target: float) -> Iterator[tuple[int, int]]:
    """Return the fewest worlds that reach a half-width, for each number of draws in a world."""
    for draws in DRAWS_TRIED:
        for worlds in range(LEAST_RUNS, 1000):
            if half_width(between, within, worlds, draws) <= target:
                yield worlds, draws
                break


def cheapest(between: float, within: float, target: float, dear: float, cheap: float) -> tuple[int, int, float]:
    """Return worlds, draws and CPU seconds of the cheapest design that reaches a half-width."""
    costs = [(worlds * (dear + draws * cheap), worlds, draws) for worlds, draws in designs(between, within, target)]
    cpu, worlds, draws = min(costs)
    return worlds, draws, cpu


def tell_split(found: dict[Part, Floats]) -> None:
    """Print shares of the sum of parts."""
    for place, what in enumerate((*ARMS, "difference")):
        print(f"\nsd when one part alone is drawn anew, and its share of the sum of variances: {what}")
        print(f"| outcome | {' | '.join(PARTS)} |\n|{'---|' * (1 + len(PARTS))}")
        for o, name in enumerate(NAMES):
            parts = np.array([found[part][place, o] for part in PARTS])
            share = parts / max(parts.sum(), 1e-300)
            cells = (f"{np.sqrt(v):.3g} ({s:.0%})" for v, s in zip(parts, share, strict=True))
            print(f"| {name} | {' | '.join(cells)} |")


def tell_design(values: Floats, dear: float, cheap: float) -> None:
    """Print effects, what pairing is worth, and the cheapest designs."""
    gain = with_difference(values)[:, :, 2]
    between, within = components(gain)
    print(f"\n{values.shape[0]} worlds x {values.shape[1]} campaigns x 2 arms; a world {dear:.2f} CPU s, "
          f"a campaign in both arms {cheap:.2f} CPU s; koc_spread less pyramid")  # fmt: skip
    print("| outcome | pyramid | difference | sd between worlds | between campaigns | paired se / unpaired | "
          f"cheapest design | CPU of {LIKE_RUNS} replicates |\n|{'---|' * 8}")  # fmt: skip
    whole = LIKE_RUNS * (dear + cheap)
    for o, name in enumerate(NAMES):
        flat = values[:, :, :, o].reshape(-1, 2)
        apart = flat.var(axis=0, ddof=1).sum()
        ratio = np.sqrt(np.diff(flat, axis=1).var(ddof=1) / apart) if apart > 0 else np.nan
        asked = name.removeprefix("expected_")  # as narrow as the draws' own interval
        like = NAMES.index(asked if asked in NAMES else "product_visits")
        target = half_width(between[like], within[like], LIKE_RUNS, 1)
        design = "no order", ""
        if target > 0:
            worlds, draws, cpu = cheapest(between[o], within[o], target, dear, cheap)
            design = f"{worlds} x {draws}", f"{cpu / whole:.2f}"
        print(f"| {name} | {flat[:, 0].mean():.4g} | {gain[:, :, o].mean():+.4g} | {np.sqrt(between[o]):.3g} | "
              f"{np.sqrt(within[o]):.3g} | {ratio:.2f} | {' | '.join(design)} |")  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Run both parts and print them."""
    read = argparse.ArgumentParser()
    for name, usual in (("worlds", 12), ("draws", 6), ("bases", 2), ("reseeds", 4)):
        read.add_argument(f"--{name}", type=int, default=usual)
    asked, overrides = read.parse_known_args(arguments)
    arms = configs_of(overrides)
    tell_design(*grid(arms, asked.worlds, asked.draws))
    sys.stdout.flush()
    tell_split(split(arms, asked.bases, asked.reseeds))


if __name__ == "__main__":
    main(sys.argv[1:])
