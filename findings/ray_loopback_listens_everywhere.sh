#!/bin/sh
# Ray 2.60.0: ray start --head --node-ip-address 127.0.0.1 takes another address of the machine without a word, and its servers listen on
# every interface (:: and 0.0.0.0), with any address given. No token is asked for unless one lies in ~/.ray: whoever reaches the machine may
# run anything on a cluster that was asked to stay on loopback.
# Seen: asked for 127.0.0.1, "Local node IP" is 192.0.2.2 (that of eth0); the head's port listens on :: ; token: off
# In the product: docs/clusters.md asks for a token; tests/ray_nodes.py and a cluster of our own always have one.
# Needs Linux (/proc/net) and an interface beside loopback. Ends the processes that it started, by their id.
set -eu
folder=$(mktemp -d /tmp/ray-XXXXXX)
head_id=""
trap 'test -z "$head_id" || kill -9 -"$head_id" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check ray==2.60.0
unset RAY_AUTH_MODE RAY_AUTH_TOKEN RAY_AUTH_TOKEN_PATH RAY_ADDRESS || true
export HOME="$folder/home" RAY_USAGE_STATS_ENABLED=0
mkdir "$HOME"

port=$(python3 -c "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1])")
setsid "$folder/venv/bin/ray" start --head --block --node-ip-address 127.0.0.1 --port "$port" --num-cpus 1 \
    --object-store-memory 80000000 --include-dashboard false --temp-dir "$folder/h" >"$folder/head.log" 2>&1 &
head_id=$!
for _ in $(seq 60); do grep -q "Ray runtime started" "$folder/head.log" && break; sleep 1; done
python3 - "$port" "$folder/head.log" <<'PYTHON'
import re
import sys
from pathlib import Path

port, log = int(sys.argv[1]), Path(sys.argv[2]).read_text()
node = re.search(r"Local node IP: (\S+)", log).group(1)
lines = [line.split() for table in ("tcp", "tcp6") for line in Path("/proc/net", table).read_text().splitlines()[1:]]
listening = {line[1].split(":")[0] for line in lines if line[3] == "0A" and int(line[1].split(":")[1], 16) == port}
everywhere = any(set(address) == {"0"} for address in listening)
is_open = "Token authentication is disabled for this Ray cluster" in log
print(f"ray 2.60.0: asked for 127.0.0.1, told {node}; listens on all interfaces: {everywhere}; token: {'off' if is_open else 'on'}")
assert node != "127.0.0.1", "the behaviour has changed"
assert everywhere, "the behaviour has changed"
assert is_open, "the behaviour has changed"
PYTHON
