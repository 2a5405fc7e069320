"""Ways to compile a kernel beyond plain ``njit``.

Functions on the feed's hot path take whole tuples of arrays apart. Numba counts a reference for
each array that comes out, with atomic operations; as nothing is allocated there, counting can be
left out (``_nrt=False``), which made showing a note nine times faster (695 to 76 ns). Nor do they
ask before each division whether it is by zero (``error_model``).

A number that is written out (0) or of another width (int32) makes a version of its own of all that it is passed to:
what the hot path is given is int64 from the start, ``int(np.int64(0))``. What is called with numbers written out
everywhere, as draws are, is ``widened``: one version for all of them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from numba import njit, types

F = TypeVar("F", bound=Callable[..., Any])

_compile, _types = cast(Any, njit), cast(Any, types)  # numba's stubs do not know all of them
# Call none of these from Python (it crashes), only from compiled code: the way in from Python, which takes whole
# tuples of arrays apart, is half of their compile time.
_UNWRAPPED = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "_nrt": False, "error_model": "numpy"}


def widened(function: F) -> F:
    """Compile for inlining, once for all widths of whole numbers, written out or not."""
    dispatcher = _compile(forceinline=True)(function)
    template_for = dispatcher.get_call_template

    def get_call_template(arguments: Sequence[Any], named: Mapping[str, Any]) -> Any:
        return template_for(tuple(map(_wide, arguments)), {name: _wide(kind) for name, kind in named.items()})

    dispatcher.get_call_template = get_call_template
    return cast(F, dispatcher)


def _wide(kind: Any) -> Any:
    kind = _types.unliteral(kind)
    return _types.int64 if isinstance(kind, _types.Integer) and kind.bitwidth < _types.int64.bitwidth else kind


def lean(function: F) -> F:
    """Compile for inlining, without reference counting: for functions that allocate nothing."""
    return cast(F, _compile(forceinline=True, **_UNWRAPPED)(function))


def lean_sum(function: F) -> F:
    """Like ``lean``, and let float sums be reordered so that they use vector registers."""
    flags = {"reassoc", "contract", "nsz"}
    return cast(F, _compile(forceinline=True, **_UNWRAPPED, fastmath=flags)(function))


def lean_call(function: F) -> F:
    """Like ``lean``, but called instead of inlined: for what seldom happens, so that it takes no room in hot loops.

    Give it arrays, not tuples of arrays: each field of an argument is an argument of the call.
    """
    return cast(F, _compile(**_UNWRAPPED)(function))


def njit_part(function: F) -> F:
    """Compile what ``threads.share_out`` calls: without Python's lock, and without a way in for C that nobody takes."""
    return cast(F, _compile(nogil=True, cache=True, no_cfunc_wrapper=True)(function))


def lean_entry(function: F) -> F:
    """Like ``lean``, but a function of its own with a cache on disk: what parallel loops call."""
    return cast(F, _compile(cache=True, **_UNWRAPPED)(function))
