#!/bin/sh
# polars 2.1.0: the max of a struct is refused in select (InvalidOperationError), and is null without a word in group_by and over.
# "The newest of each key, of equals the last" written as struct(time, place) == struct(time, place).max().over(key) keeps no row.
# Seen: select raises; group_by(...).agg gives null for both groups; a filter by over keeps 0 of 4 rows; of plain columns 2.
# In the product: ingest/exports/merge.py takes one column after the other (tests/unit/ingest/exports/test_importing_forms.py).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check polars==2.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import polars as pl

rows = pl.DataFrame({"key": ["a", "a", "b", "b"], "time": [1, 3, 2, 2], "place": [0, 1, 0, 1]})
newest = pl.struct("time", "place")
try:
    rows.select(newest.max())
    in_select = "a value"
except pl.exceptions.InvalidOperationError:
    in_select = "refused"
in_groups = rows.group_by("key").agg(newest.max().alias("newest"))["newest"].null_count()
kept = rows.filter(newest == newest.max().over("key")).height
plain = rows.filter(pl.col("place") == pl.col("place").max().over("key")).height
print("polars", pl.__version__, "select:", in_select, "| null groups:", in_groups, "| kept by over:", kept, "| plain:", plain)
assert (in_select, in_groups, kept, plain) == ("refused", 2, 0, 2), "the behaviour has changed"
PYTHON
