"""What a reader decided about a file, counted: nothing is dropped, guessed or left alone without a word."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..config.messages import message

_SHOWN = 3  # examples of each decision


@dataclass(slots=True)
class Decisions:
    """What was decided, and on what, in the order in which it first came up."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def note(self, decision: str, example: str) -> None:
        """Count one case of a decision."""
        self.found.setdefault(decision, []).append(example)

    def note_all(self, decision: str, examples: Iterable[str]) -> None:
        """Count each of some cases; none of them, no decision."""
        for example in examples:
            self.note(decision, example)

    @property
    def sentences(self) -> tuple[str, ...]:
        """One line per decision: how often it was taken, and on what."""
        return tuple(_sentence(decision, examples) for decision, examples in self.found.items())


def _sentence(decision: str, examples: list[str]) -> str:
    different = list(dict.fromkeys(examples))
    shown = [*different[:_SHOWN], *(["..."] if len(different) > _SHOWN else [])]
    often = f" ({len(examples)})" if len(examples) > 1 else ""
    return message("file.decision", decision=decision, often=often, shown=shown)
