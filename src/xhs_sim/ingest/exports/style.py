"""What is kept of a title and of tags beside their size: what the note is about, in words of ours, and flags of style.

A topic is one of the words of ``vocabulary.yaml``, by the first word in the tags that it knows, else in the title; what
has words of none is ``other``. Nothing of the text itself is kept.
"""

import re
from functools import cache
from importlib import resources
from typing import Final

import polars as pl

from ...config.yaml_text import read_yaml
from .reading import Reading
from .typed import put

TOPIC: Final = "topic"
OTHER: Final = "other"
TITLE: Final = "title"
_TAGS = ("tags", "content_tags")
FLAGS: Final = {  # of a title -> what is in it
    "title_emoji": r"\p{Extended_Pictographic}",
    "title_number": r"\p{Nd}",
    # A Latin "?" may be what a re-saved file made of an emoji: it asks only behind a Latin letter.
    "title_question": r"？|吗|怎么|如何|为什么|为何|[A-Za-z]\?",
}


def style_of(title: pl.Series) -> list[pl.Series]:
    """Return the flags of titles; null where there is none."""
    return [title.str.contains(pattern).alias(name) for name, pattern in FLAGS.items()]


def topics_of(reading: Reading) -> pl.Series | None:
    """Return what each row is about; null of a row without tags and title, None of a table that has neither."""
    frame = reading.frame
    tags = [name for name in _TAGS if name in frame.columns]
    texts = [pl.col(name).list.join("\n").replace("", None) for name in tags]
    texts += [pl.col(TITLE)] if TITLE in frame.columns else []
    if not texts or reading.source.table != "notes":
        return None
    pattern, meaning = vocabulary()
    columns = frame.select(text.alias(str(place)) for place, text in enumerate(texts)).get_columns()
    word = pl.Series(TOPIC, [None], dtype=pl.String).new_from_index(0, frame.height)
    for text in columns:  # the next only where the ones before know no word
        at = (word.is_null() & text.is_not_null()).arg_true()
        word = put(word, at, text.gather(at).str.extract(pattern, 1).str.to_lowercase())
    about = word.replace_strict(meaning, default=OTHER, return_dtype=pl.String)
    has_text = pl.any_horizontal(text.is_not_null() for text in columns)
    return pl.select(pl.when(has_text).then(about).alias(TOPIC)).to_series()


@cache
def vocabulary() -> tuple[str, dict[str, str]]:
    """Return the pattern of all words, in its first group, and the topic of each."""
    plain = read_yaml(resources.files(__package__) / "vocabulary.yaml")
    meaning = {str(word).lower(): topic for topic, words in plain.items() for word in words}
    longest = sorted(meaning, key=len, reverse=True)
    chinese = "|".join(re.escape(word) for word in longest if not word.isascii())
    latin = "|".join(re.escape(word) for word in longest if word.isascii())
    # ASCII borders: Chinese letters count as letters too, and stand beside Latin words without a blank
    return rf"(?i)({chinese}|(?-u:\b)(?:{latin})(?-u:\b))", meaning
