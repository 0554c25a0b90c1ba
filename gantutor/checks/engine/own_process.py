"""The shell's attempt: the checks run in a process of the answer's own, with limits.

An answer that never gives the interpreter back, ends the process, fills the memory or prints
without end fails its own exercise, and the next one begins afresh. This guards against accidents.
It is no prison: whoever checks strangers' files runs all of it in a container.

Where the platform has it, processes are forked from a server that imported the exercises once and
has no threads, so that a new one is there at once. Elsewhere each of them imports anew.
"""

import contextlib
import json
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from gantutor.checks.engine import exercises
from gantutor.checks.engine.answer_file import SECONDS, AnswerFile
from gantutor.checks.engine.attempt import AnyAttempt, Attempt, title
from gantutor.checks.engine.exercises import Exercise
from gantutor.checks.engine.finding import Finding, Kind

MEMORY = 2 * 2**30  # bytes that an answer may use, in addition to what is imported for it
FILE = 2**28  # bytes of one file that it may write
PROGRAMS = 20  # other programs that it, and what it imports, may start
SILENCE = 3.0  # seconds beyond a time limit after which a process that says nothing is ended
PATIENCE = 180.0  # seconds for one check, whatever the process says
BEAT = 0.5  # seconds between two signs of life
MESSAGE = 2**20  # bytes of what a process may say at once
OUT_OF_MEMORY = 77  # the exit status of a process that has too little left to say so

# What checks that name these import only when they run, for seconds: better once than each time.
LATE = {"torch.optim": "torch._dynamo", "gantutor.transport": "ot"}
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")


class AttemptInOwnProcess(AnyAttempt):
    """An attempt at an exercise with the answer in ``file``; to be closed when it is over."""

    def __init__(self, exercise: Exercise, file: str) -> None:
        super().__init__(exercise)
        self._file = os.path.abspath(file)
        self._process: Any = None
        self._line: Connection | None = None

    def run(self, check: Callable[..., Any], seed: int | None = None) -> Finding | None:
        """What ``check`` finds wrong with the answer; None when it passes."""
        found = self._run(check.__name__, seed)
        if found is not None and found.kind in (Kind.ENDED, Kind.TOO_SLOW) and not found.check:
            return replace(found, check=title(check))
        return found

    def close(self) -> None:
        """End the process, and what it started."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            _end(self._process)
        self._process = self._line = None

    def __enter__(self) -> "AttemptInOwnProcess":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _run(self, check: str, seed: int | None) -> Finding | None:
        if self._line is None:
            self._line, theirs = multiprocessing.Pipe()
            with _one_thread():
                self._process = _context().Process(
                    target=_serve, args=(theirs, self._file, self.exercise.id), daemon=True
                )
                self._process.start()
            theirs.close()
        try:
            self._line.send((check, seed))
            said = self._listen()
        except (EOFError, OSError, ValueError):
            self.settled = Kind.ENDED
            return self._ended()
        if isinstance(said, Finding):
            self.settled = said.kind
            return said
        self.changed = [str(name) for name in said["changed"]]
        self.settled = None if said["settled"] is None else Kind(said["settled"])
        found = said["found"]
        return None if found is None else Finding(Kind(found.pop("kind")), **found)

    def _listen(self) -> Finding | dict[str, Any]:
        """What is found, or that the process says nothing any more."""
        assert self._line is not None
        limit = PATIENCE  # until it says what the answer may take
        begin = last = time.monotonic()
        while True:
            left = min(last + limit + SILENCE, begin + PATIENCE + limit) - time.monotonic()
            if not self._line.poll(max(0.0, left)):
                self.close()
                return Finding(
                    Kind.TOO_SLOW,
                    message=f"It took longer than {limit:.3g} s, and its process was ended.",
                    hint="Look for a loop that never ends, or for a number that grows beyond use.",
                )
            said: dict[str, Any] = json.loads(self._line.recv_bytes(MESSAGE))
            last = time.monotonic()
            if "limit" in said:
                limit = float(said["limit"])
            elif "found" in said:
                return said

    def _ended(self) -> Finding:
        process = self._process
        process.join(SILENCE)
        status = process.exitcode
        self.close()
        if status == OUT_OF_MEMORY:
            how = f"It used up the {MEMORY / 2**30:g} GiB of memory that an answer gets"
            hint = "Look for a list that grows in a loop, and at the shapes of your arrays."
        elif status is not None and status < 0:
            name = signal.Signals(-status).name
            how = f"The process that ran it was ended by the signal {name}"
            hint = "Very deep recursion, memory that ran out or a call of `os.kill` do that."
        else:
            how = f"It ended the process that ran it, with exit status {status}"
            hint = "Leave out whatever ends Python: a function ends with `return`."
        return Finding(Kind.ENDED, message=f"{how}.", hint=hint)


def prepare(ids: Iterable[str]) -> None:
    """Begin to import what these exercises need, where processes can be forked from it."""
    context = _context()
    if context.get_start_method() != "forkserver":
        return
    from multiprocessing import forkserver

    modules = [__name__, "torch"]
    folder = Path(__file__).parents[1]
    for set_, _, name in (id.partition(".") for id in ids):
        for file in ("test_", "solutions."):
            source = (folder / set_ / f"{file.replace('.', '/')}{name}.py").read_text("utf-8")
            modules += [late for named, late in LATE.items() if named in source]
            modules.append(f"gantutor.checks.{set_}.{file}{name}")
    modules += ["pytest"] if "pytest" in sys.modules else []  # its script is run in each of them
    context.set_forkserver_preload(modules)
    with _one_thread():
        forkserver.ensure_running()


def _context() -> Any:
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """What starts now has one thread for NumPy and torch: it can be forked."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _end(process: Any) -> None:
    """End a process and its group, which is its own once it has begun."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join(SILENCE)


def _serve(line: Connection, file: str, id: str) -> None:
    """In the process of the answer: run each check that is asked for, and say what it finds."""
    try:
        _limit()
        saying = threading.Lock()

        def say(**what: object) -> None:
            with saying:
                line.send_bytes(json.dumps(what).encode())

        threading.Thread(target=_live, args=(say,), daemon=True).start()
        answers: list[AnswerFile] = []

        def find() -> object:
            say(limit=SECONDS)
            answers.append(AnswerFile.read(file))
            return answers[0].load(exercise.name, exercise.id)

        exercise = exercises.get(id)
        attempt = Attempt(exercise, find, lambda seconds: say(limit=seconds))
        while True:
            check, seed = line.recv()
            found = attempt.run(exercise.checks()[check], seed)
            say(
                found=None if found is None else {**vars(found), "kind": found.kind.value},
                settled=None if attempt.settled is None else attempt.settled.value,
                changed=attempt.changed,
            )
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except EOFError:  # no more questions
        os._exit(0)


def _live(say: Callable[..., None]) -> None:
    """Signs of life, as long as Python goes on: then the time limit inside does its work."""
    while True:
        try:
            say()
        except OSError:  # nobody listens any more
            os._exit(0)
        time.sleep(BEAT)


def _limit() -> None:
    """Limits for this process, as far as the platform has them."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):  # what is printed past Python, or by the learner's file
        os.dup2(nothing, number)
    with contextlib.suppress(AttributeError, OSError):
        os.setsid()  # its own group, to be ended with all that it starts
    _count_programs()
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):  # Linux alone says what is in use, and obeys
        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[5]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_DATA, (used + MEMORY, used + MEMORY))


def _count_programs() -> None:
    """Refuse forks, which double and double again, and more than a few other programs."""
    started = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal started
        if event in ("os.fork", "os.forkpty"):
            raise PermissionError("an answer may not fork the process that checks it")
        if event in ("subprocess.Popen", "os.system", "os.posix_spawn", "os.spawn"):
            started += 1
            if started > PROGRAMS:
                raise PermissionError(f"an answer may start {PROGRAMS} programs at most")

    sys.addaudithook(hook)
