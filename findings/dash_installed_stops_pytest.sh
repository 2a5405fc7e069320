#!/bin/sh
# Dash 4.4.1 brings a pytest plugin (entry point pytest11) whose hook is marked in the old style. pytest 9.2.0 warns of that while it
# loads plugins, before it has read any test: in every project of that environment, whether it uses Dash or not. Where warnings are
# errors (filterwarnings = error, or -W error), pytest ends there: exit code 3, no test collected. -p no:dash leaves it out.
# Seen: with -W error: exit code 3, "Error while loading plugin"; with -p no:dash as well: 1 passed.
# In the product: addopts of pyproject.toml has -p no:dash, for whoever has the extra dashboard installed runs the tests.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check dash==4.4.1 pytest==9.2.0
mkdir "$folder/project"
echo "def test_that_has_nothing_to_do_with_dash(): pass" >"$folder/project/test_own.py"
cd "$folder/project"
if "$folder/venv/bin/python" -m pytest -q -W error >"$folder/with.log" 2>&1; then with=0; else with=$?; fi
if "$folder/venv/bin/python" -m pytest -q -W error -p no:dash >"$folder/without.log" 2>&1; then without=0; else without=$?; fi
echo "dash 4.4.1, pytest 9.2.0, -W error: exit code $with ($(grep -c 'Error while loading plugin' "$folder/with.log") plugin refused);" \
    "-p no:dash: exit code $without, $(tail -1 "$folder/without.log")"
grep -q "Error while loading plugin" "$folder/with.log" || { echo "the behaviour has changed"; exit 1; }
test "$with" != 0 && test "$without" = 0 || { echo "the behaviour has changed"; exit 1; }
