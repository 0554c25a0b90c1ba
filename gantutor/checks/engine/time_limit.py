"""A time limit that works in a notebook, in any thread, on Windows, and against ``except:``."""

import contextvars
import ctypes
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

Value = TypeVar("Value")

GRACE = 0.5  # seconds that a stopped call gets to end before it is left behind
IMPORTS = 60.0  # seconds that the first imports of modules may take in addition


class TookTooLong(BaseException):
    """A call outlasted its limit; not an ``Exception``, so that few handlers swallow it."""


def within(
    seconds: float,
    function: Callable[..., Value],
    before_stopping: Callable[[], object] = bool,
    /,
    **arguments: object,
) -> Value:
    """Call ``function`` and return its value, or raise what it raises; ``TookTooLong`` when late.

    The call runs in a thread of its own, so the caller gets its answer in time even while the
    call is asleep or deep inside C. The late call is asked, again and again, to raise
    ``TookTooLong`` at its next bytecode, which ends any loop in Python. Signals would need the
    main thread, do not exist on Windows, and could strike anywhere in the caller.

    The first import of a module is not stopped, it would be left half done in the process, and
    its time does not count: what is left of the limit begins after it. Imports that take more
    than ``IMPORTS`` seconds are not waited for.

    ``before_stopping`` is called before a late call is stopped: a call that has changed a builtin
    must not change what is done about it.
    """
    call = _Call(function, arguments)
    thread = threading.Thread(target=contextvars.copy_context().run, args=(call,), daemon=True)
    try:
        thread.start()
    except RuntimeError:  # a Python without threads, as in the browser: no limit there
        return function(**arguments)
    try:
        _wait(thread, seconds)
    finally:  # also when the caller is interrupted
        if not call.done:
            before_stopping()
            threading.Thread(target=_stop, args=(call, thread), daemon=True).start()
    if not call.done:
        thread.join(GRACE)
        raise TookTooLong
    if call.error is not None:
        raise call.error
    return call.value


class _Call:
    """One call and what came of it."""

    def __init__(self, function: Callable[..., object], arguments: dict[str, object]) -> None:
        self.done = False
        self.value: Any = None
        self.error: BaseException | None = None
        self._function, self._arguments = function, arguments

    def __call__(self) -> None:
        try:
            self.value = self._function(**self._arguments)
        except BaseException as error:
            self.error = error
        finally:
            self.done = True


def _wait(thread: threading.Thread, seconds: float) -> None:
    imports, now = IMPORTS, time.monotonic()
    while thread.is_alive() and seconds > 0 and imports > 0:
        thread.join(min(seconds, 0.05))
        before, now = now, time.monotonic()
        if _imports(thread):
            imports -= now - before
        else:
            seconds -= now - before


def _stop(call: _Call, thread: threading.Thread) -> None:
    while thread.is_alive() and not call.done:
        if not _imports(thread):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread.ident or 0), ctypes.py_object(TookTooLong)
            )
        time.sleep(0.01)


def _imports(thread: threading.Thread) -> bool:
    """True while a module is being imported for the first time in ``thread``."""
    frame = sys._current_frames().get(thread.ident or 0)
    while frame is not None:
        code = frame.f_code
        if code.co_name == "_find_and_load" and code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False
