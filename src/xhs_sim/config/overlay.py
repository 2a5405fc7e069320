"""Plain values on top of a composition that is there already: Hydra needs half a second for each, this nothing."""

from typing import Any


def put_value(plain: dict[str, Any], override: Any) -> bool:
    """Put an override on plain data as Hydra does: dicts are merged, all else is replaced.

    Parameters
    ----------
    plain : dict
        A resolved composition; changed.
    override : hydra Override
        Parsed, ``a.b=value``.

    Returns
    -------
    bool
        False if that is not for us to do: an unknown key, a sweep, a package, a value that refers to another.
    """
    if override.is_sweep_override() or "@" in override.key_or_group:
        return False
    value = override.value()
    *path, last = override.key_or_group.split(".")
    node: Any = plain
    for step in path:
        node = node.get(step) if isinstance(node, dict) else None
    return "${" not in str(value) and isinstance(node, dict) and _merge(node, last, value)


def _merge(into: dict[str, Any], key: str, value: Any) -> bool:
    if key not in into:
        return False
    if isinstance(value, dict) and isinstance(into[key], dict):
        return all(_merge(into[key], name, part) for name, part in value.items())
    into[key] = value
    return True
