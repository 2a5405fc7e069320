"""Where pages of this machine are, and who may ask them."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

HOST: Final = "localhost"
SCHEME: Final = "http"
NAMES: Final = (HOST, "127.0.0.1", "::1")  # of this machine


def is_own(headers: Iterable[tuple[bytes, bytes]], port: int) -> bool:
    """Say whether a request asks this machine by its own name, from our page or from none."""
    named = {name.lower(): value.decode("latin-1") for name, value in headers if name.lower() in (b"host", b"origin")}
    try:
        host = urlsplit(f"{SCHEME}://{named.get(b'host', '')}")
        page = urlsplit(named.get(b"origin", f"{SCHEME}://{HOST}:{port}"))
        return host.hostname in NAMES and page.hostname in NAMES and {host.port, page.port} == {port}
    except ValueError:  # no address
        return False
