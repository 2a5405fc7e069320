"""What is known of a function, beside what was found of it: whoever doubts a method sees how near it comes."""

from collections.abc import Mapping

from ..lab.function_subject import FunctionSubject
from ..lab.functions import FUNCTIONS
from ..lab.subject import Subject
from ..report.words import Words

_BEST = "best"
_WHOLE = 1e-6


def known_best(subject: Subject, words: Words) -> list[str]:
    """Say the best of a function over all of its inputs, and where it is if it is at one place; nothing of others."""
    answer = known_of(subject)
    if _BEST not in answer or not isinstance(subject, FunctionSubject):
        return []
    at = {name.removeprefix(f"{_BEST}."): value for name, value in answer.items() if name.startswith(f"{_BEST}.")}
    said = {"function": subject.function, "best": f"{answer[_BEST]:.6g}"}
    where = ", ".join(f"{name}={value:.3g}" for name, value in at.items())
    if not at:
        return [words.say("known_best", **said)]
    are_shares = abs(sum(at.values()) - 1) < _WHOLE  # of money: more of it brings more, so that it must be said
    return [words.say("known_best_of_shares" if are_shares else "known_best_at", **said, where=where)]


def known_of(subject: Subject) -> Mapping[str, float]:
    """Return what is known of a function; of the platform nothing."""
    return FUNCTIONS[subject.function].answer if isinstance(subject, FunctionSubject) else {}


def known_shares(subject: Subject, *, is_whole: bool) -> dict[str, tuple[float, float]]:
    """Return the analytic shares of a function's inputs, by themselves and together with others.

    Parameters
    ----------
    subject : Subject
    is_whole : bool
        Whether every input is moved over the whole of its range: of anything else they are not the shares.
    """
    answer = known_of(subject)
    if not is_whole or not isinstance(subject, FunctionSubject) or subject.about()["given"]:
        return {}
    names = [name.removeprefix("S1.") for name in answer if name.startswith("S1.")]
    return {name: (answer[f"S1.{name}"], answer[f"ST.{name}"]) for name in names}
