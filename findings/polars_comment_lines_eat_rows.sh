#!/bin/sh
# polars 2.1.0: read_csv(skip_rows=k, comment_prefix='#') on a file that opens with k comment lines drops k rows of data.
# Comment lines are left out first and not counted, so that skip_rows then skips edges. skip_lines=k counts lines as they
# stand and drops nothing. Follower graphs in the form of SNAP open with three or four such lines.
# Seen: rows 5, 4, 3, 2 for k = 0, 1, 2, 3 of 5; by skip_lines always 5; no word of it either way.
# In the product: ingest/edge_text.py cuts the text at the first edge (tests/unit/ingest/test_edge_file.py).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check polars==2.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import polars as pl

data = "1,2\n3,4\n5,6\n7,8\n9,10\n"
seen = {}
for how in ("skip_rows", "skip_lines"):
    texts = ["".join(f"# line {n}\n" for n in range(k)) + data for k in range(4)]
    seen[how] = [
        pl.read_csv(text.encode(), has_header=False, comment_prefix="#", **{how: k}).height for k, text in enumerate(texts)
    ]
print("polars", pl.__version__, seen)
assert seen == {"skip_rows": [5, 4, 3, 2], "skip_lines": [5, 5, 5, 5]}, "the behaviour has changed"
PYTHON
