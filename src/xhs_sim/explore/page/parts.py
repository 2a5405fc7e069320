"""Elements of the page: those of HTML itself, which a keyboard and a screen reader know."""

from collections.abc import Callable, Sequence
from typing import Any

import solara
from solara.alias import rv

from ...report.words import Words


@solara.component_vue("dial.vue", vuetify=False)  # type: ignore[untyped-decorator]
def Dial(
    name: str,
    label: str,
    value: int,
    scale: tuple[int, int, int],
    told: list[str],
    busy: bool = False,
    on_value: Callable[[int], None] | None = None,
) -> None:
    """A slider that says its value with its unit: ``scale`` is least, most and step, ``told`` has the words of each."""


@solara.component_vue("choice.vue", vuetify=False)  # type: ignore[untyped-decorator]
def Choice(
    name: str,
    label: str,
    value: str,
    options: list[tuple[str, str]],
    busy: bool = False,
    on_value: Callable[[str], None] | None = None,
) -> None:
    """A list of which one is chosen: (value, what it is called)."""


@solara.component_vue("speech.vue", vuetify=False)  # type: ignore[untyped-decorator]
def Speech(language: str, title: str) -> None:
    """What the browser is told of the page: its language and its title."""


def tag(name: str, *children: Any, kind: str = "", **attributes: Any) -> Any:
    """Make an element of HTML; text among its children stands as text, and ``_`` in an attribute is a dash."""
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    return rv.Html(tag=name, children=list(children), class_=kind, attributes=named)


def button(
    label: str, on_click: Callable[[], None], *, kind: str = "button", disabled: bool = False, **more: Any
) -> Any:
    """Make a button; while it is off it says so, and whoever came to it by the keyboard stays there."""
    made = tag("button", label, kind=kind, type="button", aria_disabled=str(disabled).lower(), **more)
    rv.use_event(made, "click", lambda *_: None if disabled else on_click())
    return made


def html(text: str) -> Any:
    """Make a part of the page of HTML that ``sections`` filled."""
    return solara.HTML(unsafe_innerHTML=text)


def options(names: Sequence[str], prefix: str, words: Words) -> list[tuple[str, str]]:
    """Return a list to choose from, in words."""
    return [(name, words.say(f"{prefix}{name}")) for name in names]
