"""The model is Mesa's: users and creators are rows behind agent sets, brands are agents, a collector watches them."""

import mesa

from xhs_sim import PlatformModel
from xhs_sim.actors.brand import Brand
from xhs_sim.agents import Creator, User

if __name__ == "__main__":
    model = PlatformModel(
        rng=1, population__n_users=2000, n_days=3, campaign="face_cream", campaign__start_day=0, threads=1
    )
    collector = mesa.DataCollector(agenttype_reporters={Brand: {"name": "name", "reach": "reach"}})
    while model.running:
        model.step()
        collector.collect(model)
    print(collector.get_agenttype_vars_dataframe(Brand).query("reach > 0"))
    print(model.agents_by_type[User].agg("satisfaction", max), model.agents_by_type[Creator].agg("n_notes", sum))
