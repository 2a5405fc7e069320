"""The files of the project, as the house rules look at them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("mesa_rows", "xhs_sim")  # below src/
PACKAGE = ROOT / "src" / "xhs_sim"
FOLDERS = (".ci", ".github", "configs", "docs", "examples", "experiments", "src", "tests")
TEXT = (
    ".cff",
    ".cfg",
    ".css",
    ".csv",
    ".html",
    ".ipynb",
    ".j2",
    ".md",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    "",
)


def files(folder: str, pattern: str) -> list[Path]:
    """Return the files below a folder of the project."""
    return sorted(path for path in (ROOT / folder).rglob(pattern) if "__pycache__" not in path.parts)


def named(path: Path) -> str:
    """Return a path as people write it."""
    return path.relative_to(ROOT).as_posix()


def texts() -> list[Path]:
    """Return every text file that belongs to the project."""
    top = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]  # a worktree's is a file
    inside = [path for folder in FOLDERS for path in files(folder, "*") if path.is_file()]
    return sorted(path for path in top + inside if path.suffix in TEXT)


def trees(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Yield each Python file below some folders with its syntax tree."""
    for folder in folders:
        for path in files(folder, "*.py"):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def n_lines(path: Path) -> int:
    """Return the lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield each function's name and its lines, docstring left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node) is not None:
                text = node.body[0]
                lines -= (text.end_lineno or text.lineno) - text.lineno + 1
            yield node.name, lines


def arguments(tree: ast.Module) -> Iterator[tuple[str, int, bool]]:
    """Yield each function's name, how many arguments it takes beside ``self``, and whether it is compiled."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            named = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            marks = " ".join(ast.unparse(mark) for mark in node.decorator_list)
            yield node.name, len(named) - (named[:1] in (["self"], ["cls"])), "njit" in marks or "lean" in marks


def words(name: str) -> list[str]:
    """Split ``snake_case``, ``CamelCase`` and ``UPPER`` into lower-case words."""
    parts = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return [word.lower() for word in parts.split("_") if word]


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield every name that a module gives to something: functions, classes, arguments, variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
