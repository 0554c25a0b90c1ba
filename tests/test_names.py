"""A name is one of a table, or an error that says which there are."""

import re

import pytest

from gantutor.names import known

RULES = {"two_sided": 1, "one_sided": 2}


def test_a_known_name_is_returned():
    assert known("rule", "one_sided", RULES) == "one_sided"
    assert known("letter", "b", (letter for letter in "abc")) == "b"


@pytest.mark.parametrize("name", ["one-sided", "", "sided"])
def test_an_unknown_name_is_an_error_with_the_known_ones_in_order(name):
    message = f"unknown rule {name!r}; known: two_sided, one_sided"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        known("rule", name, RULES)
