"""Paid notes without the label: how many there are, what became of them, and what brands believe."""

from collections.abc import Mapping

from ..records.store import Recorder


def record_disclosure(recorder: Recorder, brand: str, day: int, columns: Mapping[str, float]) -> None:
    """Write a brand's day."""
    recorder.add("disclosure_daily", day=day, brand=brand, **columns)
