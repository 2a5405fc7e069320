"""The blocks and names in the project's pages."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PAGES = {
    "README": ROOT / "README.md", "tutorial": ROOT / "docs" / "tutorial.md", "contributing": ROOT / "CONTRIBUTING.md",
    "decisions": ROOT / "docs" / "decisions.md",
}  # fmt: skip


class Block(NamedTuple):
    """A fenced block: its language and what it holds."""

    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    found = re.findall(r"^```(\w+)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [Block(language, text) for language, text in found]


def commands(page: Path) -> list[str]:
    """Return the lines of a page that call ``xhs-sim``."""
    lines = [line for block in blocks(page) if block.language == "bash" for line in block.text.splitlines()]
    assert all(line.startswith("xhs-sim ") for line in lines), "other commands go into ```sh blocks, which are not run"
    return lines


def write_files(page: Path, folder: Path) -> None:
    """Write the YAML blocks whose first line names a file."""
    for block in blocks(page):
        if block.language == "yaml":
            head, _, text = block.text.partition("\n")
            path = folder / head.removeprefix("# ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
