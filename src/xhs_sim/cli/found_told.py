"""What the commands say alike of what they found: in whose words, what failed, where files lie."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ..config.messages import message
from ..lab.platform import AskedPlatform
from ..lab.subject import Subject
from ..report.told_file import Told, write_told
from ..report.words import LANGUAGES, Words, load_words
from .console import out, say

_SHOWN = 5  # failures


def words_for(subject: Subject) -> Words:
    """Return the words of whoever reads the answer, arms called as the study calls them."""
    words = load_words(subject.language)
    return words.calling(subject.config.study.labels) if isinstance(subject, AskedPlatform) else words


def keep_told(folder: Path, kind: str, words: Words, told: Callable[[Words], tuple[str, Sequence[str]]]) -> None:
    """Leave the answer in the folder, in every language, for whoever shows the study later.

    Parameters
    ----------
    folder : Path
        Of the study.
    kind : str
        Of the command.
    words : Words
        That say it now: labels are the same in every language.
    told : callable
        From words to the sentence to read aloud, and what else must be known.
    """
    every = {each: load_words(each).calling(words.labels, words.told_as) for each in LANGUAGES}
    write_told(folder, kind, {each: Told(*told(own)) for each, own in every.items()})


def tell_errors(headline: str, errors: Iterable[str]) -> int:
    """Say that runs failed and why, each reason once; return the exit code, 1 if any did."""
    found = list(dict.fromkeys(errors))
    if not found:
        return 0
    say(headline)
    for error in found[:_SHOWN]:
        say(message("common.beneath", text=error))
    if len(found) > _SHOWN:
        say(message("sweep.and_more", n=len(found) - _SHOWN))
    return 1


def tell_files(tables: Iterable[Path], figures: Iterable[Path], words: Words) -> None:
    """Print where tables and figures lie."""
    for key, paths in (("terminal_table", tables), ("terminal_figure", figures)):
        for path in paths:
            out().print(words.say(key, path=path), soft_wrap=True)
