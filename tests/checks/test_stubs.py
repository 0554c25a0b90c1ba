"""Stubs and solutions are cut from the reference answer; an untouched stub is recognised."""

import numpy as np
import pytest

from gantutor.checks.engine.stubs import solution_of, stub_of, untouched

WHOLE = '''"""Module."""
import numpy as np

def helper():
    return 1

@decorated(
    1)
def f(a,
      b=2):
    """One line.

    More.
    """
    # this comment would give it away
    return a + b
'''


def test_a_stub_is_the_function_without_its_body():
    assert stub_of(WHOLE, "f") == (
        "@decorated(\n    1)\ndef f(a,\n      b=2):\n"
        '    """One line.\n\n    More.\n    """\n    ...'
    )
    assert stub_of("def f(x):\n    # why\n    return x", "f") == "def f(x):\n    ..."
    with pytest.raises(LookupError, match="'g'"):
        stub_of(WHOLE, "g")


def test_a_stub_with_marked_regions_keeps_the_rest():
    source = (
        "def f(x):\n    y = x + 1\n    # BEGIN SOLUTION\n    z = y * 2\n    # END SOLUTION\n"
        "    return z\n"
    )
    assert stub_of(source, "f") == "def f(x):\n    y = x + 1\n    ...\n    return z"
    assert solution_of(source) == "def f(x):\n    y = x + 1\n    z = y * 2\n    return z"


def test_a_blank_leaves_one_expression_out():
    source = (
        'def f(x):\n    """Doc."""\n    y = x + 1  # BLANK (a) one more\n\n'
        "    def g(t):\n        return t * y  # BLANK (b) times y\n\n    return y, g\n"
    )
    stub = stub_of(source, "f")
    assert stub == (
        'def f(x):\n    """Doc."""\n    y = ...  # (a) one more\n\n'
        "    def g(t):\n        return ...  # (b) times y\n\n    return y, g"
    )
    assert solution_of(source) == source.replace("BLANK ", "").strip()
    namespace = {}
    exec(stub, namespace)
    assert untouched(namespace["f"], stub, "f")


def test_untouched_compares_what_the_code_does():
    stub = 'def f(x):\n    """Doc."""\n    y = x + 1\n    ...\n    return y'

    def f(x):
        y = x + 1
        ...
        return y

    def changed(x):
        y = x + 2
        ...
        return y

    assert untouched(f, stub, "f")
    assert not untouched(changed, stub, "f")
    assert not untouched(np.sum, stub, "f")
    assert not untouched(3, stub, "f")
