"""What plans asked for on days that the runs did not have: the reason why an arm did nothing, or less than it says."""

from ..config import ConfigError, build_config
from ..config.doubts import beyond_the_days
from ..config.messages import told
from .evidence import Evidence
from .runs import first_runs
from .words import Words


def tell_undone(evidence: Evidence, words: Words) -> list[str]:
    """Say each thing once, with the arms that it is about unless that is all of them; settings of old say nothing."""
    runs, arms = first_runs(evidence.runs), dict[str, list[str]]()
    for arm, run in runs.items():
        try:
            found = beyond_the_days(build_config(dict(run.config)))
        except ConfigError:
            continue
        for line in found:
            arms.setdefault(line, []).append(arm)
    return [
        words.say("undone", what=told(line, words.language)) if len(named) == len(runs)
        else words.say("undone_of", arms=words.arms(named), what=told(line, words.language))
        for line, named in arms.items()
    ]  # fmt: skip
