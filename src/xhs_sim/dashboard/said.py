"""What a study asked and what it found, in sentences: those of its verdict, or those that its command left."""

import json

from ..report.answer import answer
from ..report.told_file import TOLD
from ..report.words import LANGUAGES, Words
from .frames import judgement
from .shelf import Study
from .what_if import NAME as WHAT_IF


def lead_of(study: Study, words: Words) -> tuple[str, tuple[str, ...]]:
    """Return the sentence on top of a study, and what else must be known; empty where nothing was found yet."""
    if study.kind == "compare":
        found = judgement(study)
        if found is None:
            return "", ()
        said = answer(found, words)
        return said.lead, tuple(said.further)
    try:
        own = json.loads((study.folder / TOLD).read_text(encoding="utf-8"))[study.kind][words.language]
        return str(own["lead"]), tuple(str(each) for each in own["further"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ()


def question_of(study: Study, words: Words) -> str:
    """Return what was asked: in the page's language where it is a shipped question, else as its owner wrote it."""
    if study.kind == "own_data":
        return words.say("dashboard_own_data_of", place=study.place)
    if study.name == WHAT_IF:
        return words.say("dashboard_what_if")
    own = str(study.study.get("question") or "")
    shipped = words.table["question"].get(study.name)
    is_other = words.language != LANGUAGES[0]
    return shipped if shipped and own and is_other else own or words.study(study.name)
