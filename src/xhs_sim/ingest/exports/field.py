"""A field of a source's rows: what its column is called, and what its cells mean."""

from collections.abc import Mapping
from typing import NamedTuple


class Field(NamedTuple):
    """A field of a source's rows."""

    name: str
    kind: str
    names: tuple[str, ...] = ()  # of its column, as they are compared; none: it is worked out, or never there
    nth: int = 1  # which of several columns of one name
    link: str = ""  # field of the link that a lost id is recovered from
    echo: str = ""  # field whose beginning a crawler puts in where this one is blank
    words: Mapping[str, str] = {}  # what the cells' words mean
    none: tuple[str, ...] = ()  # words that stand for nothing here, beside the usual ones
    of: tuple[str, ...] = ()  # fields that it is worked out from
    yes: tuple[str, ...] = ()  # words that mean yes
    apart: str = ","  # what stands between the parts of a list
    into: str = ""  # field that it is another form of, and is read into
    sheets: tuple[str, ...] = ()  # names of its sheet, of a workbook with a sheet per series
