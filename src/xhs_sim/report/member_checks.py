"""What there is to know of an ensemble before believing a study that ran with its members."""

from pathlib import Path

from ..verdict.statistics import LEAST_RUNS
from .check import Check, check_of, graded
from .evidence import Evidence, Provenance, setting
from .trust_card import reasons, status_of, told_in_short
from .words import Words


def of_ensemble(evidence: Evidence, provenance: Provenance, words: Words) -> Check | None:
    """Whether intervals hold what is not known of parameters beside what is luck."""
    file = setting(provenance.config, "ensemble")
    if not file:
        return None
    n = evidence.metrics["seed"].n_unique()
    status = graded(n, evidence.judging.trust.enough_runs, LEAST_RUNS)
    return check_of(
        "ensemble", status, words, file=Path(str(file)).name, n=n, enough=evidence.judging.trust.enough_runs
    )


def of_trust_card(evidence: Evidence, provenance: Provenance, words: Words) -> Check | None:
    """How far the model foretells notes of one's own that it was not fitted to."""
    own = evidence.trust_card
    if own is None:
        return None
    file = Path(own.file).name
    if own.card is None:
        key = "check_own_data_other" if own.is_of_other else "check_own_data_none"
        return check_of("own_data", "caution", words, value_key=key, text_key=f"{key}_text", file=file)
    share = max(own.card["shares"], key=lambda each: each["level"])
    told = words.say("gap").join([told_in_short(own.card, words), *reasons(own.card, words)])
    return check_of(
        "own_data", status_of(own.card), words, within=share["within"], all=share["of"],
        level=words.percent(share["level"]), told=told,
    )  # fmt: skip
