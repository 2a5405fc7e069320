"""A Ray cluster of two nodes on loopback, each with an address of its own (Linux answers to all of 127.0.0.0/8)."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

ROOT = Path(__file__).parents[1]
HEAD, WORKER = "127.0.0.2", "127.0.0.3"
_START_S = 60.0


def token_settings() -> dict[str, str]:
    """Without a token Ray lets anybody who reaches the machine run anything: it listens on every interface."""
    return {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32), "RAY_USAGE_STATS_ENABLED": "0"}


class Nodes:
    """The cluster; ``settings`` is the environment that reaches it."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.address = f"{HEAD}:{free.getsockname()[1]}"
        self.settings = token_settings()
        self._folder, self._nodes = folder, dict[str, subprocess.Popen[bytes]]()

    def start(self, python_path: str | None) -> None:
        """Start the head, then the other."""
        ours = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
        _, port = self.address.split(":")
        self._start("head", ours, "--head", "--port", port, "--include-dashboard", "false", "--node-ip-address", HEAD)
        self._start("worker", python_path or ours, "--address", self.address, "--node-ip-address", WORKER)

    def _start(self, name: str, python_path: str, *how: str) -> None:
        command = [
            str(Path(sys.executable).with_name("ray")), "start", "--block", *how, "--num-cpus", "1",
            "--object-store-memory", "80000000", "--include-log-monitor", "false",
        ]  # fmt: skip
        log_file = self._folder / f"{name}.log"
        with log_file.open("w") as log:
            self._nodes[name] = subprocess.Popen(
                [*command, "--temp-dir", f"{self._folder}/{name[0]}"], stdout=log, stderr=log, start_new_session=True,
                env=os.environ | self.settings | {"PYTHONPATH": python_path}, cwd=self._folder,
            )  # fmt: skip
        until = time.monotonic() + _START_S
        while "Ray runtime started" not in log_file.read_text():
            if time.monotonic() > until or self._nodes[name].poll() is not None:
                raise TimeoutError(log_file.read_text())
            time.sleep(0.2)

    def at_work(self) -> list[psutil.Process]:
        """Return the processes of the second node that run something."""
        return [each for each in _family(self._nodes["worker"]) if each.name().startswith("ray::guest")]

    def kill_worker_node(self) -> None:
        """Take the second node away, as a power cut would."""
        _kill(_family(self._nodes["worker"]))

    def close(self) -> None:
        """End both; only what was started here."""
        _kill([each for node in self._nodes.values() for each in _family(node)])
        for node in self._nodes.values():
            node.wait(10)


def _family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(process.pid)
        return [parent, *parent.children(recursive=True)]
    return []


def _kill(processes: list[psutil.Process]) -> None:
    for each in processes:
        with suppress(psutil.NoSuchProcess):
            each.send_signal(signal.SIGKILL)
    psutil.wait_procs(processes, timeout=10)


@contextmanager
def two_nodes(python_path: str | None = None) -> Iterator[Nodes]:
    """Yield a cluster of two nodes with a CPU each; ``python_path`` is where the second finds its modules."""
    with TemporaryDirectory(prefix="ray-", dir="/tmp") as folder:  # sockets in longer paths have no name
        nodes = Nodes(Path(folder))
        try:
            nodes.start(python_path)
            yield nodes
        finally:
            nodes.close()
