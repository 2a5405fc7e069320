"""How the pages become a site: ``make site``. Nothing is asked of the network, neither to build it nor to read it.

The source is the repository itself, so that a link is the same here and there: README is the home page, and what
stands beside `docs/` (experiments, examples, how to take part) is part of it.
"""

import re
import shutil
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

import xhs_sim  # noqa: E402  - after the path to it

project, author, copyright = "xhs_sim", "The authors of xhs_sim", "the authors of xhs_sim, Apache-2.0"  # noqa: A001
release = version = xhs_sim.__version__
root_doc = "README"
source_suffix = {".md": "markdown"}
include_patterns = [
    "*.md", "docs/*.md", "docs/**/*.md", "examples/*.md", "experiments/README.md", "experiments/**/README.md",
    "findings/README.md", "src/mesa_rows/README.md",
]  # fmt: skip
exclude_patterns = [".*", "outputs", "dist", "build", "tests", "src/xhs_sim"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_heading_anchors = 4
myst_enable_extensions = ["dollarmath"]
suppress_warnings = ["myst.header"]  # a page may begin at any level
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # numpydoc says it in words
napoleon_google_docstring = False

smartquotes = False  # what stands in quotes is often to be typed

html_theme = "furo"
html_title = f"xhs_sim {release}"
html_static_path = ["site"]
html_css_files = ["site.css"]
html_copy_source = html_show_sourcelink = False
html_search_language = "both"
html_last_updated_fmt = None
html_theme_options = {"navigation_with_keys": True, "footer_icons": []}

# What the sidebar lists, in its order. Pages are plain Markdown: the tree of pages is put into them here.
TREES: dict[str, dict[str, list[str]]] = {
    "README": {
        "Use it": [
            "docs/tutorial", "docs/brief", "docs/own_data", "docs/decisions", "docs/dashboard", "docs/runs",
            "docs/clusters",
            "examples/README", "experiments/README",
        ],
        "The model": [
            "docs/odd/README", "docs/glossary", "docs/parameters", "docs/metrics", "docs/data_dictionary",
            "docs/validation", "docs/bibliography", "docs/second_entry",
        ],
        "In Python": ["docs/reference", "src/mesa_rows/README"],
        "Take part": [
            "CONTRIBUTING", "docs/contributing/*", "docs/adr/README", "findings/README", "CHANGELOG", "SECURITY",
            "CODE_OF_CONDUCT",
        ],
    },
    "docs/odd/README": {"": ["docs/odd/[0-9]*"]},
    "docs/adr/README": {"": ["docs/adr/0*"]},
    "experiments/README": {"": ["experiments/[0-9]*/README"]},
}  # fmt: skip


class SearchBoth(SearchEnglish):
    """English words, and each pair of neighbouring Chinese characters: Chinese puts no blanks between words."""

    lang = "both"

    def split(self, text: str) -> list[str]:
        """Return the words of a text that are to be found."""
        runs = re.findall("[\u4e00-\u9fff]+", text)
        pairs = [run[start : start + 2] for run in runs for start in range(len(run) - 1)]
        return [*super().split(text), *runs, *pairs]


def add_tree(_app: Sphinx, name: str, source: list[str]) -> None:
    """Put the sidebar's entries at the end of the page that they belong to."""
    for caption, pages in TREES.get(name, {}).items():
        head = f":caption: {caption}\n" if caption else ""
        source[0] += (
            "\n\n```{toctree}\n:hidden:\n:glob:\n" + head + "\n" + "\n".join(f"/{page}" for page in pages) + "\n```\n"
        )


def let_names_break(_app: Sphinx, tree: nodes.document, _name: str) -> None:
    """Let long names in tables go on in the next line after a dot, a slash or an underscore."""
    for entry in tree.findall(nodes.entry):
        for name in entry.findall(nodes.literal):
            first, *parts = re.split(r"(?<=[./_])(?=\w)", name.astext())
            broken = [[nodes.raw("", "<wbr>", format="html"), nodes.Text(part)] for part in parts]
            name.children = [nodes.Text(first), *(node for pair in broken for node in pair)]


def add_front_door(app: Sphinx, problem: Exception | None) -> None:
    """Let the home page be what a folder opens with."""
    if problem is None and app.builder.name == "html":
        shutil.copyfile(Path(app.outdir) / "README.html", Path(app.outdir) / "index.html")


def setup(app: Sphinx) -> dict[str, Any]:
    """Say what is ours in the build."""
    app.add_search_language(SearchBoth)
    app.connect("source-read", add_tree)
    app.connect("doctree-resolved", let_names_break)
    app.connect("build-finished", add_front_door)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
