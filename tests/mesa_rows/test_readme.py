"""The README's example runs as it stands, is as short as it says, and prints what is written below it."""

import re
import textwrap
from pathlib import Path

import mesa_rows

README = (Path(mesa_rows.__file__).parent / "README.md").read_text(encoding="utf-8")
((CODE, SHOWN),) = re.findall(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", README, re.DOTALL)


def test_the_example_prints_what_the_readme_shows(capsys):
    exec(compile(CODE, "README.md", "exec"), {})
    assert capsys.readouterr().out == textwrap.dedent(SHOWN)


def test_all_that_is_public_is_explained():
    """Each name stands in the README or in the package's own description."""
    text = README + (mesa_rows.__doc__ or "")
    assert not [name for name in mesa_rows.__all__ if not re.search(rf"\b{name}\b", text)]
    assert not [name for name in mesa_rows.__all__ if not getattr(mesa_rows, name).__doc__]


def test_the_readme_lists_every_module():
    modules = {path.stem for path in Path(mesa_rows.__file__).parent.glob("*.py")} - {"__init__"}
    named = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", README, re.MULTILINE)))
    assert not modules - set(named)
