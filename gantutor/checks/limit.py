"""A time limit that works in a notebook's main thread, in any other thread, and on Windows."""

import ctypes
import threading
from types import TracebackType


class TookTooLong(BaseException):
    """Raised inside code that outlasts its limit; not an ``Exception``, so it is not swallowed."""


class TimeLimit:
    """Context manager: code that runs longer than ``seconds`` is stopped by ``TookTooLong``.

    A second thread asks the interpreter to raise the exception at the next bytecode, so endless
    Python loops end; one long call into C (``time.sleep``, a huge matrix product) ends first.
    Signals would stop a sleep too, but exist only in the main thread and not on Windows.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._thread = threading.get_ident()
        self._lock = threading.Lock()
        self._done = threading.Event()

    def __enter__(self) -> "TimeLimit":
        watch = threading.Thread(target=self._watch, daemon=True)
        try:
            watch.start()
        except RuntimeError:  # a Python without threads (in the browser): no limit there
            self._done.set()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # The exception may arrive in these very lines: end the watch before letting it out.
        late = False
        while not self._done.is_set():
            try:
                with self._lock:
                    self._done.set()
            except TookTooLong:
                late = True
        _raise_in(self._thread, None)
        if late:
            raise TookTooLong

    def _watch(self) -> None:
        wait = self.seconds
        while not self._done.wait(wait):
            with self._lock:
                if not self._done.is_set():
                    _raise_in(self._thread, TookTooLong)
            wait = 0.1  # again and again: the code may catch everything


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Ask for ``error`` in another thread; ``None`` withdraws a request not yet served."""
    request = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), request)
