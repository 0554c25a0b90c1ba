"""``check`` never raises, says what is wrong in words, and leaves the process as it was."""

import io
import os
import signal
import subprocess
import sys
import threading
import warnings
from contextlib import redirect_stdout

import numpy as np
import pytest
import torch
from scipy.special import rel_entr

from gantutor.checks import check, exercises
from gantutor.checks.engine import attempt
from gantutor.checks.engine.finding import Kind
from gantutor.checks.engine.verdict import Verdict

JS = "log2_plateau.js_divergence"
EFFORT = exercises.get(JS).effort


def js_divergence(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


@pytest.fixture
def short_limit(monkeypatch):
    monkeypatch.setattr(attempt, "SECONDS", 0.2)
    monkeypatch.setattr(attempt, "TIMES", 0)


def test_a_right_answer():
    verdict = check(JS, js_divergence)
    assert verdict.ok
    assert (verdict.passed, verdict.total) == (5, 5)
    assert str(verdict) == (
        f"{JS}: The Jensen–Shannon divergence ({EFFORT})\nPassed: all 5 checks."
    )


def test_the_first_failure_has_the_learners_own_value():
    verdict = check(JS, lambda p, q: 2 * js_divergence(p, q))
    assert not verdict.ok
    assert str(verdict).splitlines() == [
        f"{JS}: The Jensen–Shannon divergence ({EFFORT})",
        "Not yet: 1 of 5 checks passed.",
        "First failure: two cells",
        "You returned 0.0676442, expected 0.0338221 — twice as large.",
        "Called: js_divergence([0.5, 0.5], [0.25, 0.75])",
        "Hint: Each of the two KL terms counts with weight ½.",
    ]


def test_a_check_with_seeds_counts_once_and_fails_with_any_of_them():
    calls = []

    def right_on_small_vectors(p, q):
        calls.append(p)
        return js_divergence(p, q) if len(calls) < 7 else 0.0  # wrong from the second seed on

    verdict = check(JS, right_on_small_vectors)
    assert (verdict.passed, verdict.total) == (4, 5)
    assert verdict.finding.check == "random masses"


@pytest.mark.parametrize("body", ["...", "pass", "raise NotImplementedError", "return ..."])
def test_not_attempted(body):
    namespace = {}
    exec(f"def js_divergence(p, q):\n    {body}", namespace)
    verdict = check(JS, namespace["js_divergence"])
    assert verdict.kind is Kind.NOT_ATTEMPTED
    assert str(verdict).endswith("Not attempted yet: 5 checks are waiting.")


def test_an_exception_is_shown_with_its_line():
    def divides(p, q):
        total = sum(p)
        return total / 0

    verdict = check(JS, lambda p, q: divides(p.tolist(), q))
    assert verdict.kind is Kind.RAISED
    assert verdict.finding.message.startswith(
        "Your function raised ZeroDivisionError: float division by zero"
    )
    assert "`return total / 0`" in verdict.finding.message


def test_an_undefined_name_gets_a_hint_of_its_own():
    verdict = check(JS, lambda p, q: nowhere(p))
    assert (
        verdict.hint == "Define `nowhere` in your function, or run the cell above that defines it."
    )


def test_half_a_stub_is_recognised():
    def half_done(p, q):
        m = ...
        return np.sum(p * np.log(p / m))

    verdict = check(JS, half_done)
    assert verdict.kind is Kind.RAISED
    assert "still a `...`" in verdict.hint


def test_an_assertion_of_the_learner_is_not_mistaken_for_the_checks():
    def careful(p, q):
        assert len(p) == 7, "seven cells, please"

    verdict = check(JS, careful)
    assert verdict.kind is Kind.RAISED
    assert "AssertionError: seven cells, please" in verdict.finding.message


class Speechless(Exception):
    def __str__(self):
        raise RuntimeError("nothing to say")


ERRORS = [SystemExit(3), KeyboardInterrupt(), RecursionError("deep"), GeneratorExit(), Speechless()]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_nothing_that_an_answer_raises_gets_out(error):
    def raises(p, q):
        raise error

    verdict = check(JS, raises)
    assert verdict.kind is Kind.RAISED
    assert f"Your function raised {type(error).__name__}" in str(verdict)


def test_the_readers_interrupt_stops_the_check_and_not_the_notebook():
    # A process that was started in the background ignores interrupts; a notebook's does not.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def interrupted(p, q):
        os.kill(os.getpid(), signal.SIGINT)  # as Ctrl-C does, while the answer goes on
        while True:
            pass

    try:
        verdict = check(JS, interrupted)
    finally:
        signal.signal(signal.SIGINT, before)
    assert verdict.kind is Kind.STOPPED
    assert "Stopped." in str(verdict)


def test_an_endless_loop_ends(short_limit):
    def endless(p, q):
        while True:
            try:
                sum(range(100))
            except BaseException:  # an answer that catches everything is stopped as well
                continue

    verdict = check(JS, endless)
    assert verdict.kind is Kind.TOO_SLOW
    assert "longer than 0.2 s" in str(verdict)


def test_an_endless_loop_ends_outside_the_main_thread(short_limit):
    def endless(p, q):
        while True:
            pass

    found = []
    thread = threading.Thread(target=lambda: found.append(check(JS, endless)))
    thread.start()
    thread.join(timeout=20)
    assert [verdict.kind for verdict in found] == [Kind.TOO_SLOW]


@pytest.mark.parametrize("answer", [None, 0.69, "js_divergence", np.zeros(3)])
def test_what_is_not_a_function(answer):
    verdict = check(JS, answer)
    assert verdict.kind is Kind.FAILED
    assert "must be a function" in verdict.finding.message
    assert "Give the function itself" in verdict.hint


def test_a_wrong_signature():
    verdict = check(JS, lambda p: 0.0)
    assert "yours is js_divergence(p): too many positional arguments" in verdict.finding.message
    assert "first line" in verdict.hint


def test_changing_the_inputs_does_not_corrupt_the_check():
    def destructive(p, q):
        p[:] = 1.0 / len(p)
        q[:] = p
        return 0.0

    assert check(JS, destructive).passed == 1  # only the check that expects 0


def test_an_unknown_exercise():
    verdict = check("log2_plateau.js_divergense", js_divergence)
    assert verdict.kind is Kind.UNKNOWN
    assert "Did you mean 'log2_plateau.js_divergence'?" in str(verdict)
    assert all(id in str(verdict) for id in exercises.known())


@pytest.mark.parametrize("id", [js_divergence, None, 2, ["log2_plateau"]])
def test_arguments_in_the_wrong_order(id):
    verdict = check(id, JS)
    assert verdict.kind is Kind.UNKNOWN
    assert "id comes first" in str(verdict)


def test_a_broken_check_says_whose_fault_it_is(monkeypatch):
    def asks(answer, no_such_fixture):
        pass

    monkeypatch.setattr(exercises.get(JS).module, "test_two_cells", asks)
    verdict = check(JS, js_divergence)
    assert not verdict.ok
    assert "no_such_fixture" in str(verdict)


def test_the_same_answer_gets_the_same_text():
    def loud(p, q):
        print(object)
        raise ValueError(f"{object()!r} at 0x7f3ea75dcea0")

    first, second = (check(JS, loud) for _ in range(2))
    assert first == second
    assert first._repr_html_() == second._repr_html_()
    assert "0x…> at 0x…" in first.finding.message
    assert str(sys.prefix) not in first._repr_html_()


def test_what_an_answer_prints_is_kept_out_of_the_way():
    def loud(p, q):
        print("<looking at>", p)
        print("to stderr", file=sys.stderr)
        return 1.0

    out = io.StringIO()
    with redirect_stdout(out):
        verdict = check(JS, loud)
    assert out.getvalue() == ""
    assert verdict.finding.printed == "<looking at> [0.5  0.25 0.25]\nto stderr"


def test_no_message_and_no_output_is_without_end():
    def floods(p, q):
        print("much " * 1_000_000)
        raise ValueError("more " * 1_000_000)

    verdict = check(JS, floods)
    assert verdict.finding.printed.startswith("much much")
    assert verdict.finding.printed.endswith("…")
    assert len(verdict.finding.printed) <= 1000
    assert len(verdict.finding.message) <= 1000


def test_how_numpy_treats_errors_in_the_kernel_does_not_matter():
    with np.errstate(all="raise"):
        verdict = check(JS, lambda p, q: js_divergence(p, q) + 0 * np.exp(-1e4) ** 2)
    assert verdict.ok, str(verdict)


def test_where_the_kernel_puts_its_tensors_does_not_matter():
    critic = exercises.get("broken.make_critic")
    torch.set_default_dtype(torch.float64)
    torch.set_default_device("meta")
    try:
        verdict = check(critic.id, critic.reference)
    finally:
        torch.set_default_device(None)
        torch.set_default_dtype(torch.float32)
    assert verdict.ok, str(verdict)


def test_an_answer_that_draws_gets_the_same_verdict_every_time():
    first, second = (check(JS, lambda p, q: torch.rand(1).item()) for _ in range(2))
    assert first.kind is Kind.FAILED
    assert str(first) == str(second)


def test_the_process_is_left_as_it_was():
    before = (
        list(sys.path),
        list(sys.meta_path),
        dict(os.environ),
        signal.getsignal(signal.SIGINT),
    )
    modules = set(sys.modules)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        check(JS, lambda p, q: np.log(np.zeros(1)).sum())  # warns
        warnings.warn("still heard", stacklevel=1)
    after = (list(sys.path), list(sys.meta_path), dict(os.environ), signal.getsignal(signal.SIGINT))
    assert after == before
    assert [str(warning.message) for warning in caught] == ["still heard"]
    assert {name for name in set(sys.modules) - modules if not name.startswith("gantutor")} == set()


def test_html_is_escaped_and_says_it_in_words():
    def rude(p, q):
        print("<script>printed</script>")
        raise ValueError("<script>alert(1)</script> $x$")

    html = check(JS, rude)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;script&gt;printed" in html
    assert "Not yet: 0 of 5 checks passed." in html
    assert 'class="gantutor-verdict tex2jax_ignore mathjax_ignore"' in html


def test_html_folds_hints_and_solution_away():
    exercise = exercises.get(JS)
    html = check(JS, ...)._repr_html_()
    summaries = [part.partition("</summary>")[0] for part in html.split("<summary>")[1:]]
    hints = [f"Hint {i}" for i in range(1, len(exercise.hints) + 1)]
    assert summaries == [*hints, "Solution"]
    assert "<details open" not in html
    assert "def kl_to_middle(masses)" in html
    assert exercise.task[:40] not in html, "the page says it above the cell"


def test_a_program_of_the_gallery_comes_with_its_task():
    """Its page shows the program, and not what is asked."""
    html = check("broken.input_slopes", ...)._repr_html_()
    assert "<summary>Task</summary>" in html
    task = html.partition("<summary>Task</summary>")[2].partition("</details>")[0]
    assert "the norms ‖∇f‖ of the critic" in task


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("it wants *high* logits", "it wants <em>high</em> logits"),
        ("V(D*) = 2 * JS - log 4 * 1", "V(D*) = 2 * JS - log 4 * 1"),
        ("`a * b` times `c * d`", ">a * b</code> times <code"),
        ("one line\nand <two>", "one line<br>and &lt;two&gt;"),
    ],
)
def test_emphasis_and_code_in_a_message(text, shown):
    html = Verdict(JS, Kind.FAILED, note=text)._repr_html_()
    assert shown in html


def test_the_notebook_needs_no_pytest():
    code = (
        "import sys\n"
        "sys.modules.update({'pytest': None, '_pytest': None})  # importing them fails\n"
        "from gantutor.checks import check, exercises\n"
        "all = [exercises.get(id) for id in exercises.known()]\n"
        f"print(check({JS!r}, exercises.get({JS!r}).reference))\n"
    )
    assert "Passed" in subprocess.check_output([sys.executable, "-c", code], text=True)
