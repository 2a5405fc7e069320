"""Hold a million rows against as many plain Mesa agents: bytes, and CPU seconds. Prints the table of the README.

Each kind is measured in a process of its own: ``measure.py rows``; without arguments both, and the table.
"""

import json
import subprocess
import sys
import time
import tracemalloc

import mesa
from herd import Meadow, ObjectSheep

N, N_WEIGHED, REPEATS = 1_000_000, 100_000, 5

BY_AGENTS = {
    '`agg("energy", sum)`': lambda agents: agents.agg("energy", sum),
    "`select` half of them": lambda agents: agents.select(lambda sheep: sheep.is_black),
    '`groupby("kind").count()`': lambda agents: agents.groupby("kind").count(),
    "`do` a `@vectorised` method of one line": lambda agents: agents.do("graze", 1.0),
    "`do` a plain method, agent by agent": lambda agents: agents.do("graze", 1.0),
}
BY_COLUMNS = BY_AGENTS | {
    "`select` half of them": lambda agents: agents.select(agents.get("is_black")),
    "`do` a `@vectorised` method of one line": lambda agents: agents.do("grow", 1.0),
}


def plain_herd(n):
    """Return a model of sheep as other Mesa models have them."""
    model = mesa.Model(rng=0)
    for number in range(n):
        ObjectSheep(model, number)
    return model


def row_herd(n):
    """Return a model of sheep as rows, with the same four fields."""
    model = Meadow(n)
    del model.arrays["wool"]
    return model


def seconds(call, *arguments):
    """Return the CPU seconds of a call."""
    start = time.process_time()
    call(*arguments)
    return time.process_time() - start


def measured(make, tasks):
    """Return by name what a herd takes: bytes an agent, and CPU seconds (the fastest of several)."""
    tracemalloc.start()
    weighed = make(N_WEIGHED)
    n_bytes = tracemalloc.get_traced_memory()[0] / len(weighed.agents)
    tracemalloc.stop()
    found = {"bytes an agent": n_bytes, "making them": seconds(make, N)}
    (agents,) = make(N).agents_by_type.values()
    return found | {name: min(seconds(task, agents) for _ in range(REPEATS)) for name, task in tasks.items()}


def told(name, value):
    """Return a figure of the table: bytes, or seconds as milliseconds, to two digits."""
    shown, unit = (value, "") if name.startswith("bytes") else (value * 1000, " ms")
    return f"{float(f'{shown:.2g}'):,g}{unit}"


KINDS = {"plain": (plain_herd, BY_AGENTS), "rows": (row_herd, BY_COLUMNS)}


def main():
    """Print what both kinds take, side by side."""
    commands = {kind: [sys.executable, __file__, kind] for kind in KINDS}
    printed = {kind: subprocess.check_output(command, text=True) for kind, command in commands.items()}
    plain, rows = (json.loads(printed[kind]) for kind in ("plain", "rows"))
    print(f"| {N:,} agents of four fields | Mesa {mesa.__version__} | rows |\n|---|---|---|")
    for name, there in plain.items():
        print(f"| {name} | {told(name, there)} | {told(name, rows[name])} |")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measured(*KINDS[sys.argv[1]])))
    else:
        main()
