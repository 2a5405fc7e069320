"""Overrides as text: what they set, and how one list goes on top of another."""

from collections.abc import Sequence


def key_of(override: str) -> str:
    """Return what an override sets: ``a.b`` for ``+a.b=1``, ``~a.b`` and ``a.b=1``."""
    return override.split("=", 1)[0].lstrip("+~").split("@")[0].strip()


def value_of(override: str) -> str:
    """Return the text after the equals sign; empty for a deletion."""
    return override.split("=", 1)[1] if "=" in override else ""


def put_on_top(below: Sequence[str], above: Sequence[str]) -> list[str]:
    """Return ``below`` followed by ``above``, without what ``above`` sets anew."""
    taken = {key_of(override) for override in above}
    return [override for override in below if key_of(override) not in taken] + list(above)
