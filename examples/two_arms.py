"""Two ways to spend the same money against spending none, on the same people: verdict and effects."""

import polars as pl

import xhs_sim

ARMS = {
    "nothing": ["campaign.budget_cny=0"],
    "bigger_names": ["campaign.tier_shares={head: 0, waist: 0, junior: 1, koc: 0}"],
    "many_small": ["campaign.tier_shares={head: 0, waist: 0, junior: 0, koc: 1}"],
}

if __name__ == "__main__":
    study = xhs_sim.compare(
        "campaign=face_cream", name="two_arms", study__baseline="nothing", study__arms=ARMS, study__replicates=2,
        n_days=8, campaign__start_day=1, campaign__budget_cny=2500, report__brand_focus="qingrou",
        study__outcomes=["reach"], population__n_users=3000, threads=1,
    )  # fmt: skip
    print(study.sentence)
    print(
        study.effects.filter(pl.col("metric") == "reach", pl.col("brand") == "qingrou").select(
            "arm", "diff", "ci_low", "ci_high"
        )
    )
