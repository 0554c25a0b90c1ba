"""A chapter is a pair of files: which has drifted, and what becomes of it."""

import pytest

from book.tools import pairs


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda text: text.replace("print(1)", "print(2)"), "cell 2"),
        (lambda text: text + "\nOne more paragraph.\n", "cell"),
    ],
)
def test_a_drifted_pair_is_named(tmp_path, monkeypatch, change, word):
    monkeypatch.setattr(pairs, "ROOT", tmp_path)
    source = tmp_path / "page.md"
    header = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n"
    header += "kernelspec:\n  display_name: Python 3\n  language: python\n  name: python3\n---\n"
    source.write_text(header + "\n# Title\n\n```{code-cell} ipython3\nprint(1)\n```\n\nText.\n")
    assert "missing" in pairs.difference(source)
    pairs.write(source)
    assert pairs.difference(source) is None
    source.write_text(change(source.read_text()))
    assert word in pairs.difference(source)
