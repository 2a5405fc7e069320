#!/bin/sh
# pandas 3.1.1: a CSV column of ids beyond 2**63 with an empty cell becomes text in which the empty cell is '' and not missing.
# One digit less, and the same cell is NaN (in a float column, which has lost digits). So isna() finds no gap, a join on
# the empty text matches all gaps with each other, and the count of missing ids is 0. The same holds for XLSX.
# Seen: [['x', '9223372036854788153'], ['y', '']], missing 0; with 1844674407370955161: missing 1, type float64.
# In the product: ids are written as text, and docs say to read them as text (tests/unit/office/test_office.py).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pandas==3.1.1
"$folder/venv/bin/python" - <<'PYTHON'
import io

import pandas as pd

large = pd.read_csv(io.StringIO("note,id\nx,9223372036854788153\ny,\n"))
less = pd.read_csv(io.StringIO("note,id\nx,1844674407370955161\ny,\n"))
print("pandas", pd.__version__, large.values.tolist(), int(large["id"].isna().sum()))
print("one digit less:", less["id"].dtype, int(less["id"].isna().sum()))
assert large.values.tolist() == [["x", "9223372036854788153"], ["y", ""]], "the behaviour has changed"
assert int(large["id"].isna().sum()) == 0, "the behaviour has changed"
assert (str(less["id"].dtype), int(less["id"].isna().sum())) == ("float64", 1), "the behaviour has changed"
PYTHON
