"""One measurement in a process of its own: ``python -m tests.bench.measure KIND JSON`` prints JSON.

A fresh process gives clean peak memory; kernels come from the cache that an earlier process filled.
"""

import json
import resource
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

STAGES = {  # of the benchmark, by phase of the day
    "publish": "publish", "serve": "serve", "search": "search", "follow": "search", "convert": "convert",
    "record": "record", "settle": "record", "retain": "retain",
}  # fmt: skip
PARTS_OF_SERVE = {"learn": "learn", "pools": "build_pools", "sessions": "serve"}


def measure_platform(
    n_users: int, threads: int, warm_days: int, days: int, *, feed_only: bool = False
) -> dict[str, Any]:
    """Build a default platform (or one without search and ads), let it warm up, and time some days."""
    start, cpu_start = perf_counter(), process_time()
    from xhs_sim import model as module
    from xhs_sim.config import load_config

    size = [f"population.n_users={n_users}", f"threads={threads}", f"n_days={warm_days + days + 1}"]
    config = load_config([*size, *(["search.intent.searcher_share=0", "ads=none"] if feed_only else [])])
    imported = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        model = module.PlatformModel(config, record_to=Path(folder))
        built, cpu_built = perf_counter(), process_time()
        for _ in range(warm_days):
            model.step()
        seconds = time_stages(model)
        wall, cpu = perf_counter(), process_time()
        for _ in range(days):
            model.step()
        wall, cpu = perf_counter() - wall, process_time() - cpu
        daily = model.recorder.frame("daily")[-days:]
        sessions = int(daily["sessions"].sum())
        bytes_per_user, seconds = bytes_of(model.world) / len(model.world.users.key), dict(seconds)
        stage_ns = {} if threads > 1 or feed_only else cost_by_stage(model)
        model.close()
    return {
        "impressions": int(daily["impressions"].sum()), "sessions": sessions,
        "live_notes": int(daily["live_notes"][-1]), "windows": sum(dict(config.feed.quota).values()),
        "active_users": int(daily["active_users"].sum()),
        "import_s": imported - start, "build_s": built - imported, "build_cpu_s": cpu_built - cpu_start,
        "wall_s": wall, "cpu_s": cpu, "stages_cpu_s": seconds, "stage_ns": stage_ns, "bytes_per_user": bytes_per_user,
        "peak_mb": peak_mb(),
    }  # fmt: skip


def bytes_of(world: Any) -> int:
    """Return the memory of all columns of people and of the graph."""
    columns = (*world.truth, *world.users, *world.creators, *world.brands, world.graph.indptr, world.graph.followers)
    return sum(column.nbytes for column in columns)


def measure_threads(n_users: int, warm_days: int, pairs: int) -> dict[str, Any]:
    """Let days pass with one thread and with two in turn (1 2, 2 1, ...); return the wall time of each kind.

    One process, one market, neighbouring days: what the machine does besides falls on both alike. The
    number of threads changes no result.
    """
    import numba

    from xhs_sim import model as module
    from xhs_sim.config import load_config

    days = [(1, 2) if pair % 2 == 0 else (2, 1) for pair in range(pairs)]
    order = [threads for pair in days for threads in pair]
    config = load_config([f"population.n_users={n_users}", "threads=2", f"n_days={warm_days + len(order)}"])
    walls = []
    with tempfile.TemporaryDirectory() as folder:
        model = module.PlatformModel(config, record_to=Path(folder))
        for _ in range(warm_days):
            model.step()
        cpu = process_time()
        for threads in order:
            numba.set_num_threads(threads)
            start = perf_counter()
            model.step()
            walls.append(perf_counter() - start)
        cpu = process_time() - cpu
        shown = model.recorder.frame("daily")["impressions"][-len(order) :].to_list()
        model.close()
    ns = [1e9 * wall / n for wall, n in zip(walls, shown, strict=True)]
    speedups = [ns[2 * pair + threads.index(1)] / ns[2 * pair + threads.index(2)] for pair, threads in enumerate(days)]
    return {"impressions": sum(shown), "cpu_s": cpu, "threads": order, "wall_ns": ns, "speedups": speedups}


def time_stages(model: Any) -> dict[str, float]:
    """Wrap the day's stages; the table returned fills up as the model steps."""
    from xhs_sim.actors import feed
    from xhs_sim.phase import changed

    seconds: dict[str, float] = defaultdict(float)

    def timed(name: str, call: Any) -> Any:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            start = process_time()
            result = call(*args, **kwargs)
            seconds[name] += process_time() - start
            return result

        return wrapper

    order = type(model).phases
    instead = {phase.name: timed(STAGES[phase.name], phase.do) for phase in order if phase.name in STAGES}
    model.phases = changed(order, **instead)
    for name, attribute in PARTS_OF_SERVE.items():
        setattr(feed, attribute, timed(f"serve.{name}", getattr(feed, attribute)))
    return seconds


def cost_by_stage(model: Any) -> dict[str, float]:
    """Let one more day pass; return CPU nanoseconds per impression of every stage of it (see ``stages``)."""
    from xhs_sim.actors import feed

    from .stages import replaying, stages_of_serving

    inner: dict[str, float] = defaultdict(float)
    feed.serve = replaying(feed.serve, inner)
    seconds = time_stages(model)
    model.step()
    spent = stages_of_serving(inner)
    spent |= {name: seconds[name] for name in ("search", "convert", "record", "publish", "retain")}
    spent |= {"learn": seconds["serve.learn"], "pools": seconds["serve.pools"]}
    impressions = int(model.recorder.frame("daily")["impressions"][-1])
    return {name: 1e9 * value / impressions for name, value in spent.items()}


def measure_twin(n_users: int, warm_days: int, days: int) -> dict[str, Any]:
    """Time some days of the Mesa twin, started from the same world."""
    from xhs_sim.config import load_config
    from xhs_sim.model import PlatformModel

    from ..twins.mesa_twin import MesaTwin

    source = PlatformModel(load_config([f"population.n_users={n_users}", "threads=1"]))
    start = process_time()
    twin = MesaTwin(source)
    build = process_time() - start
    for _ in range(warm_days):
        twin.step()
    cpu = process_time()
    for _ in range(days):
        twin.step()
    cpu = process_time() - cpu
    shown = [0, *twin.datacollector.model_vars["impressions"]]
    return {"impressions": shown[-1] - shown[-1 - days], "cpu_s": cpu, "build_cpu_s": build, "peak_mb": peak_mb()}


def measure_limit(**shape: Any) -> dict[str, Any]:
    """Time the least work."""
    from .limit_kernel import cpu_per_impression

    return {"impressions": shape["n_impressions"], "cpu_s": cpu_per_impression(**shape) * shape["n_impressions"]}


def peak_mb() -> float:
    """Return the largest resident size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


KINDS = {"platform": measure_platform, "twin": measure_twin, "limit": measure_limit, "threads": measure_threads}

if __name__ == "__main__":
    print(json.dumps(KINDS[sys.argv[1]](**json.loads(sys.argv[2]))))
