"""What a parameter is: a meaning, a unit, a range, a source and how far to trust it.

The schema holds no values: numbers live in ``configs/``. Validation messages,
``docs/parameters.md``, sweep bounds and the report's list of weak figures all come from here.
"""

from enum import Enum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from .messages import message

Confidence = Literal["high", "medium", "low", "choice"]
WELL_KNOWN: tuple[Confidence, ...] = ("high", "medium")  # what a verdict may lean on


class Reads(Enum):
    """What is read besides the configuration, and so belongs to the identity of a run."""

    FILE = "file"  # marked at its parameter; whoever hands it in may tell of people
    NUMBERS = "numbers"  # likewise, but it tells of nobody
    CODE = "code"  # package.module.function, of a plug-in that is not ours


class Part(BaseModel):
    """A section of the configuration: frozen, and closed to unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    puts_in: ClassVar[str | None] = None  # of a treatment: the metric that says how much of it there was


def param(unit: str, low: float, high: float, meaning: str, *, source: str, confidence: Confidence) -> Any:
    """Describe a number.

    Parameters
    ----------
    unit : str
        Unit as printed after a value.
    low, high : float
        Closed range that is allowed.
    meaning : str
        One line that says what the number does.
    source : str
        Where the default comes from: ids of ``bibliography.yaml``, a colon, what is said there;
        ``"design"`` for a modelling choice.
    confidence : {"high", "medium", "low", "choice"}
        A paper, a log or raw data; second hand or a research firm; the trade's or our own guess; what a user
        decides rather than estimates.
    """
    about: dict[str, Any] = {"unit": unit, "source": source, "confidence": confidence}
    return Field(ge=low, le=high, description=meaning, json_schema_extra=about)


def several(meaning: str, *, source: str, confidence: Confidence) -> Any:
    """Describe a list or a map of numbers, whose ranges stand in its type; the rest is as in ``param``."""
    about: dict[str, Any] = {"source": source, "confidence": confidence}
    return Field(description=meaning, json_schema_extra=about)


def _share() -> Any:
    return Field(ge=0.0, le=1.0)


Share = Annotated[float, _share()]
Weight = Annotated[float, Field(ge=0.0)]


def _check_sum(weights: Any) -> Any:
    """Refuse weights that leave nothing to choose from."""
    if not sum(weights.values() if isinstance(weights, dict) else weights) > 0:
        raise ValueError(message("config.weights_no_sum"))
    return weights


SomeWeight = AfterValidator(_check_sum)
InputFile = Annotated[str | None, Reads.FILE]
NumbersFile = Annotated[str | None, Reads.NUMBERS]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
