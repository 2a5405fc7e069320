"""One market for a week: what a run measures, as one long table."""

import polars as pl

import xhs_sim

if __name__ == "__main__":
    metrics = xhs_sim.run(name="first_run", population__n_users=2000, n_days=7, threads=1)
    whole = metrics.filter(pl.col("day").is_null() & pl.col("brand").is_null())
    print(whole.filter(pl.col("metric").is_in(["dau", "ctr", "sessions_per_active_day", "exposure_gini"])))
    print(metrics.filter(pl.col("metric") == "dau", pl.col("day").is_not_null()).select("day", "value"))
