"""Run experiment 11 as reported, then say what was sold before, during and after the promotion.

More overrides may follow on the command line; results stay in ``outputs/``.
"""

import sys
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1]))
from reading import compare, told

FOLDER, ARMS = Path("outputs/price_promotion"), ("list_price", "tenth_off", "quarter_off", "half_off")
WINDOWS = {"before": (0, 3), "during": (3, 7), "after": (7, 15)}  # days


def orders_of(arm: str) -> pl.DataFrame:
    """Return orders of the cream, in whatever shop, by seed and window."""
    rows = []
    for run in sorted(FOLDER.glob(f"{arm}/seed=*")):
        orders = pl.read_parquet(run / "records" / "orders.parquet").filter(product="face_cream")
        people = {  # an order's row stands for as many people as a reader does
            name: orders.filter(pl.col("day").is_between(a, b - 1))["weight"].sum() for name, (a, b) in WINDOWS.items()
        }
        rows.append({"seed": run.name} | people)
    return pl.DataFrame(rows).sort("seed")


def windows() -> None:
    """Print the change of orders against the list price, with 95% intervals over paired seeds."""
    usual = orders_of(ARMS[0])
    for window in WINDOWS:
        print(f"{window}: {usual[window].mean():.1f} orders at the list price")
        for arm in ARMS[1:]:
            change = (orders_of(arm)[window] - usual[window]).cast(pl.Float64).to_numpy()
            print(f"  {arm}: {told(change, '+.1f')}")


if __name__ == "__main__":  # worker processes import this module too
    compare("price_promotion")
    windows()
