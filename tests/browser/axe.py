"""What axe-core finds on a page: violations of accessibility that are serious or worse."""

from typing import Any

import pytest


def violations(page: Any) -> list[tuple[str, list[Any]]]:
    """Return the rules that a page breaks, and where; no rule that is less than serious."""
    engine = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = engine.Axe().run(page).response["violations"]
    return [
        (each["id"], [node["target"] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
