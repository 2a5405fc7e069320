#!/bin/sh
# python-pptx 1.0.2: a new Presentation() is made from a template of the package, and keeps its document properties: every deck that it
# saves says that it was last modified by a person, whom the template names, in 2013. Setting the author does not change that.
# Seen: last_modified_by is a person's name, modified 2013; the author is the one that was set.
# In the product: report/deck.py empties author, title and last_modified_by (tests/unit/report/test_deck.py).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check python-pptx==1.0.2
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from pptx import Presentation

deck = Presentation()
deck.core_properties.author = "our team"
deck.save("deck.pptx")
about = Presentation("deck.pptx").core_properties
named = bool(about.last_modified_by.strip())
print(f"python-pptx 1.0.2: last modified by {'a person' if named else 'nobody'}, in {about.modified:%Y}; author {about.author}")
if not named or about.modified.year > 2020:
    raise SystemExit("the behaviour has changed")
PYTHON
