#!/bin/sh
# Ray 2.60.0: ray.init() with nothing to join leaves a token in ~/.ray/auth_token. From then on ray start --head of this user asks for that
# token, of which it tells; but neither a second node (ray start --address=HOST:PORT) nor a driver (ray.init("HOST:PORT")) of the same
# user sends it, though it lies in the same place. Both fail after 20 s: the driver with "Failed to connect to Ray cluster", as if
# nobody were there. ray.init("auto") finds the same cluster and sends the token; so does the address with RAY_AUTH_MODE=token.
# Seen: by address: ConnectionError, after 20 s; second node: exit code 1; by "auto": joined; by address and RAY_AUTH_MODE=token: joined
# In the product: lab/engines/ray_cluster.py sets RAY_AUTH_MODE=token where there is a token; a cluster of its own leaves none at home.
# Needs 127.0.0.2 (Linux). Ends the processes that it started, by their id.
set -eu
folder=$(mktemp -d /tmp/ray-XXXXXX)
head_id=""
trap 'test -z "$head_id" || kill -9 -"$head_id" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check ray==2.60.0
unset RAY_AUTH_MODE RAY_AUTH_TOKEN RAY_AUTH_TOKEN_PATH RAY_ADDRESS || true
export HOME="$folder/home" RAY_USAGE_STATS_ENABLED=0
mkdir "$HOME"
few="--num-cpus 1 --object-store-memory 80000000"

"$folder/venv/bin/python" -c "
import ray
ray.init(address='local', num_cpus=1, include_dashboard=False, object_store_memory=80_000_000, _temp_dir='$folder/r')
" 2>/dev/null
test -f "$HOME/.ray/auth_token"

port=$(python3 -c "import socket; s = socket.create_server(('127.0.0.2', 0)); print(s.getsockname()[1])")
# shellcheck disable=SC2086
setsid "$folder/venv/bin/ray" start --head --block --node-ip-address 127.0.0.2 --port "$port" $few --include-dashboard false \
    --temp-dir "$folder/h" >"$folder/head.log" 2>&1 &
head_id=$!
for _ in $(seq 60); do grep -q "Ray runtime started" "$folder/head.log" && break; sleep 1; done
grep -q "Token authentication is enabled" "$folder/head.log"

cat >"$folder/join.py" <<'PYTHON'
import sys
import time

import ray

began = time.monotonic()
try:
    ray.init(address=sys.argv[1], log_to_driver=False, _temp_dir=sys.argv[2] if sys.argv[1] == "auto" else None)
    print("joined")
except ConnectionError as error:
    print(f"ConnectionError, after {time.monotonic() - began:.0f} s: {error}")
PYTHON
by_address=$("$folder/venv/bin/python" "$folder/join.py" "127.0.0.2:$port" 2>/dev/null)
by_auto=$("$folder/venv/bin/python" "$folder/join.py" auto "$folder/h" 2>/dev/null)
told=$(RAY_AUTH_MODE=token "$folder/venv/bin/python" "$folder/join.py" "127.0.0.2:$port" 2>/dev/null)
# shellcheck disable=SC2086
if "$folder/venv/bin/ray" start --address "127.0.0.2:$port" --node-ip-address 127.0.0.3 $few --temp-dir "$folder/w" \
    >"$folder/second.log" 2>&1; then second=0; else second=1; fi
echo "ray 2.60.0: by address: $by_address; second node: exit code $second; by auto: $by_auto; by address, told: $told"
case "$by_address" in ConnectionError*) ;; *) echo "the behaviour has changed"; exit 1 ;; esac
test "$by_auto $told $second" = "joined joined 1" || { echo "the behaviour has changed"; exit 1; }
