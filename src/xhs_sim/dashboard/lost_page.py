"""The page for an address that there is not, in the language of whoever asked, with a way back."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final
from urllib.parse import parse_qs

from ..report.words import LANGUAGES, Words, load_words

_HTML_LANGUAGE: Final = {"zh": "zh-CN"}


def language_of(environ: Mapping[str, Any]) -> str:
    """Return the language of a request: that of the page's address, else what the browser likes best of ours.

    Parameters
    ----------
    environ : mapping
        Of WSGI.
    """
    asked = parse_qs(str(environ.get("QUERY_STRING", ""))).get("lang", [""])[0]
    if asked in LANGUAGES:
        return asked
    liked = []
    for place, part in enumerate(str(environ.get("HTTP_ACCEPT_LANGUAGE", "")).split(",")):
        name, _, weight = part.strip().partition(";")
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", weight)
        liked.append((-float(found.group(1)) if found else -1.0, place, name.split("-")[0].lower()))
    return next((name for weight, _, name in sorted(liked) if name in LANGUAGES and weight < 0), LANGUAGES[0])


def lost_page(environ: Mapping[str, Any]) -> str:
    """Return the page as HTML; nothing of what was asked stands on it."""
    words = load_words(language_of(environ))
    language = _HTML_LANGUAGE.get(words.language, words.language)
    title, why = words.say("dashboard_lost"), words.say("dashboard_lost_why")
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/assets/dashboard.css"></head><body>'
        f'<header><p class="eyebrow">{escape(words.say("dashboard_name"))}</p><nav>{_other(words)}</nav></header>'
        f'<main><h1>{escape(title)}</h1><p class="about">{escape(why)}</p>'
        f'<p><a class="button" href="/?lang={words.language}">{escape(words.say("dashboard_lost_back"))}</a></p>'
        "</main></body></html>"
    )


def _other(words: Words) -> str:
    others = [load_words(each) for each in LANGUAGES if each != words.language]
    names = ((each.language, escape(each.table["language_name"]["self"])) for each in others)
    return "".join(f'<a href="?lang={language}">{name}</a>' for language, name in names)
