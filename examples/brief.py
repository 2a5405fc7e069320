"""From a strategist's plan to an answer: the brief is checked, both tactics are tried, the verdict is told."""

from pathlib import Path

import xhs_sim

PLAN = """
name: 新品上市
brand: {name: 雪肌, topic: 护肤}
product: {name: 冰霜, price_cny: 99}
objectives: [{kind: 触达人数, goal: 500}]
budget_cny: 2500
phases: {launch: {first_day: 2026-12-02, last_day: 2026-12-06}}
tactics:
  初级达人: {tiers: {初级达人: 1}}
  小达人: {tiers: {koc: 1}}
"""

if __name__ == "__main__":
    Path("launch.yaml").write_text(PLAN, encoding="utf-8")
    small = ("population.audience=3000", "population.n_users=3000", "study.replicates=2")
    print(xhs_sim.compare("brief=launch.yaml", *small, threads=1).sentence)
