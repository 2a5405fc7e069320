"""What is read without Hydra is read as Hydra reads it."""

from hypothesis import given
from hypothesis import strategies as st

from xhs_sim.config.grammar import _by_hydra
from xhs_sim.config.plain_values import UNREAD, plain_value

ATOMS = st.one_of(
    st.integers(-(10**18), 10**18).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["true", "False", "NULL", "nan", "Inf", "007", "1_000", "+5", ".5", "1.", "-", "12:30", "a.b"]),
    st.text("ab_1é雪 '\\\"$:,{[", max_size=5),
    st.text("ab雪 \\'$,{[", max_size=5).map('"{}"'.format),
    st.text('ab雪 \\"$,{[', max_size=5).map("'{}'".format),
)
SPACE = st.sampled_from(["", " "])


def lists_and_maps(inner):
    listed = st.lists(st.builds("{}{}{}".format, SPACE, inner, SPACE), max_size=3).map(",".join)
    keys = st.sampled_from(["a", "b_c", '"q"', "null", "1", "true", "x y"])
    pairs = st.lists(st.builds("{}:{}{}".format, keys, SPACE, inner), max_size=3).map(", ".join)
    return st.one_of(listed.map("[{}]".format), pairs.map("{{{}}}".format))


def told(value):
    """Return a value with the types of all in it: 1 is neither 1.0 nor true."""
    if isinstance(value, dict):
        return [(key, told(inner)) for key, inner in value.items()]
    return [told(inner) for inner in value] if isinstance(value, list) else (type(value), repr(value))


@given(st.recursive(ATOMS, lists_and_maps, max_leaves=6))
def test_what_is_read_at_once_is_what_hydra_reads(text):
    value = plain_value(text)
    assert value is UNREAD or told(value) == told(_by_hydra(text))


def test_what_people_type_most_needs_no_hydra():
    typed = [
        "0.3",
        "-7",
        "1e-05",
        "face_cream",
        "null",
        "true",
        "[]",
        '"雪肌"',
        "{head: 0.7, koc: 0.0}",
        "['a', \"b\"]",
    ]
    values = [0.3, -7, 1e-05, "face_cream", None, True, [], "雪肌", {"head": 0.7, "koc": 0}, ["a", "b"]]
    assert [plain_value(text) for text in typed] == values


def test_a_grid_is_left_to_hydra():
    assert all(plain_value(text) is UNREAD for text in ("1,2", "range(1,4)", "glob(k*)", "${n_days}", "双11 大促"))
