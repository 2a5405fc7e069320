"""Where pages of this machine are, who may ask them, and what each answer tells a browser."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

HOST: Final = "localhost"
SCHEME: Final = "http"
NAMES: Final = (HOST, "127.0.0.1", "::1")  # of this machine
# What every answer tells a browser: nobody frames the page, reads it from another one, or learns where it was.
HEADERS: Final = (
    ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
)  # fmt: skip


def is_own(headers: Iterable[tuple[bytes, bytes]], port: int) -> bool:
    """Say whether a request asks this machine by its own name, from our page or from none."""
    named = {name.lower(): value.decode("latin-1") for name, value in headers if name.lower() in (b"host", b"origin")}
    try:
        host = urlsplit(f"{SCHEME}://{named.get(b'host', '')}")
        page = urlsplit(named.get(b"origin", f"{SCHEME}://{HOST}:{port}"))
        return host.hostname in NAMES and page.hostname in NAMES and {host.port, page.port} == {port}
    except ValueError:  # no address
        return False
