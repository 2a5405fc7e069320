"""The one error that a user's mistake raises, and the one warning: their texts are messages, ready to print."""

from collections.abc import Iterable, Sequence


class ConfigError(ValueError):
    """One or more problems in what the user asked for, a line each.

    Parameters
    ----------
    problems : sequence of str or str
        Messages; each names the dotted parameter or the file, row and column, the value, and what is allowed.
    """

    def __init__(self, problems: Sequence[str] | str) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))


class RefusedError(ValueError):
    """Several problems that a part of the schema finds at once; pydantic hands it on as it is."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = [*problems]
        super().__init__("\n".join(self.problems))


class ConfigWarning(UserWarning):
    """How something was understood that could be meant otherwise; the text says so in a line."""
