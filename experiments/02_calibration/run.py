"""Experiment 02: search for the numbers that bring the platform nearest to the real one; predict held-out accounts.

``run.py search``: go through the stages of ``search.yaml``; a killed search goes on where it was.
``run.py report``: what the search found, what is off, which parameter moves what.
``run.py apply``: write ``best.yaml`` into ``configs/``; comments stay.
``run.py halves NOTES CREATORS``: what the half of the accounts shows that targets may be set by.
``run.py holdout NOTES CREATORS [KEY=VALUE]...``: predict the other half.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import yaml
from rich.console import Console
from rich.table import Table

from xhs_sim.study import WorkerPool, submit_runs
from xhs_sim.study.calibrate import Bench, Found, calibrate, load_search
from xhs_sim.study.holdout import Account, Covered, figures_of, is_held_out, predict, read_accounts, read_run
from xhs_sim.study.loss import Aims
from xhs_sim.study.request import RunRequest, fixed_replicates, replicated
from xhs_sim.study.single import plan_single
from xhs_sim.study.surface import sensitivities
from xhs_sim.study.targets import load_targets

HERE = Path(__file__).parent
CONFIGS = HERE.parents[1] / "configs"
TELLING = 0.5  # half ranges over a parameter's bounds, from which on it is told that a figure moves


def search(out: Path, workers: int) -> None:
    """Search, write the best values to ``best.yaml``, and report."""
    found = calibrate(bench(out, workers), tell=lambda line: print(line, flush=True))
    (out / "best.yaml").write_text(yaml.safe_dump(nested(found.best.values)), encoding="utf-8")
    report(out, found)


def bench(out: Path, workers: int) -> Bench:
    """Return the search of this experiment."""

    def carry(plan: Sequence[RunRequest]) -> list[Any]:
        return submit_runs(plan, backend=WorkerPool(workers, 1), may_replace=True)

    return Bench(load_search(HERE / "search.yaml"), load_targets(), out, carry)


def nested(values: Mapping[str, float]) -> dict[str, Any]:
    """Return values by dotted path as ``configs/`` nests them."""
    whole: dict[str, Any] = {}
    for path, value in values.items():
        *parents, last = path.split(".")
        part = whole
        for parent in parents:
            part = part.setdefault(parent, {})
        part[last] = value
    return whole


def flat(part: Mapping[str, Any], before: str = "") -> dict[str, float]:
    """Return nested values by dotted path."""
    found: dict[str, float] = {}
    for name, value in part.items():
        path = f"{before}{name}"
        found |= flat(value, f"{path}.") if isinstance(value, dict) else {path: value}
    return found


def apply(out: Path) -> None:
    """Write the best values into the files that ``configs/config.yaml`` chooses."""
    defaults = yaml.safe_load((CONFIGS / "config.yaml").read_text(encoding="utf-8"))["defaults"]
    chosen = {group: name for each in defaults if isinstance(each, dict) for group, name in each.items()}
    for path, value in flat(yaml.safe_load((out / "best.yaml").read_text(encoding="utf-8"))).items():
        group, *steps = path.split(".")
        file = CONFIGS / group / f"{chosen[group]}.yaml"
        file.write_text(with_value(file.read_text(encoding="utf-8"), steps, value), encoding="utf-8")
        print(f"{file.relative_to(CONFIGS)}: {'.'.join(steps)} = {value:g}")


def with_value(text: str, steps: Sequence[str], value: float) -> str:
    """Return YAML with one number replaced where it stands."""
    node = yaml.compose(text)
    for step in steps:
        node = next(inner for key, inner in node.value if key.value == step)
    return f"{text[: node.start_mark.index]}{value:g}{text[node.end_mark.index :]}"


def report(out: Path, found: Found) -> None:
    """Print and keep where each figure of the best trial lies, and what moves it."""
    plan, console = load_search(HERE / "search.yaml"), Console(width=160)
    aims, moved = Aims.of(load_targets(), plan.leave_out), sensitivities(found.surface, plan.names)
    values = aims.values_of(found.best.figures)
    table = Table(
        "target", "low", "value", "high", "loss", "over its bounds, in half ranges", title=f"{found.best.loss:.2f}"
    )
    for i in np.argsort(-aims.losses(values), kind="stable"):
        name = aims.names[i]
        most = sorted(moved[name].items(), key=lambda item: -abs(item[1]))[:4]
        told = "  ".join(f"{path.partition('.')[2]} {slope:+.1f}" for path, slope in most if abs(slope) >= TELLING)
        numbers = (f"{number:.4g}" for number in (aims.low[i], values[i], aims.high[i], aims.losses(values)[i]))
        table.add_row(name, *numbers, told)
    console.print(table)
    print(yaml.safe_dump(nested(found.best.values)))
    rows = [{"target": name, "parameter": path, "half_ranges": slope}
            for name, slopes in moved.items() for path, slope in slopes.items()]  # fmt: skip
    pl.DataFrame(rows).write_csv(out / "sensitivities.csv")


def halves(notes: Path, creators: Path) -> tuple[dict[str, Account], dict[str, Account], dict[str, Any]]:
    """Return the accounts that may be fitted to, those that may not, and what ``holdout.yaml`` says."""
    rule = yaml.safe_load((HERE / "holdout.yaml").read_text(encoding="utf-8"))
    accounts = read_accounts(notes, creators, days=rule["days"], grown=rule["grown"])
    held = {name: account for name, account in accounts.items() if is_held_out(name, rule["seed"])}
    return {name: account for name, account in accounts.items() if name not in held}, held, rule


def holdout(notes: Path, creators: Path, out: Path, workers: int, overrides: Sequence[str]) -> None:
    """Run the platform, predict the held-out accounts from it, print and keep which figures are covered."""
    _, held, rule = halves(notes, creators)
    first = plan_single(["name=holdout", *rule["run"], *overrides], out)
    assert first.config is not None
    plan = replicated(first, fixed_replicates(first.config))
    submit_runs(plan, backend=WorkerPool(workers, 1), may_replace=True, tell=print)
    simulated = [account for each in plan for account in read_run(each.run_dir, grown=rule["grown"]).values()]
    found = predict(held, simulated, draws=rule["draws"], level=rule["level"], seed=rule["seed"])
    show_covered(found, f"{len(held)} accounts, {sum(len(a.logs) for a in held.values())} notes, none sets a target")
    (out / "holdout.json").write_text(json.dumps([vars_of(each) for each in found], indent=2) + "\n", encoding="utf-8")


def vars_of(each: Covered) -> dict[str, Any]:
    """Return a figure as ``holdout.json`` holds it."""
    row = {name: getattr(each, name) for name in ("figure", "value", "low", "middle", "high")}
    return row | {"within": each.is_within}


def show_covered(found: Sequence[Covered], title: str) -> None:
    """Print each figure beside its interval."""
    table = Table("figure", "held out", "predicted", "90% interval", "", title=title)
    for each in found:
        word = "covered" if each.is_within else "off"
        table.add_row(
            each.figure, f"{each.value:.3f}", f"{each.middle:.3f}", f"{each.low:.3f} to {each.high:.3f}", word
        )
    Console(width=120).print(table)
    covered = sum(each.is_within for each in found)
    print(f"{covered} of {len(found)} figures covered ({covered / len(found):.0%}; the line is 80%)")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("search", "report", "apply", "halves", "holdout"))
    parser.add_argument("rest", nargs="*", help="NOTES CREATORS [KEY=VALUE]...")
    parser.add_argument("--out", type=Path, default=Path("outputs/calibration"))
    parser.add_argument("--workers", type=int, default=0, help="runs in parallel; 0 = as many as the cores allow")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    if asked.command in ("search", "report"):
        search(asked.out, asked.workers)
        return
    if asked.command == "apply":
        apply(asked.out)
        return
    notes, creators, *overrides = asked.rest
    if asked.command == "halves":
        fit, held, _ = halves(Path(notes), Path(creators))
        print(len(fit), figures_of([account.logs for account in fit.values()]), len(held))
        return
    holdout(Path(notes), Path(creators), asked.out, asked.workers, overrides)


if __name__ == "__main__":  # worker processes import this module too
    main()
