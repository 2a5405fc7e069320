"""A brief to begin with: complete, with a word on each part."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from ..config.messages import message, told
from .form.market import AUDIENCE, READERS

_PLAIN = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]*")
FIRST_PLAN = "{notes_per_week: 5, hours_per_week: 15, hours: [12, 20]}"
_OWN_NOTES = """
  own_notes_only:          # {own_notes}
    spend: {{creators: 0}}
    content: {{notes_per_week: 5, hours_per_week: 15, hours: [12, 20], keyword_coverage: 0.5}}
  ads_on_own_notes:        # {own_ads}
    spend: {{own_note_ads: 1}}
    targeting: broad       # broad, taste, look_alike, retarget
    pay_for: cpm           # cpm, cpc, ocpx
    bid_cpm_cny: 120"""
_CREATORS = """
  small_creators:
    spend: {{creators: 1}}   # {shares}
    tiers: {{koc: 1}}        # koc, junior, waist, head
    choose_by: audience_fit
  creators_then_ads:
    spend: {{creators: 0.9, feed_ads: 0.02, search_ads: 0.08}}
    tiers: {{koc: 0.5, junior: 0.5}}
    cooperation: {{paid: 1}} # {kinds}
    choose_by: price_efficiency
    keyword_coverage: 0.5  # {keywords}
    targeting: broad
    pay_for: cpm
    bid_cpm_cny: 120
    ads_after_days: 2"""


class Answers(NamedTuple):
    """What ``brief new`` asks for."""

    name: str
    brand: str
    topic: str
    product: str
    price_cny: float
    kind: str
    goal: float
    budget_cny: float
    first_day: date
    followers: float = 5000.0
    days: int = 7
    audience: int = AUDIENCE
    n_users: int = READERS


def template(answers: Answers, language: str = "en") -> str:
    """Return the text of a brief with two tactics, to be edited; its comments are in a language."""

    def word(key: str) -> str:
        return told(message(f"template.{key}"), language)

    name, brand, topic, product = (_quoted(text) for text in answers[:4])
    grows = answers.kind == "followers"
    own = f"{{owner: brand, followers: {answers.followers:.15g}, content: {FIRST_PLAN}}}"
    first = answers.first_day
    last = first + timedelta(days=(27 if grows else answers.days - 1))
    watch = last if grows else last + timedelta(days=14)
    about = f"audience: {{topics: [{topic}]}} # {word('audience')}"
    tactics = _OWN_NOTES if grows else _CREATORS
    notes = {key: word(key) for key in ("own_notes", "own_ads", "shares", "kinds", "keywords")}
    return f"""\
# {word("head")}
# {word("all")}
name: {name}
brand: {{name: {brand}, topic: {topic}}} # {word("brand")}
product: {{name: {product}, price_cny: {answers.price_cny:.15g}}}
{"own_account: " + own if grows else about}
# target: {{genders: [female], age_bands: [a18_24, a25_34], city_tiers: [tier_1]}} # {word("target")}
objectives:                # {word("first")}
  - {{kind: {answers.kind}, goal: {answers.goal:.15g}}}
budget_cny: {answers.budget_cny:.15g} # {word("amounts")}
phases:
  launch: {{first_day: {first}, last_day: {last}}}
  tail: {{last_day: {watch}}} # {word("watched")}
tactics:                   # {word("tactics")}{tactics.format(**notes)}
market: {{audience: {answers.audience}, n_users: {answers.n_users}, replicates: 6, seed: 1}} # {word("market")}
"""


def _quoted(text: str) -> str:
    """Return a label as a YAML value that reads as the same text."""
    if _PLAIN.fullmatch(text) and text.casefold() not in ("true", "false", "null"):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
