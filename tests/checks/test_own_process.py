"""An answer in a process of its own: whatever it does there, it fails its own exercise alone."""

import multiprocessing
import os
import subprocess
import sys
import time

import pytest

from gantutor.checks import check, exercises
from gantutor.checks.engine import own_process
from gantutor.checks.engine.finding import Kind
from gantutor.checks.engine.own_process import AttemptInOwnProcess, prepare
from gantutor.checks.engine.stubs import program_of
from gantutor.checks.engine.verdict import verdict_of

JS = exercises.get("log2_plateau.js_divergence")
FORKS = "forkserver" in multiprocessing.get_all_start_methods()
HEAD = "import ctypes, os, signal, subprocess, sys, threading\n\ndef js_divergence(p, q):\n    "


@pytest.fixture(scope="module", autouse=True)
def prepared():
    prepare([JS.id])


def verdict_on(folder, source):
    file = folder / "mine.py"
    file.write_text(source, encoding="utf-8")
    with AttemptInOwnProcess(JS, str(file)) as attempt:
        return verdict_of(attempt)


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("os._exit(0)", Kind.ENDED, "It ended the process that ran it, with exit status 0."),
        ("os.kill(os.getpid(), 9)", Kind.ENDED, "was ended by the signal SIGKILL."),
        ("ctypes.string_at(0)", Kind.ENDED, "was ended by the signal SIGSEGV."),
        ("os.closerange(3, 4096); return 0.0", Kind.ENDED, "It ended the process"),
        ("while True: os.fork()", Kind.RAISED, "PermissionError: an answer may not fork"),
        (
            "while True: subprocess.run([sys.executable, '--version'])",
            Kind.RAISED,
            "PermissionError: an answer may start 20 programs at most",
        ),
        ("return bytearray(2**33)", Kind.RAISED, "raised MemoryError"),
        ("import torch; torch.ones(2**33)", Kind.RAISED, "can't allocate memory"),
        ("sys.exit(0)", Kind.RAISED, "raised SystemExit: 0"),
        ("raise KeyboardInterrupt", Kind.RAISED, "raised KeyboardInterrupt"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="signals, and limits that the system obeys")
def test_what_an_answer_does_to_its_process_is_said(tmp_path, body, kind, words):
    verdict = verdict_on(tmp_path, HEAD + body)
    assert verdict.kind is kind, str(verdict)
    assert words in verdict.finding.message
    assert verdict.finding.check == "equal masses are at distance 0"
    assert verdict.hint or "Permission" in words or "Interrupt" in words


def test_a_call_that_keeps_the_interpreters_lock_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(own_process, "SILENCE", 0.5)
    start = time.perf_counter()
    verdict = verdict_on(tmp_path, HEAD + "return sum(range(10**12))")
    assert verdict.kind is Kind.TOO_SLOW, str(verdict)
    assert verdict.finding.message == "It took longer than 5 s, and its process was ended."
    assert verdict.finding.check == "equal masses are at distance 0"
    assert time.perf_counter() - start < 40


def test_a_flood_of_output_gets_nowhere(tmp_path, capfd):
    flood = "for _ in range(100): print('much ' * 20_000); os.write(1, b'past Python ' * 1000)\n"
    verdict = verdict_on(tmp_path, HEAD + flood + "    return 1.0")
    assert verdict.kind is Kind.FAILED
    assert verdict.finding.printed.startswith("much much")
    assert len(verdict.finding.printed) <= 1000
    assert capfd.readouterr() == ("", "")


def test_what_it_started_is_ended_with_it(tmp_path):
    note = tmp_path / "pid"
    sleeper = "import time; time.sleep(60)"
    start = f"child = subprocess.Popen([sys.executable, '-c', {sleeper!r}])\n"
    verdict_on(tmp_path, f"{HEAD}{start}    open({str(note)!r}, 'w').write(str(child.pid))")
    pid = int(note.read_text())
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        with open(f"/proc/{pid}/stat") as file:
            if file.read().rpartition(")")[2].split()[0] == "Z":
                return  # ended; whoever adopted it has not yet asked for its status
        time.sleep(0.1)
    pytest.fail("it is still running")


def test_the_verdict_is_the_notebooks(tmp_path):
    for name, answer in JS.mutants().items():
        source = program_of(mutants_of(JS), name, JS.name)
        found = verdict_on(
            tmp_path, f"import numpy as np\nfrom scipy.special import rel_entr\n{source}"
        )
        assert str(found) == str(check(JS.id, answer)), name
    assert verdict_on(tmp_path, JS.source).ok
    assert verdict_on(tmp_path, JS.stub).kind is Kind.NOT_ATTEMPTED


def test_what_it_changed_in_shared_modules_is_said(tmp_path):
    change = "np.log = lambda x: 0.0\n"
    verdict = verdict_on(tmp_path, f"import numpy as np\n{change}\n{JS.source}\nnp.log(1)")
    assert verdict.ok, str(verdict)
    assert "Your code changed `numpy.log`" in verdict.note


@pytest.mark.skipif(not FORKS, reason="every process imports anew")
def test_a_process_is_forked_and_imports_nothing_anew(tmp_path):
    body = "import threading; print(os.getppid(), 'torch' in sys.modules); return 1.0"
    parents = {verdict_on(tmp_path, HEAD + body).finding.printed for _ in range(2)}
    (printed,) = parents
    parent, imported = printed.split()
    assert imported == "True"
    assert int(parent) != os.getpid()


def test_without_a_server_to_fork_from_it_works_as_well(tmp_path):
    (tmp_path / "mine.py").write_text(JS.source, encoding="utf-8")
    code = (
        "import multiprocessing\n"
        "from gantutor.checks import exercises\n"
        "from gantutor.checks.engine import own_process\n"
        "from gantutor.checks.engine.verdict import verdict_of\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.get_all_start_methods = lambda: ['spawn']\n"
        f"    exercise = exercises.get({JS.id!r})\n"
        "    own_process.prepare([exercise.id])\n"
        "    with own_process.AttemptInOwnProcess(exercise, 'mine.py') as attempt:\n"
        "        print(verdict_of(attempt))\n"
    )
    (tmp_path / "run.py").write_text(code)
    said = subprocess.check_output([sys.executable, "run.py"], cwd=tmp_path, text=True)
    assert "Passed: all 5 checks." in said


def mutants_of(exercise):
    import inspect

    return inspect.getsource(exercise._wrong_answers())
