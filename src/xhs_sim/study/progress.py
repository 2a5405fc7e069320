"""How far a plan is: counted as runs end, so that telling it costs the same however long the plan."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic

from .request import Progress, RunOutcome, RunRequest

OnProgress = Callable[[Progress], None]


class Board:
    """Adds up how far a plan is.

    Parameters
    ----------
    requests : sequence of RunRequest
        The plan.
    settled : mapping
        Outcomes that were known before anything ran, by folder.
    on_progress : callable, optional
        Told at every tick.
    """

    def __init__(
        self, requests: Sequence[RunRequest], settled: Mapping[Path, RunOutcome], on_progress: OnProgress | None
    ) -> None:
        self._on_progress = on_progress
        self._runs, self._ended = len(requests), len(settled)
        self._failed = sum(outcome.status == "failed" for outcome in settled.values())
        self._reused = sum(outcome.is_reused for outcome in settled.values())
        self._days = sum(r.config.n_days for r in requests if r.config is not None and r.run_dir not in settled)
        self._days_ended = 0
        self._settled = len(settled)
        self._first: tuple[float, int] | None = None  # when the first day was done, and how many were by then
        self._pace: float | None = None  # seconds a day
        self._n_paced = 0  # runs that had ended when the pace was taken
        self.tick(0)

    def count(self, outcome: RunOutcome) -> None:
        """Take note of a run that ended."""
        assert outcome.request.config is not None
        self._ended += 1
        self._failed += outcome.status == "failed"
        self._days_ended += outcome.request.config.n_days

    def tick(self, days_under_way: int) -> None:
        """Tell how far the plan is, given the days done in runs that have not ended."""
        if self._on_progress is None:
            return
        days_done = self._days_ended + days_under_way
        self._on_progress(Progress(
            runs=self._runs, runs_done=self._ended, runs_failed=self._failed, runs_reused=self._reused,
            days=self._days, days_done=days_done, left_s=self._left(days_done),
        ))  # fmt: skip

    def _left(self, days_done: int) -> float | None:
        """Seconds left; None until a run has ended or a quarter is done, for a guess before that misleads.

        The pace is that since the first day, as compiling before it says nothing of the days to come. It is taken
        when a run ends, and between two ends the time left shrinks day by day.
        """
        now, n_ended = monotonic(), self._ended - self._settled
        if self._first is None:
            self._first = (now, days_done) if days_done > 0 else None
            return None
        since, before = self._first
        has_news = n_ended > self._n_paced or (n_ended == 0 and 4 * days_done >= self._days)
        if has_news and days_done > before:
            self._pace, self._n_paced = (now - since) / (days_done - before), n_ended
        left = self._days - days_done
        return self._pace * left if self._pace is not None and left > 0 else None
