"""What a check runs in, so that a verdict depends on the answer alone, and leaves no trace."""

import contextlib
import io
import random
import sys
import warnings
from collections.abc import Iterator

import numpy as np

from gantutor.checks.engine.describe import LONGEST


@contextlib.contextmanager
def quiet() -> Iterator[io.StringIO]:
    """Without warnings; yields where the beginning of all that is printed is found afterwards."""
    printed = _Beginning()
    with (
        warnings.catch_warnings(action="ignore"),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        yield printed


@contextlib.contextmanager
def process_defaults() -> Iterator[None]:
    """With what all threads share as it is at first, and afterwards as it was before.

    The global generators, those of Python, of NumPy and of torch on the CPU, have seed 0; torch's
    default type is float32.
    """
    torch = sys.modules.get("torch")  # an answer may do without, and it is slow to import
    python, legacy = random.getstate(), np.random.get_state()  # noqa: NPY002 (learners draw from it)
    dtype = torch.get_default_dtype() if torch else None
    with torch.random.fork_rng(devices=[]) if torch else contextlib.nullcontext():
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002
        if torch:
            torch.default_generator.manual_seed(0)
            torch.set_default_dtype(torch.float32)
        try:
            yield
        finally:
            random.setstate(python)
            np.random.set_state(legacy)  # noqa: NPY002
            if torch:
                torch.set_default_dtype(dtype)


def float32_again() -> list[str]:
    """Give torch the default type of ``process_defaults`` again; name it where it had changed."""
    torch = sys.modules.get("torch")
    if torch is None or torch.get_default_dtype() is torch.float32:
        return []
    torch.set_default_dtype(torch.float32)
    return ["torch's default type"]


@contextlib.contextmanager
def thread_defaults() -> Iterator[None]:
    """With what each thread has for itself as it is at first.

    That is how NumPy treats floating-point errors, and torch's default device, the CPU.
    """
    torch = sys.modules.get("torch")
    elsewhere = torch is not None and torch.get_default_device().type != "cpu"
    with (
        np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"),
        torch.device("cpu") if torch and elsewhere else contextlib.nullcontext(),
    ):
        yield


class _Beginning(io.StringIO):
    """Keeps no more than is shown: an endless loop may print without end."""

    def write(self, text: str) -> int:
        super().write(text[: LONGEST + 1 - self.tell()])
        return len(text)
