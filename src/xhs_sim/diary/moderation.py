"""What the platform did about its rules: who looked at which notes, what followed, who objected, who waits."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ..records.store import Recorder


class ReviewRow(NamedTuple):
    """A note that the machine or a reviewer looked at."""

    decided_hour: float  # since day 0, when it was decided
    note: int
    creator: int
    source: int  # why
    by_machine: bool
    kind: int  # found, -1 = none
    waited_hours: float | None  # for a reviewer
    true_kind: int  # -1 = none


class PenaltyRow(NamedTuple):
    """A measure against a note, or a rung of a ladder that a creator or a brand reached."""

    decided_hour: float  # since day 0, when it was decided
    against: str  # note, creator or brand
    note: int  # that it is for
    creator: int | None
    brand: int  # -1 = none
    kind: int
    measure: str
    days: int | None  # None = until it is taken back
    points: int  # that the measure brings the brand which paid for the note
    points_total: int  # strikes of the creator, or points of the brand, that reached the rung
    since_published_hours: float | None
    true_kind: int  # -1 = none


class AppealRow(NamedTuple):
    """An appeal that was answered."""

    decided_hour: float  # since day 0, of the answer
    note: int
    creator: int
    kind: int
    measure: str
    answer_hours: float  # from the appeal to the answer
    is_granted: bool
    true_kind: int  # -1 = none


class QueueRow(NamedTuple):
    """Reviewers' day."""

    cases: int  # that came
    decided: int
    waiting: int
    reviewers: int


def record_reviews(recorder: Recorder, rows: Sequence[ReviewRow], day: int) -> None:
    """Write down who looked at which notes, and what they found."""
    if rows:
        recorder.add("reviews", day=day, **_columns(rows))


def record_penalties(recorder: Recorder, rows: Sequence[PenaltyRow], day: int) -> None:
    """Write down measures."""
    if rows:
        recorder.add("penalties", day=day, **_columns(rows))


def record_appeals(recorder: Recorder, rows: Sequence[AppealRow], day: int) -> None:
    """Write down appeals that were answered."""
    if rows:
        recorder.add("appeals", day=day, **_columns(rows))


def record_queue(recorder: Recorder, row: QueueRow, day: int) -> None:
    """Write down how reviewers get on."""
    recorder.add("review_daily", day=day, **row._asdict())


def _columns(rows: Sequence[NamedTuple]) -> dict[str, list[Any]]:
    return {name: [getattr(row, name) for row in rows] for name in rows[0]._fields}
