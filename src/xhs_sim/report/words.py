"""Language: every string and number format of figures, page and answer, in English and Chinese.

The strings live in ``strings/<language>/*.yaml``, a file per subject, under the same keys in every language; a
test holds the folders together.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from string import Formatter
from typing import Any

from ..config import ConfigError
from ..config.messages import message, one_or_many
from ..config.yaml_text import read_yaml

LANGUAGES = ("en", "zh")
UNKNOWN = "–"
MINUS = "−"
_DIGITS, _MOST_DIGITS = 3, 9  # significant ones
_STEPS = {"en": ((1e9, "B"), (1e6, "M"), (1e3, "k")), "zh": ((1e8, "亿"), (1e4, "万"))}


class _Counting(Formatter):
    """Fills blanks as ``str.format`` does, and those such as ``{n:arm|arms}`` by the number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return one_or_many(value, format_spec) if "|" in format_spec else format(value, format_spec)


_COUNTING = _Counting()


@dataclass(frozen=True, slots=True)
class Words:
    """One language's strings and formats."""

    language: str
    table: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str] = field(default_factory=dict)  # what a study calls its arms, and itself
    told_as: Mapping[str, str] = field(default_factory=dict)  # arms -> those of our names that they go by

    def calling(self, labels: Mapping[str, str], told_as: Mapping[str, str] | None = None) -> "Words":
        """The same words, with a study's own labels in any script, and arms that go by another of our names."""
        return replace(self, labels=labels, told_as=told_as or {})

    def say(self, key: str, **values: object) -> str:
        """The sentence ``key`` with its blanks filled; in Chinese, Latin letters and digits stand apart from it."""
        sentence = self.table["text"][key]
        return _spaced(sentence, values) if self.language == "zh" else _COUNTING.vformat(sentence, (), values)

    def metric(self, name: str) -> str:
        """Name of a metric as people say it, by what it says itself; of a team's own figure as the page has it."""
        from ..metrics import METRICS  # late: it loads polars, which lists of words have no use for

        known = METRICS.get(name)
        if known is None:
            return self._name("metric", name)
        return known.label_zh if self.language == "zh" else known.label_en

    def within(self, label: str) -> str:
        """A label as it stands within a sentence: abbreviations keep their capitals."""
        return label[:1].lower() + label[1:] if label[1:2].islower() else label

    def arm(self, name: str) -> str:
        """Name of an arm: the study's own label as its owner wrote it, or ours."""
        return self.labels.get(name) or self._name("arm", self.told_as.get(name, name))

    def study(self, name: str) -> str:
        """Name of a study, as its owner wrote it."""
        return self.labels.get(name, name)

    def topic(self, name: str) -> str:
        """Name of a topic."""
        return self._name("topic", name)

    def segment(self, name: str) -> str:
        """Name of a gender, an age band or a tier of city."""
        return self._name("segment", name)

    def line(self, name: str) -> str:
        """Name of a line or tier of a plan; one that is not ours as its owner wrote it."""
        return self.table["line"].get(name, name)

    def unit(self, name: str) -> str:
        """Name of a unit."""
        return self.table["unit"].get(name, name)

    def _name(self, kind: str, name: str) -> str:
        plain = name.replace("_", " ").replace(".", ": ")
        return self.table[kind].get(name, plain[:1].upper() + plain[1:])

    def number(self, value: float | None, *, sign: bool = False, digits: int = _DIGITS) -> str:
        """Three significant digits, unless told, with the language's own big units; a dash for the unknown."""
        if value is None or not math.isfinite(value):
            return UNKNOWN
        size = abs(value)
        step, suffix = next(((s, x) for s, x in _STEPS[self.language] if size >= s * 0.9995), (1.0, ""))
        return _signed(value, _rounded(size / step, digits) + suffix, sign)

    def percent(self, value: float | None, *, sign: bool = False, digits: int = _DIGITS) -> str:
        """A share as a percentage; a signed one is a difference, hence in points."""
        if value is None or not math.isfinite(value):
            return UNKNOWN
        suffix = self.table["unit"]["points"] if sign else "%"
        return _signed(value, _rounded(abs(100 * value), digits) + suffix, sign)

    def money(self, value: float | None, *, sign: bool = False, digits: int = _DIGITS) -> str:
        """An amount in CNY."""
        text = self.number(abs(value) if value is not None else None, digits=digits)
        return text if value is None or text == UNKNOWN else _signed(value, "¥" + text, sign)

    def apart(self, tell: Callable[..., str], one: float, other: float) -> tuple[str, str]:
        """Two numbers that are held against each other, with as many digits as show that they differ."""
        for digits in range(_DIGITS, _MOST_DIGITS):
            told = tell(one, digits=digits), tell(other, digits=digits)
            if told[0] != told[1] or one == other:
                return told
        return tell(one, digits=_MOST_DIGITS), tell(other, digits=_MOST_DIGITS)

    def value(self, metric: str, value: float | None, *, sign: bool = False) -> str:
        """A value of a metric, formatted as that metric is read."""
        from ..metrics import is_money, is_percent  # late, as above

        if is_percent(metric):
            return self.percent(value, sign=sign)
        if is_money(metric):
            return self.money(value, sign=sign)
        return self.number(value, sign=sign)

    def span(self, metric: str, low: float | None, high: float | None, *, sign: bool = False) -> str:
        """An interval in words: ``low to high``."""
        if low is None or high is None:
            return self.say("no_interval")
        one, other = (self.value(metric, bound, sign=sign) for bound in (low, high))
        for suffix in ("%", self.table["unit"]["points"]):  # said once, at the end
            if one.endswith(suffix) and other.endswith(suffix):
                one = one.removesuffix(suffix)
        return self.say("span", low=one, high=other)

    def tick(self, metric: str, value: float, *, sign: bool = False) -> str:
        """A value on an axis: without idle zeros."""
        return re.sub(r"(\.\d*?)0+(?!\d)", r"\1", self.value(metric, value, sign=sign)).replace(".%", "%")

    def arms(self, names: Iterable[str]) -> str:
        """A list of arms in words."""
        return self.say("comma").join(self.arm(name) for name in names)


def _rounded(size: float, digits: int) -> str:
    if size == 0:
        return "0"
    whole = math.floor(math.log10(size)) + 1  # digits before the point
    decimals = min(digits + 3, max(0, digits - whole)) if size < 1000 or digits > _DIGITS else 0
    text = f"{float(f'{size:.{digits}g}'):,.{decimals}f}"
    return text.split(".", maxsplit=1)[0] if re.search(r"\.0+$", text) else text


def _spaced(sentence: str, values: Mapping[str, object]) -> str:
    """Fill the blanks of a Chinese sentence, with a gap where it meets Latin letters or digits, but for dates."""
    text = ""
    for literal, name, _, _ in Formatter().parse(sentence):
        is_met = re.search(r"[A-Za-z0-9]$", text) and re.match(r"(?!日)[\u4e00-\u9fff]", literal)
        text += f" {literal}" if is_met else literal
        value = "" if name is None else str(values[name])
        is_met = re.search(r"[\u4e00-\u9fff]$", literal) and re.match(r"(?!\d+月)[A-Za-z0-9]", value)
        text += f" {value}" if is_met else value
    return text


def _signed(value: float, text: str, plus: bool) -> str:
    if not re.search("[1-9]", text):  # a rounded zero has no direction
        return text
    return (MINUS if value < 0 else "+" if plus else "") + text


@lru_cache
def load_words(language: str) -> Words:
    """The strings of a language.

    Raises
    ------
    ConfigError
        If there is no such language.
    """
    if language not in LANGUAGES:
        raise ConfigError(message("report.no_language", name=language, allowed=[*LANGUAGES]))
    table: dict[str, Any] = {}
    for file in sorted((resources.files(__package__) / "strings" / language).iterdir(), key=lambda each: each.name):
        for kind, names in read_yaml(file).items():
            table.setdefault(kind, {}).update(names)
    return Words(language, table)
