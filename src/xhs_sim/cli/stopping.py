"""What ends a command before its time: Ctrl-C, and SIGTERM, which would else leave what its workers share behind."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import NoReturn

INTERRUPTED, TERMINATED = 130, 143  # exit codes, as a shell tells a signal: 128 and its number


class Terminated(KeyboardInterrupt):
    """SIGTERM: whoever cleans up after Ctrl-C does so after it too."""


def code_of(stop: KeyboardInterrupt) -> int:
    """Return the exit code of a command that was stopped."""
    return TERMINATED if isinstance(stop, Terminated) else INTERRUPTED


@contextmanager
def stopping_in_order() -> Iterator[None]:
    """Let SIGTERM end what is at work as Ctrl-C does; where signals can't be taken (in a thread), nothing changes."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL if before is None else before)


def _stop(number: int, _frame: object) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # a second one must not interrupt the cleaning up
    raise Terminated
