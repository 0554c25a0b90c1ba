"""Which names of a package a piece of code uses."""

import ast

import pytest

from book.tools import names


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import numpy\nnumpy.sum", set()),
        ("from lib import laws\nlaws.Normal(0).pdf", {"lib.laws.Normal"}),
        ("from lib import laws as l\nl.Normal.pdf", {"lib.laws.Normal.pdf"}),
        ("from lib.laws import Normal as N\nN", {"lib.laws.Normal"}),
        ("import lib.laws\nlib.laws.Normal", {"lib.laws.Normal"}),
        ("import lib.laws as laws\nlaws.Normal", {"lib.laws.Normal"}),
        # A module that is handed on, starred, or imported for no name: all of it.
        ("from lib import laws\ngetattr(laws, name)", {"lib.laws"}),
        ("from lib.laws import *", {"lib.laws"}),
        ("from lib import laws", {"lib.laws"}),
        ("import lib", {"lib"}),
        ("import library\nlibrary.x", set()),
        # Inside a function, in a decorator, in a default, behind a call.
        ("def f():\n    from lib import laws\n    return laws.a.b", {"lib.laws.a.b"}),
        ("from lib import laws\n@laws.d\ndef f(x=laws.e): ...", {"lib.laws.d", "lib.laws.e"}),
        ("from lib import laws\nf(laws.g(laws.h))[laws.i]", {f"lib.laws.{n}" for n in "ghi"}),
        # A local name that only looks like the module's is counted: rather too much.
        ("from lib import laws\ndef f(laws): return laws.q", {"lib.laws.q"}),
    ],
)
def test_names_are_found(code, found):
    assert names.used(code, "lib").imported() == found


def test_relative_imports_start_at_the_package():
    assert names.used("from .a import b", "lib", "lib.sub").imported() == {"lib.sub.a.b"}
    assert names.used("from ..a import b", "lib", "lib.sub").imported() == {"lib.a.b"}
    assert names.used("from . import a\na.c", "lib", "lib.sub").imported() == {"lib.sub.a.c"}


def test_calls_are_kept_apart_with_their_first_argument():
    found = names.used("from lib import check, other\ncheck('a.b', f)\nother()\nother.x", "lib")
    (name, argument), (other, nothing) = found.called
    assert name == "lib.check" and ast.literal_eval(argument) == "a.b"
    assert other == "lib.other" and nothing is None
    assert found.bare == {"lib.other.x"}


def test_a_module_named_in_a_text_is_quoted():
    code = "SECTIONS = {'a': ('A title of lib.plots', 'lib.bench.ring')}"
    assert names.used(code, "lib").quoted == {"lib.bench.ring"}
