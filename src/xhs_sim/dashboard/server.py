"""The dashboard's server: a page of Dash on loopback, behind its guard."""

from pathlib import Path
from typing import Any

from ..config import ConfigError
from ..config.messages import message, reason_of_system
from .guard import Guard
from .wiring import wire

_LOOPBACK = "127.0.0.1"


def build_app(root: Path) -> Any:
    """Return the page of a folder as a Dash application; nothing is served yet.

    Parameters
    ----------
    root : Path
        Below which studies are looked for.
    """
    from dash import Dash, dcc, html

    app = Dash(
        __package__, assets_folder=str(Path(__file__).parent / "assets"), title="xhs_sim", update_title="",
        serve_locally=True, suppress_callback_exceptions=True, compress=False,
    )  # fmt: skip
    app.layout = html.Div([dcc.Location(id="address"), html.Div(id="page"), html.Div(id="spoken", hidden=True)])
    wire(app, root)
    return app


def guarded(app: Any, port: int) -> Guard:
    """Return the application behind its guard: what may ask, what is there, what a page may load."""
    scripts = " ".join(f"'{each}'" if not each.startswith("'") else each for each in app.csp_hashes())
    policy = (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; "
        f"script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'"
    )
    return Guard(app.server.wsgi_app, port, policy)


def serve(root: Path, port: int) -> Any:
    """Return a server that listens; ``serve_forever`` answers.

    Parameters
    ----------
    root : Path
    port : int
        0 takes one that is free.

    Raises
    ------
    ConfigError
        If the port is taken.
    """
    import logging

    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each request
    app = build_app(root)
    try:
        server = make_server(_LOOPBACK, port, app.server, threaded=True)
    except (OSError, SystemExit) as error:
        reason = reason_of_system(error) if isinstance(error, OSError) else ""
        raise ConfigError(message("command.no_port", port=port, reason=reason)) from None
    server.app = guarded(app, server.port)
    return server
