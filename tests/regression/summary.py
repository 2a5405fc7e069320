"""The numbers that small runs are held to: what they are and how they are made."""

from pathlib import Path

import yaml

from xhs_sim.config import load_config
from xhs_sim.metrics import measure
from xhs_sim.model import PlatformModel
from xhs_sim.records.store import Records

BASELINE = Path(__file__).with_name("baseline.yaml")
MARKET = ("population.n_users=2000", "content.history_days=5", "n_days=4", "record.panel_share=0.0", "threads=1")
CAMPAIGN = ("campaign=face_cream", "campaign.start_day=1", "campaign.burst_days=2", "campaign.budget_cny=5000")
CASES = {"platform": (), "campaign": CAMPAIGN, "random_ranker": ("ranker=random",)}
KEPT = (
    "dau", "sessions_per_active_day", "impressions_per_active_day", "ctr", "like_rate", "save_rate", "comment_rate",
    "share_rate", "follow_rate", "exposure_gini", "small_creator_exposure_share", "publish_rate", "true_satisfaction",
    "brand_impressions", "reach", "product_visits", "carts", "spend",
)  # fmt: skip


def summary(case: str) -> dict[str, float]:
    """Run one case and return its numbers, to six digits."""
    config = load_config([*MARKET, *CASES[case]])
    frame = measure(Records(PlatformModel(config).run().recorder), list(config.brands))
    rows = frame.filter(frame["day"].is_null() & frame["metric"].is_in(KEPT) & frame["value"].is_not_null())
    return {
        row["metric"] + (f" of {row['brand']}" if row["brand"] else ""): float(f"{row['value']:.6g}")
        for row in rows.iter_rows(named=True)
    }


def read_baseline() -> dict[str, dict[str, float]]:
    """Return the numbers on file."""
    return yaml.safe_load(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
