"""The page: one HTML file with everything inside it, whose first card says how far to trust the rest."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..config import shipped_question
from ..config.bibliography import tell_source
from ..config.messages import told
from .answer import answer_of
from .assumptions import tell_assumptions
from .delivery import tell_delivery
from .evidence import Evidence, Provenance, setting
from .figures import has_chinese_font
from .goal import goals_told
from .lessons import lessons
from .parts import kind_of, tell_parts
from .plan_page import plan_name
from .provenance import provenance_facts
from .rules import tell_rules
from .sections import Section
from .table import arm_blocks, outcome_table
from .target import tell_target
from .template import fill
from .trust import control_holds, in_a_sentence, low_confidence, trust_checks
from .undone import tell_undone
from .words import LANGUAGES, Words, load_words
from .worlds import draws_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawn figure: its name in ``FIGURES``, its kind, how it is read, its finding, what is drawn, its SVG."""

    name: str
    called: str
    reading: str
    title: str
    about: str
    svg: str


def page_name(language: str) -> str:
    """File name of the page in a language."""
    return f"report.{language}.html"


def render_page(evidence: Evidence, provenance: Provenance, pictures: Sequence[Picture], words: Words) -> str:
    """Return the page of a study or run."""
    return fill_page(page_context(evidence, provenance, pictures, words))


def fill_page(said: Mapping[str, Any]) -> str:
    """Fill the template with what ``page_context`` says."""
    return fill("report.html.j2", **said)


def page_context(
    evidence: Evidence, provenance: Provenance, pictures: Sequence[Picture], words: Words
) -> dict[str, Any]:
    """What the page says, by the names that its template knows."""
    checks = trust_checks(evidence, provenance, words)
    status, sentence = in_a_sentence(checks, words)
    return {
        "say": words.say,
        "languages": _languages(words),
        "words": words,
        "evidence": evidence,
        "question": question(evidence, words),
        "checks": checks,
        "status": status,
        "verdict": sentence,
        "stands_on": words.say("stands_on_facts") if evidence.trust_card is None else None,
        "is_study": bool(evidence.treated),
        **_answer(evidence, words),
        "goals": goals_told(evidence, words),
        "columns": outcome_table(evidence, words),
        "arm_blocks": arm_blocks(evidence.arms, evidence.baseline),
        "kind": kind_of(evidence),
        "sections": _sections(evidence, provenance, words),
        "plan_page": plan_name(words.language),
        "lessons": lessons(evidence, words),
        "pictures": [(picture, inline_svg(picture)) for picture in pictures],
        "no_font": words.language == "zh" and not has_chinese_font(),
        "made": _made(evidence, provenance, words),
        "methods": _methods(evidence, provenance, words),
        "weak": [_weak_row(row, provenance, words) for row in low_confidence(provenance)],
        "arms": [(words.arm(arm), overrides) for arm, overrides in _overrides(provenance)],
        "facts": provenance_facts(evidence, provenance, words),
    }


def _sections(evidence: Evidence, provenance: Provenance, words: Words) -> list[Section]:
    """Cards of tables: what was delivered, how far it came with the target, what the kind of question asks for."""
    target = tell_target(evidence, provenance.config, words)
    told = tell_delivery(evidence, provenance, words), target, tell_rules(evidence, words)
    leans = tell_assumptions(evidence.assumptions, words)
    parts = (*told, *tell_parts(evidence, words), leans)
    return [each for each in parts if each is not None]


def _languages(words: Words) -> list[tuple[str, str, str]]:
    """The page in other languages: file, code of the language, its own name for itself."""
    others = (load_words(each) for each in LANGUAGES if each != words.language)
    return [(page_name(o.language), o.table["language_name"]["html"], o.table["language_name"]["self"]) for o in others]


def question(evidence: Evidence, words: Words) -> str:
    """The question in the page's language, if it is the shipped one and known in it; a user's own as it stands."""
    is_shipped = evidence.question == shipped_question(evidence.experiment)
    told = words.table["question"].get(evidence.experiment) if is_shipped else None
    return told or evidence.question or evidence.experiment


def inline_svg(picture: Picture) -> Markup:
    """An SVG to set into the page: ids made its own, title and role for those who cannot see it."""
    body = picture.svg[picture.svg.index("<svg") :]
    body = re.sub(r'\bid="', f'id="{picture.name}-', body)
    body = re.sub(r'href="#', f'href="#{picture.name}-', body)
    body = re.sub(r"url\(#", f"url(#{picture.name}-", body)
    body = re.sub(r"<metadata>.*?</metadata>", "", body, count=1, flags=re.DOTALL)
    body = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", body, count=1)
    body = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", body, count=1)
    label = Markup.escape(picture.title)
    return Markup(body.replace("<svg", f'<svg role="img" aria-label="{label}"', 1))


def _answer(evidence: Evidence, words: Words) -> dict[str, Any]:
    """The sentence to read aloud, and what else must be known."""
    told = answer_of(evidence, words)
    if told is None:
        single = "answer_none" if evidence.treated else "check_single_text"
        return {"answer": words.say(single), "further": tuple(tell_undone(evidence, words))}
    return {"answer": _unbroken(told.lead), "further": tuple(map(_unbroken, told.further))}


def _unbroken(text: str) -> str:
    """No line ends between a sign and its amount."""
    return re.sub("([+−])¥", "\\1\N{WORD JOINER}¥", text)


def _made(evidence: Evidence, provenance: Provenance, words: Words) -> str:
    key = "page_made" if evidence.treated else "page_run"
    return words.say(
        key, finished=len(provenance.finished), market=evidence.market.told_whole(words), days=evidence.n_days
    )


def _methods(evidence: Evidence, provenance: Provenance, words: Words) -> list[str]:
    if not evidence.treated or evidence.effects.is_empty():
        return [words.say("methods_run")]
    n, draws = evidence.metrics["seed"].n_unique(), draws_of(provenance.config)
    key = "methods_once" if n == 1 else "methods_paired" if draws == 1 else "methods_worlds"
    paired = words.say(
        key, n=n, draws=draws, level=words.percent(evidence.level), baseline=words.arm(evidence.baseline)
    )
    few = [words.say("methods_dropped", arms=words.arms([*evidence.dropped]))] if evidence.dropped else []
    held = [words.say("control_holds", arms=words.arms(evidence.controls))] if control_holds(evidence) else []
    return [paired, *few, *held, *(words.say(key) for key in ("methods_best", "methods_iroas", "methods_influenced"))]


def _weak_row(row: Any, provenance: Provenance, words: Words) -> dict[str, str]:
    value, unit = _plain(setting(provenance.config, row.path)), told(row.unit, words.language)
    value = words.say("with_unit", value=value, unit=unit) if unit else value
    allowed = words.say("span", low=_plain(row.low), high=_plain(row.high)) if row.low is not None else ""
    return {
        "path": row.path, "value": value, "range": allowed,
        "meaning": told(row.description, words.language), "source": tell_source(row.source, words.language),
    }  # fmt: skip


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _overrides(provenance: Provenance) -> list[tuple[str, str]]:
    arms = setting(provenance.config, "study.arms") or {}
    return [(arm, " ".join(overrides)) for arm, overrides in arms.items()]
