"""What comparisons found: each is estimated and reported when its last run has ended, while others go on."""

from collections.abc import Sequence
from pathlib import Path

import typer

from ..study import ComparePlan, Comparison, RunOutcome, finish_compare
from .console import say
from .execute import tell_failures
from .comparison import show_comparison
from .written import better_by_metric, write_report


class Findings:
    """Collects how runs end, and finishes every comparison whose runs are all there.

    Parameters
    ----------
    plans : sequence of ComparePlan
        Each with a folder of its own.
    """

    def __init__(self, plans: Sequence[ComparePlan]) -> None:
        self._plans = {plan.folder: plan for plan in plans}
        self._ended: dict[Path, dict[Path, RunOutcome]] = {folder: {} for folder in self._plans}
        self._found: dict[Path, tuple[Comparison, Path]] = {}  # with the page

    def take(self, outcome: RunOutcome) -> None:
        """Note how a run ended."""
        folder = outcome.request.out_dir / outcome.request.experiment
        plan, ended = self._plans[folder], self._ended[folder]
        ended[outcome.request.run_dir] = outcome
        if len(ended) == len(plan.requests) and any(each.status == "ok" for each in ended.values()):
            comparison = finish_compare(plan, self._outcomes(folder), better_by_metric())
            self._found[folder] = comparison, write_report(folder, plan.config.report.language)
            if len(self._plans) > 1:
                say(f"{plan.config.name} is done: {self._found[folder][1]}")

    def show(self) -> int:
        """Print what was found and what failed, in the order of the plans; return 1 if any run failed, else 0."""
        code = 0
        for folder, plan in self._plans.items():
            code = max(code, tell_failures(self._outcomes(folder), folder))
            if folder in self._found:
                comparison, page = self._found[folder]
                show_comparison(plan.config, comparison.effects, comparison.judgement)
                show_goal(comparison.goal)
                typer.echo(f"report: {page}")
        return code

    @property
    def finished(self) -> list[Path]:
        """Folders of the comparisons that were estimated, in the order of the plans."""
        return [folder for folder in self._plans if folder in self._found]

    def _outcomes(self, folder: Path) -> list[RunOutcome]:
        """Outcomes in the order of the plan, whatever order they came in."""
        return [self._ended[folder][request.run_dir] for request in self._plans[folder].requests]
