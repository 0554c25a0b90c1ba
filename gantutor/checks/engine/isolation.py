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
def seeded() -> Iterator[None]:
    """With the global generators of seed 0, which go on afterwards as if nothing had been drawn.

    Those of Python, of NumPy, and of torch on the CPU.
    """
    torch = sys.modules.get("torch")  # an answer may do without, and it is slow to import
    python, legacy = random.getstate(), np.random.get_state()  # noqa: NPY002 (learners draw from it)
    with torch.random.fork_rng(devices=[]) if torch else contextlib.nullcontext():
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002
        if torch:
            torch.default_generator.manual_seed(0)
        try:
            yield
        finally:
            random.setstate(python)
            np.random.set_state(legacy)  # noqa: NPY002


class _Beginning(io.StringIO):
    """Keeps no more than is shown: an endless loop may print without end."""

    def write(self, text: str) -> int:
        super().write(text[: LONGEST + 1 - self.tell()])
        return len(text)
