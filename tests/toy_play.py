"""A toy in place of the model: figures that follow from the configuration, in no time."""

import errno
import os
import time
from pathlib import Path

import polars as pl

from xhs_sim.config import Config
from xhs_sim.study.run import OnDay

CRASHING_USERS, FAILING_USERS, HANGING_USERS, FILLING_USERS = 666, 667, 668, 669
SCHEMA = {"metric": pl.String, "brand": pl.String, "day": pl.Int32, "value": pl.Float64, "unit": pl.String}


def play(config: Config, records_dir: Path, on_day: OnDay | None) -> pl.DataFrame:
    """Play the days without people; some numbers of users bring trouble."""
    records_dir.mkdir()
    pl.DataFrame({"day": range(config.n_days)}).write_parquet(records_dir / "daily.parquet")
    for day in range(config.n_days):
        time.sleep(float(os.environ.get("TOY_DAY_S", "0")))
        if on_day is not None:
            on_day(day + 1)
    _trouble(config.population.n_users)
    return figures(config)


def _trouble(n_users: int) -> None:
    if n_users == CRASHING_USERS:
        os._exit(11)
    if n_users == FAILING_USERS:
        raise ZeroDivisionError("nobody clicked")
    if n_users == FILLING_USERS:
        raise OSError(errno.ENOSPC, "No space left on device")
    if n_users == HANGING_USERS:
        time.sleep(60)


def figures(config: Config) -> pl.DataFrame:
    """Reach grows with the seed and the budget; spend is the budget."""
    luck, budget = float(config.seed % 97), config.campaign.budget_cny
    whole = {"reach": luck + budget / 1000, "gmv": 10 * luck + 2 * budget, "spend": budget}
    rows = [(name, "qingrou", None, value, "unit") for name, value in whole.items()]
    rows += [("dau", None, None, config.population.n_users / 3, "users")]
    rows += [("dau", None, day, config.population.n_users / 3 + day, "users") for day in range(config.n_days)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
