"""What is not known is varied: what the same money reaches, at three guesses of how readily people open notes."""

import polars as pl

import xhs_sim

if __name__ == "__main__":
    table = xhs_sim.sweep(
        "campaign=face_cream", "campaign.start_day=0", "campaign.burst_days=2", "campaign.budget_cny=2000",
        name="guesses", engage__click_taste=[1.0, 2.0, 3.0], population__n_users=2000, n_days=4, threads=1,
    )  # fmt: skip
    reach = table.filter(pl.col("metric") == "reach", pl.col("brand") == "qingrou")
    print(reach.select("engage.click_taste", "value"))
