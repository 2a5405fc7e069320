"""Completion of overrides: keys, and the options of a group after the equals sign."""


def complete_override(incomplete: str) -> list[str]:
    """Return what ``incomplete`` may become, for the shell."""
    from ..config import describe_parameters, list_choices

    groups = list_choices()
    key, equals, value = incomplete.partition("=")
    if equals:
        return [f"{key}={option}" for option in groups.get(key, []) if option.startswith(value)]
    keys = [*groups, *(row.path for row in describe_parameters())]
    return [f"{each}=" for each in keys if each.startswith(incomplete)]
