"""A study as slides for a review: the answer, a slide for each figure with notes, how far to trust it."""

from collections.abc import Iterator
from pathlib import Path

from ..config import describe_parameters
from ..records.whole_file import whole_file
from .answer import answer_of
from .build import png_body_of
from .deck import Slide, build_deck
from .evidence import Evidence, Provenance
from .figures import drawn
from .page import question
from .read import read_folder
from .trust import in_a_sentence, trust_checks
from .words import Words

_MOST_LINES = 7  # beneath the answer


def build_slides(folder: Path, *, language: str) -> Path:
    """Write ``<folder>/<name of the folder>.pptx``; return its path.

    Parameters
    ----------
    folder : Path
        Of an experiment with finished runs, or of one run.
    language : {"en", "zh"}

    Raises
    ------
    ConfigError
        If the folder holds no finished run, or the language is unknown.
    """
    evidence, provenance = read_folder(folder, describe_parameters())
    path = folder / f"{folder.name}.pptx"
    deck = build_deck([*_slides(evidence, provenance, evidence.words(language))])
    with whole_file(path) as unfinished:
        unfinished.write_bytes(deck)
    return path


def _slides(evidence: Evidence, provenance: Provenance, words: Words) -> Iterator[Slide]:
    made = "\n".join(f"{name}: {text}" for name, text in provenance.made.items())
    asked, found = question(evidence, words), answer_of(evidence, words)
    checks = trust_checks(evidence, provenance, words)
    _, trust = in_a_sentence(checks, words)
    if found is not None:
        notes = "\n".join((found.lead, *found.further, trust, made))
        yield Slide(found.lead, asked, b"", notes, found.further[:_MOST_LINES])
    for name, figure in drawn(evidence, words):
        reading = words.table["text"].get(f"{name}_reading", words.say("dots_reading"))
        notes = "\n".join((figure.title, figure.subtitle, reading, made))
        yield Slide(figure.title, figure.subtitle, png_body_of(figure, words), notes)
    lines = tuple(f"{words.say(f'check_{check.name}')}{words.say('colon')}{check.value}" for check in checks)
    yield Slide(trust, words.say("slides_trust"), b"", "\n".join(check.text for check in checks), lines)
