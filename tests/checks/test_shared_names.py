"""What an answer changes in modules that everything shares is put back, and said."""

import math
import subprocess
import sys

import numpy as np
import pytest
import torch
from scipy.special import rel_entr

from gantutor.checks import check, exercises
from gantutor.checks.engine.attempt import Attempt, seeds_of
from gantutor.checks.engine.finding import Kind
from gantutor.checks.engine.shared_names import SharedNames, in_words

JS = "log2_plateau.js_divergence"
REFERENCE = exercises.get(JS).reference


def change(place, name, value):
    """A right answer that changes a name for everyone."""

    def answer(p, q):
        result = REFERENCE(p, q)
        setattr(place, name, value)
        return result

    return answer


def zero(*any, **more):
    return 0.0


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (np, "log"),
        (np.random, "default_rng"),
        (torch.autograd, "grad"),
        (torch.nn.functional, "softplus"),
        (torch.Tensor, "backward"),
        (torch.nn.Linear, "forward"),
        (math, "log"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_what_an_answer_changed_is_put_back_and_said(place, name):
    before = vars(place)[name]
    verdict = check(JS, change(place, name, zero))
    assert vars(place)[name] is before
    assert verdict.ok, str(verdict)  # the checks did not use what it changed
    full = f"{place.__module__}.{place.__name__}" if isinstance(place, type) else place.__name__
    full = full.replace("torch.nn.modules.module", "torch.nn").replace("_tensor.", "")
    full = full.replace("torch.nn.modules.linear", "torch.nn")
    sentence = (
        f"Your code changed `{full}.{name}`, for everything else that runs here too: "
        "it was put back."
    )
    assert str(verdict).endswith(sentence)
    assert "Your code changed <code" in verdict._repr_html_()
    assert check(JS, REFERENCE).ok


# Not here, where the types of all arguments are checked, with `isinstance`.
BUILTINS = """
import builtins
from gantutor.checks import check, exercises

exercise = exercises.get("log2_plateau.js_divergence")
kept = vars(builtins).copy()
for name in ("isinstance", "len", "vars", "setattr", "list", "__import__"):

    def answer(p, q):
        result = exercise.reference(p, q)
        kept["setattr"](builtins, name, lambda *any: 0.0)
        return result

    verdict = check(exercise.id, answer)
    changed = [k for k, v in kept.items() if getattr(builtins, k) is not v]
    print(name, verdict.ok, changed, f"`builtins.{name}`" in verdict.note)

def endless(p, q):
    builtins.len = builtins.set = builtins.min = None
    while True:
        pass

print(check(exercise.id, endless).ok, len("ab"))
"""


def test_builtins_are_put_back_before_anything_needs_them():
    said = subprocess.check_output([sys.executable, "-c", BUILTINS], text=True, timeout=100)
    names = ("isinstance", "len", "vars", "setattr", "list", "__import__")
    assert said.splitlines() == [*(f"{name} True [] True" for name in names), "False 2"]


def test_torchs_default_type_is_put_back_and_said():
    def answer(p, q):
        torch.set_default_dtype(torch.float64)
        return REFERENCE(p, q)

    verdict = check(JS, answer)
    assert torch.get_default_dtype() is torch.float32
    assert verdict.ok
    assert "changed torch's default type, for everything" in verdict.note


def test_a_reader_who_set_the_default_type_beforehand_hears_nothing():
    torch.set_default_dtype(torch.float64)
    try:
        assert check(JS, REFERENCE).note == ""
        assert torch.get_default_dtype() is torch.float64
    finally:
        torch.set_default_dtype(torch.float32)


def test_what_a_file_changes_while_it_is_read_is_put_back():
    def find():
        np.log = zero
        return REFERENCE

    mine = Attempt(exercises.get(JS), find)
    before = np.log
    assert [mine.run(check, seeds_of(check)[0]) for check in mine.exercise.checks().values()]
    assert np.log is before
    assert mine.changed == ["numpy.log"]


def test_new_names_and_a_packages_own_wrappers_are_left():
    shared = SharedNames()
    np.a_name_of_mine = 1
    torch.optim.Adam(
        [torch.ones(1, requires_grad=True)]
    )  # imports the compiler, which wraps a name
    assert shared.put_back() == []
    del np.a_name_of_mine


def test_many_names_are_not_all_written_out():
    assert in_words([]) == ""
    words = in_words([f"math.{letter}" for letter in "abcdef"])
    assert words.startswith("Your code changed `math.a`, `math.b`, `math.c`, `math.d` and 2 more")
    assert words.endswith("they were put back.")


def test_a_right_answer_changes_nothing():
    def careful(p, q):
        m = (p + q) / 2
        return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2

    assert check(JS, careful).note == ""


def test_an_id_whose_text_cannot_be_shown_is_an_unknown_exercise():
    class Speechless:
        def __str__(self):
            raise RuntimeError

        __repr__ = __str__

    assert check(Speechless(), REFERENCE).kind is Kind.UNKNOWN
