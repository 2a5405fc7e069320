"""What plans asked for on days that the runs did not have: the reason why an arm did nothing, or less than it says."""

from ..config import ConfigError, build_config
from ..config.doubts import beyond_the_days
from ..config.messages import told
from .evidence import Evidence, found_once
from .runs import first_runs
from .words import Words


def tell_undone(evidence: Evidence, words: Words) -> list[str]:
    """Say each thing once, with the arms that it is about unless that is all of them; settings of old say nothing."""
    arms = _undone(evidence)
    return [
        words.say("undone", what=told(line, words.language)) if len(named) == len(first_runs(evidence.runs))
        else words.say("undone_of", arms=words.arms(named), what=told(line, words.language))
        for line, named in arms.items()
    ]  # fmt: skip


@found_once
def _undone(evidence: Evidence) -> dict[str, list[str]]:
    """Return what was not done, with the arms that it is about."""
    arms: dict[str, list[str]] = {}
    for arm, run in first_runs(evidence.runs).items():
        try:
            found = beyond_the_days(build_config(dict(run.config)))
        except ConfigError:
            continue
        for line in found:
            arms.setdefault(line, []).append(arm)
    return arms
