"""``make bench``: how fast, how large, and against what. Run as ``python tests/bench/run.py``.

Each measurement has a process of its own. Ratios are of CPU time, taken in rounds in which the
things compared follow each other, and the median over rounds counts. Only ``thread_speedup`` is of
wall time: of neighbouring days in one process, with one thread and with two in turn. Beside it
stands ``machine_speedup``: what two processes at once, which share nothing, get done over one alone.
Two cores of a shared machine seldom do twice the work of one, and no program can make more of them
than that. Writes ``outputs/bench.json``.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
RATIO_USERS, LARGE_USERS = 100_000, 1_000_000
DAYS = {10_000: (2, 7), 100_000: (2, 4), 1_000_000: (1, 2)}  # warm, timed; other sizes: as 1M
PAIRS = 6  # of days with one thread and with two
GOALS = {
    "mesa_ratio": ">= 60", "limit_ratio": "<= 8", "thread_speedup": ">= 1.6", "cpu_scaling_100k_to_1m": "<= 1.3",
}  # fmt: skip
Result = dict[str, Any]


def begin(kind: str, threads: int = 1, **arguments: Any) -> subprocess.Popen[str]:
    """Begin one measurement in a fresh process."""
    pins = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
    environment = os.environ | pins | {"NUMBA_NUM_THREADS": str(threads)}
    if kind == "platform":
        arguments["threads"] = threads
    command = [sys.executable, "-m", "tests.bench.measure", kind, json.dumps(arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def result_of(process: subprocess.Popen[str]) -> Result:
    """Wait for a measurement."""
    out, errors = process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(process.args[2:])} failed:\n{errors}")  # type: ignore[arg-type, index]
    result: Result = json.loads(out.splitlines()[-1])
    result["ns_per_impression"] = 1e9 * result["cpu_s"] / result["impressions"]
    return result


def measure(kind: str, threads: int = 1, **arguments: Any) -> Result:
    """Run one measurement in a fresh process."""
    return result_of(begin(kind, threads, **arguments))


def measure_side_by_side(n_users: int) -> Result:
    """Run the same one-thread measurement twice at once; return one of them, with the wall time of both."""
    warm, days = DAYS[n_users]
    arguments = {"n_users": n_users, "warm_days": warm, "days": days}
    both = [result_of(each) for each in [begin("platform", **arguments) for _ in range(2)]]
    return {**both[0], "wall_s": sum(each["wall_s"] for each in both) / 2}


def measure_size(n_users: int, threads: int = 1, **options: Any) -> Result:
    """Measure the platform at one size."""
    warm, days = DAYS.get(n_users, DAYS[LARGE_USERS])
    return measure("platform", threads, n_users=n_users, warm_days=warm, days=days, **options)


def measure_round(sizes: list[int], console: Console) -> Result:
    """Measure everything once, things to be compared close together."""
    found: Result = {"platform": {}}

    def note(label: str, result: Result) -> Result:
        console.print(f"  {label:<26}{result['ns_per_impression']:>10,.0f} ns CPU per impression")
        return result

    for n in sizes:
        found["platform"][n] = note(f"platform, {n:,} users", measure_size(n))
        if n == RATIO_USERS:
            in_turn = measure("threads", 2, n_users=n, warm_days=2, pairs=PAIRS)
            found["two_threads"] = note("one and two threads in turn", in_turn)
            found["side_by_side"] = note("two processes at once", measure_side_by_side(n))
            found["twin"] = note(f"Mesa twin, {n:,} users", measure("twin", n_users=n, warm_days=0, days=1))
            found["feed_only"] = note("without search and ads", measure_size(n, feed_only=True))
            found["limit"] = note("least work", measure("limit", **shape_of(found["feed_only"], n)))
    return found


def shape_of(result: Result, n_users: int) -> Result:
    """Return the least work's shape: as many candidates, notes and impressions as the platform had."""
    return {
        "n_users": n_users, "n_notes": result["live_notes"], "windows": result["windows"],
        "slots": result["impressions"] / result["sessions"], "n_impressions": result["impressions"],
    }  # fmt: skip


def ratios_of(found: Result) -> dict[str, float]:
    """Return one round's ratios; the least work knows no search and no ads, so neither does what is held to it."""
    sizes, ratios = found["platform"], {}
    cost = {n: result["ns_per_impression"] for n, result in sizes.items()}
    if "twin" in found:
        ratios["mesa_ratio"] = found["twin"]["ns_per_impression"] / cost[RATIO_USERS]
    if "limit" in found:
        ratios["limit_ratio"] = found["feed_only"]["ns_per_impression"] / found["limit"]["ns_per_impression"]
    if "two_threads" in found:
        alone = sizes[RATIO_USERS]["wall_s"]
        ratios["thread_speedup"] = float(median(found["two_threads"]["speedups"]))
        ratios["machine_speedup"] = 2 * alone / found["side_by_side"]["wall_s"]
    if RATIO_USERS in cost and LARGE_USERS in cost:
        ratios["cpu_scaling_100k_to_1m"] = cost[LARGE_USERS] / cost[RATIO_USERS]
    return ratios


def summarise(rounds: list[Result]) -> Result:
    """Return what ``bench.json`` says: medians over rounds, and the rounds themselves."""
    sizes = list(rounds[0]["platform"])
    by_size = {n: [found["platform"][n] for found in rounds] for n in sizes}
    ratios = [ratios_of(found) for found in rounds]

    def middle(n: int, key: str) -> float:
        return float(median(result[key] for result in by_size[n]))

    return {
        **{name: median(each[name] for each in ratios) for name in ratios[0]},
        "bytes_per_user": middle(sizes[-1], "bytes_per_user"),
        "peak_bytes_per_user": middle(sizes[-1], "peak_mb") * 2**20 / sizes[-1],
        "impressions_per_cpu_s": {str(n): 1e9 / middle(n, "ns_per_impression") for n in sizes},
        "build_s": {str(n): middle(n, "build_s") for n in sizes},
        "stage_ns": {str(n): stage_costs(by_size[n]) for n in sizes},
        "peak_mb": {str(n): middle(n, "peak_mb") for n in sizes},
        "machine": {"cpu": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()},
        "rounds": rounds,
    }  # fmt: skip


def stage_costs(results: list[Result]) -> dict[str, float]:
    """Return CPU nanoseconds per impression of each stage, medians over rounds."""
    return {name: float(median(each["stage_ns"][name] for each in results)) for name in results[0]["stage_ns"]}


def show(summary: Result, console: Console, *, stages: bool) -> None:
    """Print the figures by size, the ratios beside their goals, and where the time goes."""
    table = Table("users", "start-up s", "impressions per CPU-s", "peak MB", title="The platform, one thread")
    for n, rate in summary["impressions_per_cpu_s"].items():
        table.add_row(f"{int(n):,}", f"{summary['build_s'][n]:.1f}", f"{rate:,.0f}", f"{summary['peak_mb'][n]:,.0f}")
    console.print(table)
    table = Table("ratio", "measured", "goal", title=f"Medians of {len(summary['rounds'])} rounds")
    for name in ("mesa_ratio", "limit_ratio", "thread_speedup", "machine_speedup", "cpu_scaling_100k_to_1m"):
        if name in summary:
            table.add_row(name, f"{summary[name]:.2f}", GOALS.get(name, ""))
    table.add_row("bytes_per_user", f"{summary['bytes_per_user']:.0f}", "")
    console.print(table)
    table = Table("stage", *(f"{int(n):,}" for n in summary["stage_ns"]), title="CPU ns per impression, by stage")
    for name in next(iter(summary["stage_ns"].values())):
        table.add_row(name, *(f"{cost[name]:,.1f}" for cost in summary["stage_ns"].values()))
    console.print(table)
    if stages:
        show_stages(summary["rounds"][-1]["platform"], console)


def show_stages(sizes: Result, console: Console) -> None:
    """Print CPU nanoseconds per impression by stage of the day."""
    names = list(dict.fromkeys(name for result in sizes.values() for name in result["stages_cpu_s"]))
    table = Table("stage", *(f"{int(n):,}" for n in sizes), title="CPU ns per impression by stage (last round)")
    for name in sorted(names):
        cost = (1e9 * result["stages_cpu_s"].get(name, 0.0) / result["impressions"] for result in sizes.values())
        table.add_row(name, *(f"{each:,.1f}" for each in cost))
    console.print(table)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 and 100,000 users only")
    parser.add_argument("--sizes", default="10000,100000,1000000", help="users, separated by commas")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stages", action="store_true", help="also print where the time goes")
    parser.add_argument("--out", type=Path, default=ROOT / "outputs" / "bench.json")
    options = parser.parse_args()
    console = Console()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    sizes = [n for n in sizes if n <= RATIO_USERS] if options.quick else sizes
    console.print("Compiling, if need be ...")
    for threads in (1, 2):
        measure("platform", threads, n_users=1000, warm_days=1, days=1)
    rounds = []
    for number in range(options.rounds):
        console.print(f"Round {number + 1} of {options.rounds}")
        rounds.append(measure_round(sizes, console))
    summary = summarise(rounds)
    show(summary, console, stages=options.stages)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    console.print(f"Written to {options.out.relative_to(ROOT) if options.out.is_relative_to(ROOT) else options.out}")


if __name__ == "__main__":
    main()
