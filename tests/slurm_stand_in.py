"""What submitit calls of SLURM, in a few lines: ``sbatch`` runs the tasks of an array on this machine, so many at once.

No queue, no limits, no other machines: it shows that arrays are handed in, read back and taken back, and nothing more.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

PLACE = Path(os.environ.get("SLURM_STAND_IN", "."))
COMMANDS = ("sbatch", "srun", "sacct", "scancel")


def install(folder: Path) -> dict[str, str]:
    """Write the commands into a folder; return the environment that finds them."""
    for name in COMMANDS:
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "{__file__}" {name} "$@"\n', encoding="utf-8")
        (folder / name).chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "SLURM_STAND_IN": str(folder)}


def sbatch(script: str) -> None:
    """Hand in a script; keep what was asked."""
    text = Path(script).read_text(encoding="utf-8")
    number = str(len([*PLACE.glob("job*.sh")]) + 1)
    (PLACE / f"job{number}.sh").write_text(text, encoding="utf-8")
    array = re.search(r"^#SBATCH --array=0-(\d+)%(\d+)$", text, re.MULTILINE)
    last, at_once = map(int, array.groups()) if array else (-1, 1)
    command = [sys.executable, __file__, "queue", number, str(last), str(at_once)]
    subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print(f"Submitted batch job {number}")


def queue(number: str, last: str, at_once: str) -> None:
    """Run the tasks of a script, so many at once."""
    names = [f"{number}_{k}" for k in range(int(last) + 1)] or [number]
    running: dict[str, subprocess.Popen[bytes]] = {}
    while names or running:
        while names and len(running) < int(at_once):
            name = names.pop(0)
            running[name] = _task(number, name)
        time.sleep(0.05)
        for name in [name for name, task in running.items() if task.poll() is not None]:
            state = "COMPLETED" if running.pop(name).returncode == 0 else "FAILED"
            (PLACE / f"{name}.json").write_text(json.dumps(state), encoding="utf-8")


def _task(number: str, name: str) -> subprocess.Popen[bytes]:
    where = {"SLURM_NTASKS": "1", "SLURM_JOB_NUM_NODES": "1", "SLURM_NODEID": "0", "SLURM_PROCID": "0"}
    where |= {"SLURM_LOCALID": "0", "SLURM_JOB_ID": number, "SLURM_JOB_NODELIST": "here"}
    if "_" in name:
        where |= {"SLURM_ARRAY_JOB_ID": number, "SLURM_ARRAY_TASK_ID": name.partition("_")[2]}
    task = subprocess.Popen(["bash", PLACE / f"job{number}.sh"], env=os.environ | where, start_new_session=True)
    (PLACE / f"{name}.pid").write_text(str(task.pid), encoding="utf-8")
    return task


def srun(*words: str) -> None:
    """Run what follows the options."""
    first = next(k for k, word in enumerate(words) if word == sys.executable)
    os.execv(words[first], words[first:])


def sacct(*_: str) -> None:
    """Tell how tasks are."""
    print("JobID|State|NodeList")
    for pid in PLACE.glob("*.pid"):
        ended = pid.with_suffix(".json")
        print(f"{pid.stem}|{json.loads(ended.read_text(encoding='utf-8')) if ended.is_file() else 'RUNNING'}|here")


def scancel(name: str) -> None:
    """End a task."""
    with (PLACE / "cancelled").open("a", encoding="utf-8") as log:
        log.write(f"{name}\n")
    if (pid := PLACE / f"{name}.pid").is_file() and not pid.with_suffix(".json").is_file():
        os.killpg(int(pid.read_text(encoding="utf-8")), signal.SIGKILL)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
