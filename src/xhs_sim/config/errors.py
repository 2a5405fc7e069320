"""The one error that a user's mistake raises: its text is ready to print."""

from collections.abc import Iterable, Sequence


class ConfigError(ValueError):
    """One or more problems in what the user asked for, a line each.

    Parameters
    ----------
    problems : sequence of str or str
        Each names the dotted parameter or the file, row and column, the value, and what is allowed.
    """

    def __init__(self, problems: Sequence[str] | str) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))


def refuse_unknown(path: str, name: str, known: Iterable[str]) -> None:
    """Refuse a name that is none of those known.

    Raises
    ------
    ConfigError
        Says what is allowed at the dotted ``path``.
    """
    allowed = list(known)
    if name not in allowed:
        raise ConfigError(f"{path} = {name} is unknown (allowed: {', '.join(allowed)})")
