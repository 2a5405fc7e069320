"""Which runs of a plan need not be made: those that are finished, and those that cannot be.

A finished run is made again if a file that it read, the code or a library has changed, or if it is damaged; a line
says so. One of another configuration is not overwritten unless that was asked for.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from ..config.messages import message
from .errors import OtherRunError
from .identity import Identifier
from .request import RunOutcome, RunRequest
from .reuse import look_at
from .run import leave_failure

Tell = Callable[[str], None]
_NAMED = 5  # damaged files, each with a line of its own


def settle(requests: Sequence[RunRequest], *, is_forced: bool, may_replace: bool, tell: Tell) -> dict[Path, RunOutcome]:
    """Return the outcomes that are known before anything runs, by folder.

    Raises
    ------
    OtherRunError
        If a folder holds a finished run of another configuration, and it may not be replaced.
    """
    outcomes: dict[Path, RunOutcome] = {}
    identifier = Identifier()
    stale: Counter[str] = Counter()
    damaged: list[str] = []
    for request in requests:
        run_dir = request.run_dir
        if request.config is None:
            outcomes[run_dir] = _impossible(request, run_dir)
        elif not is_forced and run_dir.exists():
            found = look_at(run_dir, identifier.of(request.config, request.seed))
            if found.state == "same":
                outcomes[run_dir] = RunOutcome(request, "ok", is_reused=True)
            elif found.state == "other" and not may_replace:
                raise OtherRunError(_refusal(run_dir, found.why))
            elif found.state == "stale":
                stale[found.why] += 1
            elif found.state == "damaged":
                damaged.append(found.why)
    _say(stale, damaged, tell)
    return outcomes


def _refusal(run_dir: Path, why: str) -> str:
    return message("study.holds_other_run", run_dir=run_dir, why=why)


def _say(stale: Counter[str], damaged: Sequence[str], tell: Tell) -> None:
    for why, n in stale.items():
        tell(message("study.run_made_again" if n == 1 else "study.runs_made_again", n=n, why=why))
    for why in damaged[:_NAMED]:
        tell(message("study.one_made_again", why=why))
    if len(damaged) > _NAMED:
        tell(message("study.more_damaged", n=len(damaged) - _NAMED))


def _impossible(request: RunRequest, run_dir: Path) -> RunOutcome:
    """Leave word of a cell whose values are not allowed."""
    problem = request.problem or message("study.no_valid_config")
    about = {
        "config_digest": None, "seed": request.seed, "arm": request.arm, "experiment": request.experiment,
        "status": "failed", "error": problem,
    }  # fmt: skip
    leave_failure(run_dir, about, problem + "\n", None)
    return RunOutcome(request, "failed", problem)
