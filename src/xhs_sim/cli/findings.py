"""What comparisons found: each is estimated and reported when its last run has ended, while others go on."""

from collections.abc import Sequence
from pathlib import Path

from ..report.words import load_words
from ..study import ComparePlan, RunOutcome, better_by_metric, finish_compare
from .comparison import show_comparison, show_pages
from .console import say
from .execute import tell_failures
from .written import write_report


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
        self._found: dict[Path, Path] = {}  # the page

    def take(self, outcome: RunOutcome) -> None:
        """Note how a run ended."""
        folder = outcome.request.out_dir / outcome.request.experiment
        plan, ended = self._plans[folder], self._ended[folder]
        ended[outcome.request.run_dir] = outcome
        if len(ended) == len(plan.requests) and any(each.status == "ok" for each in ended.values()):
            finish_compare(plan, self._outcomes(folder), better_by_metric())
            self._found[folder] = write_report(folder, plan.config.report.language)
            if len(self._plans) > 1:
                words = load_words(plan.config.report.language)
                say(words.say("terminal_done", name=plan.config.name, path=self._found[folder]))

    def show(self) -> int:
        """Print what was found and what failed, in the order of the plans; return 1 if any run failed, else 0."""
        code = 0
        for folder, plan in self._plans.items():
            language = plan.config.report.language
            code = max(code, tell_failures(self._outcomes(folder), folder, language))
            if folder in self._found:
                show_comparison(folder, language)
                show_pages(self._found[folder], language)
        return code

    @property
    def finished(self) -> list[Path]:
        """Folders of the comparisons that were estimated, in the order of the plans."""
        return [folder for folder in self._plans if folder in self._found]

    def _outcomes(self, folder: Path) -> list[RunOutcome]:
        """Outcomes in the order of the plan, whatever order they came in."""
        return [self._ended[folder][request.run_dir] for request in self._plans[folder].requests]
