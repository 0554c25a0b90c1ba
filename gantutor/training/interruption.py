"""Ctrl-C between iterations, not inside one."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType


@contextmanager
def undivided() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block; a second one does not wait.

    A step that is half done, or done and not yet counted, cannot be gone on from: what is played
    afterwards would be another run. A handler other than Python's own is left in its place, and
    so are threads, which Ctrl-C does not reach.
    """
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not ours or current_thread() is not main_thread():
        yield
        return
    pressed = False

    def wait(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True

    signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if pressed:
        raise KeyboardInterrupt
