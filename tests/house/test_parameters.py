"""Numbers live in configs, meaning in the schema, and nothing is there for show."""

import re

from house import PACKAGE, files

from xhs_sim.config import describe_parameters
from xhs_sim.config.param import Part


def parts(kind=Part):
    """Return every section of the schema."""
    return [part for child in kind.__subclasses__() for part in (child, *parts(child))]


def fields():
    return {f"{part.__name__}.{name}": field for part in parts() for name, field in part.model_fields.items()}


def test_the_schema_holds_no_values():
    """A default belongs into configs/; a brief is a form of its own, with usual answers."""
    homes = (".config.", ".actors.")
    parts_of_config = {part.__name__ for part in parts() if any(home in part.__module__ for home in homes)}
    open_ones = [name for name, field in fields().items() if not field.is_required()]
    assert not [name for name in open_ones if name.split(".")[0] in parts_of_config]


def test_every_parameter_is_read_somewhere():
    outside = [path for path in files("src", "*.py") if PACKAGE / "config" not in path.parents]
    code = "\n".join(path.read_text(encoding="utf-8") for path in outside)
    names = {name.split(".")[1] for name in fields()} - {"en", "zh"}  # labels, read by language
    assert not [name for name in sorted(names) if not re.search(rf"\.{name}\b", code)]


def test_every_number_has_meaning_unit_source_and_confidence():
    numbers = [row for row in describe_parameters() if row.low is not None and row.high is not None]
    assert not [row.path for row in numbers if not (row.unit and row.description and row.source)]
    assert not [row.path for row in numbers if row.low >= row.high]
    assert {row.confidence for row in numbers} <= {"high", "medium", "low", "choice"}
