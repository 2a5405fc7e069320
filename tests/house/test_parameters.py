"""Numbers live in configs, meaning in the schema, and nothing is there for show."""

import re

from house import PACKAGE, files

from xhs_sim.config import describe_parameters
from xhs_sim.config.messages import told
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


def is_chinese(text):
    return bool(re.search("[\u4e00-\u9fff]", text))


def test_every_parameter_says_what_it_means_in_both_languages():
    """A new parameter needs a line in src/xhs_sim/config/meanings/zh/, in the file of its part."""
    rows = describe_parameters()
    assert not [row.path for row in rows if not row.description]
    assert not [row.path for row in rows if not is_chinese(told(row.description, "zh"))]


def test_every_unit_of_a_parameter_has_a_chinese_name():
    """A new one needs a line in src/xhs_sim/config/meanings/zh/units.yaml."""
    assert not [
        (row.path, row.unit) for row in describe_parameters() if row.unit and not is_chinese(told(row.unit, "zh"))
    ]
