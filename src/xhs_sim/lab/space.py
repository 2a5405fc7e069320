"""What may vary: a dotted path of the configuration, a part of the model, or an input of a function.

Typed in Hydra's sweep syntax: ``a=1,2,3``, ``a=range(1,5)``, ``a=interval(0,1)``, ``a=choice(x,y)``,
``ranker=glob(*)``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..config import Composer, ConfigError
from ..config.grammar import Several, choices_of, read_override, read_value
from ..config.messages import message

Value = float | int | str | bool | None
Values = Mapping[str, Value]  # by the name of an axis
SEED = "seed"  # what a point may say beside its axes: it has a column of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One thing that varies.

    Attributes
    ----------
    name : str
        Dotted path, part of the model, or input of a function.
    low, high : float, optional
        Range of a number that may be anything between.
    choices : tuple
        The values that it may have, if these are listed; text stands as it was typed.
    is_whole : bool
        Whether only whole numbers are allowed.
    default : value, optional
        What it is if nobody says otherwise.
    unit, source, confidence : str
        As the schema says.
    """

    name: str
    low: float | None = None
    high: float | None = None
    choices: tuple[Value, ...] = ()
    is_whole: bool = False
    default: Value = None
    unit: str = ""
    source: str = ""
    confidence: str = "choice"

    def at(self, share: float) -> Value:
        """Return the value at a share of the way from the first to the last, 0 to 1."""
        if self.choices:
            return self.choices[min(int(share * len(self.choices)), len(self.choices) - 1)]
        assert self.low is not None
        assert self.high is not None
        if self.is_whole:
            whole = int(self.low) + int(share * (int(self.high) - int(self.low) + 1))
            return min(whole, int(self.high))
        return min(max(self.low + share * (self.high - self.low), self.low), self.high)

    def share_of(self, value: float) -> float:
        """Return where a number lies between the ends, 0 to 1."""
        assert self.low is not None
        assert self.high is not None
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5


def read_axes(overrides: Sequence[str], composer: Composer) -> tuple[tuple[Axis, ...], list[str]]:
    """Return what is to vary among what was typed, and the rest as it was typed.

    Raises
    ------
    ConfigError
        If values cannot be listed, or an interval has no width.
    """
    axes: dict[str, Axis] = {}
    fixed: list[str] = []
    for typed in overrides:
        read = read_override(typed)
        value = None if read.text is None else read_value(read.text)
        if isinstance(value, Several) and value.kind == "interval":
            axes[read.key] = _between(read.key, float(value.parsed.start), float(value.parsed.end), typed)
            continue
        texts = [] if read.text is None else choices_of(read, composer.options_of(read.key))
        if len(dict.fromkeys(texts)) > 1:
            axes[read.key] = Axis(name=read.key, choices=tuple(texts))
        else:
            fixed.append(typed if not texts else read._replace(text=texts[0]).typed)
    return tuple(axes.values()), fixed


def _between(name: str, low: float, high: float, typed: str) -> Axis:
    if not low < high:
        raise ConfigError(message("sweep.interval_empty", typed=typed))
    known = axis_at(name)
    if known is None:
        return Axis(name=name, low=low, high=high)
    return replace(known, low=low, high=high)


def axis_at(path: str, default: Value = None) -> Axis | None:
    """Return a number of the configuration over its whole range in the schema; None if there is none there.

    Bounds are None below maps of free names, where the schema knows no range.
    """
    from ..config.schema_paths import kind_at, known_paths

    kind, row = kind_at(path), known_paths().get(path)
    if kind is None or not kind.is_number:
        return None
    if row is None:
        return Axis(name=path, is_whole=kind.is_whole, default=default)
    return Axis(
        name=path, low=row.low, high=row.high, is_whole=kind.is_whole, default=default,
        unit=str(row.unit), source=row.source, confidence=row.confidence,
    )  # fmt: skip


def override_of(name: str, value: Value) -> str:
    """Return a value as it is typed; text stands as it is."""
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return f"{name}={text}"
