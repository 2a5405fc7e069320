"""Pages are filled from ``templates/``: one environment, and the style that every page carries in itself."""

from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

_STYLES = ("report.css", "plan.css")


def fill(template: str, **context: Any) -> str:
    """Fill a template; what the context lacks is an error, and what it holds is escaped."""
    environment = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True, enabled_extensions=("j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    folder = resources.files(__package__) / "templates"
    style = "\n".join((folder / name).read_text(encoding="utf-8") for name in _STYLES)
    return environment.get_template(template).render(**context, style=Markup(style))
