"""A feed of one's own is a list of weights: fresh notes of followed creators first, and a little of what one likes."""

import polars as pl

import xhs_sim

WEIGHTS = {
    "shipped": {"predicted_click": 1.0, "predicted_quality": 0.66, "recency": 0.5, "followed": 0.5, "boost": 1.0},
    "mine": {"recency": 2.0, "followed": 3.0, "predicted_click": 0.2},
}

if __name__ == "__main__":
    for name, weights in WEIGHTS.items():
        metrics = xhs_sim.run(name=name, ranker__weights=weights, population__n_users=2000, n_days=4, threads=1)
        whole = metrics.filter(pl.col("metric").is_in(["ctr", "exposure_gini"]), pl.col("day").is_null())
        print(name, dict(whole.select("metric", "value").iter_rows()))
