"""What a study asked and what it found, in sentences: those of its verdict, or those that its command left."""

import json
from pathlib import Path

from ..report.answer import answer
from ..report.told_file import TOLD
from ..report.words import LANGUAGES, Words
from .frames import judgement
from .intake import CONTENT
from .shelf import Study
from .so_far import answer_so_far
from .tried import best_so_far
from .what_if import NAME as WHAT_IF
from .what_if import arm_of, changes_of


def lead_of(study: Study, words: Words) -> tuple[str, tuple[str, ...]]:
    """Return the sentence on top of a study, and what else must be known; empty where nothing was found yet."""
    if study.kind == "compare":
        found = judgement(study)
        if found is None:
            return "", ()
        said = answer(found, words)
        return said.lead, tuple(said.further)
    if not study.is_finished:  # what lies there is the answer to what was asked before
        return "", ()
    try:
        folder = study.folder if study.kind != "own_data" else study.folder.parent / CONTENT
        own = json.loads((folder / TOLD).read_text(encoding="utf-8"))[study.kind][words.language]
        return str(own["lead"]), tuple(str(each) for each in own["further"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ()


def so_far_of(root: Path, study: Study, words: Words) -> str:
    """Return what an unfinished study shows so far, in a sentence that says so; empty where that is nothing yet."""
    if study.is_finished:
        return ""
    if study.kind == "sweep":
        return answer_so_far(root, study, words)
    return best_so_far(study, words) if study.kind == "optimise" else ""


def question_of(study: Study, words: Words) -> str:
    """Return what was asked: in the page's language where it is a shipped question, else as its owner wrote it."""
    if study.kind == "own_data":
        return words.say("dashboard_own_data_of", place=study.place)
    if study.name == WHAT_IF:
        return _what_if(study, words)
    own = str(study.study.get("question") or "")
    shipped = words.table["question"].get(study.name)
    is_other = words.language != LANGUAGES[0]
    return shipped if shipped and own and is_other else own or words.study(study.name)


def _what_if(study: Study, words: Words) -> str:
    """Say what a what-if changed, and in which plan."""
    changes, arm = changes_of(study, words), arm_of(study, words)
    if not changes:
        return words.say("dashboard_what_if")
    what = words.say("clause").join(changes)
    if arm is None:
        return words.say("dashboard_what_if_changed", what=what)
    return words.say("dashboard_what_if_of", arm=arm, what=what)
