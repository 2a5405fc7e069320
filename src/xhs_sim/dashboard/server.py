"""The dashboard's server: a page of Dash on loopback, behind its guard."""

import errno
import os
import socket
from pathlib import Path
from typing import Any

from ..config import ConfigError
from ..config.messages import message, reason_of_system
from .guard import Guard
from .intake import clear
from .wiring import wire

_LOOPBACK = "127.0.0.1"
_WAITING = 128  # who may wait for an answer


def build_app(root: Path) -> Any:
    """Return the page of a folder as a Dash application; nothing is served yet.

    Parameters
    ----------
    root : Path
        Below which studies are looked for.
    """
    from dash import Dash, dcc, html

    clear(root)
    app = Dash(
        __package__, assets_folder=str(Path(__file__).parent / "assets"), title="xhs_sim", update_title="",
        serve_locally=True, suppress_callback_exceptions=True, compress=False,
    )  # fmt: skip
    app.layout = html.Div([dcc.Location(id="address"), html.Div(id="page"), html.Div(id="spoken", hidden=True)])
    wire(app, root)
    return app


def _listening(port: int) -> socket.socket:
    """Return a socket that listens on loopback.

    Raises
    ------
    ConfigError
        If the port is taken, or not ours to take.
    """
    place = socket.socket(socket.AF_INET)
    try:
        if os.name == "posix":  # a port that another has just left; elsewhere this takes one that is in use
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((_LOOPBACK, port))
        place.listen(_WAITING)
    except OSError as error:
        place.close()
        if error.errno == errno.EADDRINUSE:
            raise ConfigError(message("dashboard.port_taken", port=port)) from None
        raise ConfigError(message("command.no_port", port=port, reason=reason_of_system(error))) from None
    return place


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
    with _listening(port) as place:  # the server would say in English that a port is taken, and end the process
        app = build_app(root)
        server = make_server(_LOOPBACK, port, app.server, threaded=True, fd=place.fileno())
    server.app = guarded(app, server.port)
    return server
