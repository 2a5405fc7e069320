"""A run leaves Parquet tables: the same question to them in Polars and in DuckDB."""

import duckdb
import polars as pl

import xhs_sim

if __name__ == "__main__":
    xhs_sim.run(name="records", population__n_users=2000, n_days=4, threads=1)
    notes = "outputs/records/run/seed=0/records/notes.parquet"
    rate = pl.col("clicks").sum() / pl.col("impressions").sum()
    print(pl.scan_parquet(notes).group_by("topic").agg(pl.len(), rate.alias("ctr")).sort("ctr").collect())
    print(
        duckdb.sql(
            f"select topic, count(*), sum(clicks) / sum(impressions) as ctr from '{notes}' group by topic order by ctr"
        )
    )
