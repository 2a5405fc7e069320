"""What parameters mean, their units and notes on targets, in Chinese; schema and configs hold the English.

``zh/`` has a file per part with a line for every dotted path; units and notes on targets stand by their English words.
What its author alone knows, a tactic of a package from outside or one's own target, is told as it is written.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources

_SPOKEN = "zh"
_BY_WORDS = ("units", "target_notes")


class SchemaText(str):
    """A text of schema or configs: English, and what it is in another language.

    Attributes
    ----------
    path : str
        Dotted path of the parameter whose meaning it is; empty for what stands by its own words.
    """

    path: str

    def __new__(cls, text: str, path: str = "") -> "SchemaText":
        """Keep the path beside the text."""
        made = super().__new__(cls, text)
        made.path = path
        return made

    def __reduce__(self) -> tuple[type["SchemaText"], tuple[str, str]]:
        """Come whole out of another process."""
        return type(self), (str(self), self.path)

    def told(self, language: str) -> str:
        """Return it in a language; as it stands where it has no other words."""
        if language != _SPOKEN:
            return self
        return meanings().get(self.path, self) if self.path else by_words().get(self, self)


@cache
def meanings() -> Mapping[str, str]:
    """Return what parameters mean in Chinese, by dotted path."""
    return {path: text for name, texts in _read().items() if name not in _BY_WORDS for path, text in texts.items()}


@cache
def by_words() -> Mapping[str, str]:
    """Return units and notes in Chinese, by their English."""
    return {words: text for name in _BY_WORDS for words, text in _read()[name].items()}


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    import yaml  # help says nothing that needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted((resources.files(__package__) / _SPOKEN).iterdir(), key=lambda each: each.name)
    return {each.name.removesuffix(".yaml"): yaml.load(each.read_text(encoding="utf-8"), loader) for each in files}
