"""The text that comes with the package: its digest, its parts, its alphabet, its windows."""

import hashlib
from importlib import resources

import numpy as np
import pytest

from gantutor import data
from gantutor.data.alice_book import DIGEST, chapters, normalised

ORIGINAL = """
                            CHAPTER I

                      Down the Rabbit-Hole

  `Oh dear!'  thought Alice--for (as you see) it
was LATE: "don't" WAIT.

     *       *

                           CHAPTER II

                        The Pool of Tears

  `Curiouser and curiouser!'
"""


def test_alice_is_its_first_eight_chapters_in_three_parts():
    text = data.alice()
    assert text.train.startswith("alice was beginning to get very tired of sitting by her sister")
    assert text.selection.startswith("there was a table set out under a tree")
    assert text.held_out.startswith("a large rose tree stood near the entrance of the garden")
    assert text.held_out.endswith("the rest of the party went back to the game.")
    assert set(text.train) == set(data.ALPHABET)
    assert len(text) == 69256 + 12195 + 13349
    assert len(data.ALPHABET) == len(set(data.ALPHABET)) == 31


def test_every_character_is_as_the_rules_make_it():
    """Normalising once more changes nothing, and the digest is of the chapters, a line each."""
    text = data.alice()
    for part in (text.train, text.selection, text.held_out):
        assert normalised(part) == part
    written = (resources.files("gantutor.data") / "texts" / "alice.txt").read_text("ascii")
    lines = "\n".join(" ".join(c.split()) for c in written.split("\n\n"))
    assert hashlib.sha256(lines.encode()).hexdigest() == DIGEST


def test_another_digest_is_refused():
    with pytest.raises(data.DataError, match=r"has the SHA-256 digest f72b46f0.*, expected 00"):
        data.alice(sha256="00")


def test_a_missing_file_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(resources, "files", lambda package: tmp_path)
    with pytest.raises(data.DataError, match="did not come with the package"):
        data.alice()


def test_chapters_lose_their_headings_and_are_normalised():
    expected = ["oh dear. thought alice, for as you see it was late, don't wait."]
    assert chapters(ORIGINAL, 1) == expected
    assert chapters(ORIGINAL, 2)[1] == "curiouser and curiouser."
    with pytest.raises(ValueError, match="3 chapters were asked for, the text has 2"):
        chapters(ORIGINAL, 3)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("WAISTCOAT-\nPOCKET", "waistcoat pocket"),
        ("reeds--the `rattling' cups", "reeds, the rattling cups"),
        ("the Duchess's; `I'll go!'--and", "the duchess's, i'll go. and"),
        ("why?' (she said) , `oh", "why? she said, oh"),
        ("the mice' tails", "the mice tails"),
    ],
)
def test_the_rules_one_by_one(raw, expected):
    assert normalised(raw) == expected


def test_what_no_rule_covers_is_refused():
    with pytest.raises(ValueError, match="no rule turns '4é' into"):
        normalised("café 4")


def test_encoding_and_decoding_are_inverse():
    text = "the queen's croquet, alice? yes."
    places = data.encode(text)
    assert places.dtype == np.int64
    assert [data.ALPHABET[k] for k in places] == list(text)
    assert data.decode(places) == text
    assert data.decode(places.reshape(2, -1)) == [text[:16], text[16:]]
    assert data.encode("").shape == (0,)


def test_windows_are_slices_of_the_text():
    text = "down the rabbit hole"
    found = data.decode(data.windows(text, 5))
    assert found == [text[i : i + 5] for i in range(16)]
    assert data.decode(data.windows(text, 5, stride=5)) == ["down ", "the r", "abbit", " hole"]
    assert data.windows(text, len(text)).shape == (1, len(text))


def test_rows_have_one_one_and_the_likeliest_is_it():
    tokens = data.windows("off with her head", 4)
    rows = data.one_hot(tokens)
    assert rows.dtype == np.float32
    assert rows.shape == (14, 4 * 31)
    by_place = rows.reshape(14, 4, 31)
    assert (by_place.sum(-1) == 1).all()
    assert (np.take_along_axis(by_place, tokens[..., None], -1) == 1).all()
    np.testing.assert_array_equal(data.likeliest(rows), tokens)
    soft = 0.4 * rows + 0.6 / 31
    np.testing.assert_array_equal(data.likeliest(soft), tokens)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: data.encode("Off, 7"), "the text also has '7O'"),
        (lambda: data.decode(np.array([0.5])), r"must be integers \(n,\) or \(N, T\), got float64"),
        (lambda: data.decode(np.zeros((1, 1, 1), int)), r"got int64 of shape \(1, 1, 1\)"),
        (lambda: data.decode(np.array([3, 31])), "from 0 to 30, got 3 to 31"),
        (lambda: data.decode(np.array([-1])), "from 0 to 30, got -1 to -1"),
        (lambda: data.windows("abc", 4), "a window has 4 characters, the text only 3"),
        (lambda: data.windows("abc", 0), "at least 1, got 0 and 1"),
        (lambda: data.windows("abc", 1, 0), "at least 1, got 1 and 0"),
        (lambda: data.one_hot(np.array([1, 2])), r"must have shape \(N, T\), got \(2,\)"),
        (lambda: data.one_hot(np.array([[31]])), "from 0 to 30, got 31 to 31"),
        (lambda: data.one_hot(np.array([[0, 31]])), "from 0 to 30, got 0 to 31"),
        (lambda: data.likeliest(np.zeros((2, 32))), r"\(N, T·31\) .*, got \(2, 32\)"),
        (lambda: data.Text("t", "a", "", "b"), "part 'selection' of the text 't' is empty"),
        (lambda: data.Text("t", "a", "b", "C"), "the text also has 'C'"),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
