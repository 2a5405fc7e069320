"""The secret behind the pseudonyms: the user's own, outside every project and every folder of results."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from ...config import ConfigError
from ...config.messages import message

_SIZE = 32  # bytes
_FILE = "secret"


def config_folder() -> Path:
    """Return where this user's own settings lie."""
    own = os.environ.get("XHS_SIM_CONFIG")
    usual = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "xhs_sim"
    return Path(own) if own else usual


def the_secret(results: Path) -> bytes:
    """Return the user's secret, made at its first use; readable by the user alone.

    Parameters
    ----------
    results : Path
        Where tables go; the secret must lie outside.

    Raises
    ------
    ConfigError
        If it would lie within the results, or what lies there is no secret.
    """
    file = config_folder() / _FILE
    if file.resolve().is_relative_to(results.resolve()):
        raise ConfigError(message("export.secret_inside", path=file, folder=results))
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = file.with_name(f"{_FILE}.{os.getpid()}")
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_hex(_SIZE))
        try:
            os.link(unfinished, file)  # whole or not at all, and never over another's
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    if file.stat().st_mode & 0o077:
        file.chmod(0o600)
    try:
        found = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except ValueError:
        found = b""
    if len(found) < _SIZE:
        raise ConfigError(message("export.no_secret", path=file))
    return found


def forget_secret() -> bool:
    """Delete the secret: no pseudonym can be tied to an id again, by anybody; return whether there was one."""
    file = config_folder() / _FILE
    is_there = file.exists()
    file.unlink(missing_ok=True)
    return is_there


def fingerprint(secret: bytes) -> str:
    """Return what tells two secrets apart, and nothing more of them."""
    return hashlib.blake2b(b"which secret", key=secret, digest_size=8).hexdigest()


def digest_of(path: Path, secret: bytes) -> str:
    """Return what tells two files apart, and nothing more of them without the secret."""
    digest = hmac.new(secret, digestmod="sha256")
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()[:32]
