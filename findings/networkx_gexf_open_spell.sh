#!/bin/sh
# networkx 3.6.1: an edge of a dynamic GEXF that is there again and still lasts (a spell without an end) is written right, and
# read back with the text 'None' as its end. Written once more, the file says end="None", which is no date.
# Seen: [('2026-01-01', '2026-01-03'), ('2026-01-05', 'None')]
# In the product: world/graph_history.py writes such spells, and never reads them back.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check networkx==3.6.1
"$folder/venv/bin/python" - <<'PYTHON'
import io

import networkx as nx

graph = nx.DiGraph(mode="dynamic")
graph.add_edge("follower", "creator", spells=[("2026-01-01", "2026-01-03"), ("2026-01-05", None)])
first, second = io.BytesIO(), io.BytesIO()
nx.write_gexf(graph, first)
back = nx.read_gexf(io.BytesIO(first.getvalue()))
nx.write_gexf(back, second)
spells = back.edges["follower", "creator"]["spells"]
print("networkx", nx.__version__, spells)
assert b"<spell start=\"2026-01-05\" />" in first.getvalue(), "the behaviour has changed"
assert spells == [("2026-01-01", "2026-01-03"), ("2026-01-05", "None")], "the behaviour has changed"
assert b"end=\"None\"" in second.getvalue(), "the behaviour has changed"
PYTHON
