"""A file over HTTP: gone on from where it broke off, checked, with a bar where it is long."""

import hashlib

import pytest

from gantutor.data import DataError, download
from gantutor.data.fetch import File, fetch

CONTENT = bytes(range(256)) * 40
FILE = File("some.bin", hashlib.sha256(CONTENT).hexdigest(), packed=False)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    """What has come of a piece that is not whole is lost: a megabyte at most, here a few bytes."""
    monkeypatch.setattr(download, "_PIECE", 512)


def test_a_download_that_broke_off_is_gone_on_from(kept, serve):
    mirror, asked = serve({FILE.name: (CONTENT,)})
    with pytest.raises(DataError, match=r"(?s)could not get some.bin with the .*IncompleteRead"):
        fetch(FILE, [mirror], kept)
    assert (kept / "some.bin.part").read_bytes() == CONTENT[: len(CONTENT) // 2]
    assert fetch(FILE, [mirror], kept).read_bytes() == CONTENT
    assert asked == ["some.bin", f"some.bin from {len(CONTENT) // 2}"]
    assert [path.name for path in kept.iterdir()] == ["some.bin"]


def test_the_next_mirror_goes_on_from_what_the_last_one_left(kept, serve):
    broken, _ = serve({FILE.name: (CONTENT,)})
    sound, asked = serve({FILE.name: CONTENT})
    assert fetch(FILE, [broken, sound], kept).read_bytes() == CONTENT
    assert asked == [f"some.bin from {len(CONTENT) // 2}"]


def test_a_server_that_cannot_go_on_sends_all_of_it(kept, serve):
    (kept / "some.bin.part").write_bytes(CONTENT[:100])
    mirror, asked = serve({FILE.name: CONTENT}, forgets=True)
    assert fetch(FILE, [mirror], kept).read_bytes() == CONTENT
    assert asked == ["some.bin"]


@pytest.mark.parametrize("begun", [b"another file", CONTENT + b"and more"])
def test_a_wrong_beginning_is_thrown_away(kept, serve, begun):
    (kept / "some.bin.part").write_bytes(begun)
    mirror, asked = serve({FILE.name: CONTENT})
    assert fetch(FILE, [mirror], kept).read_bytes() == CONTENT
    assert asked[-1] == "some.bin"


def test_a_file_with_other_bytes_is_refused(kept, serve):
    mirror, _ = serve({FILE.name: CONTENT[:-1] + b"!"})
    with pytest.raises(DataError, match="it has the SHA-256 digest .*, expected " + FILE.sha256):
        fetch(FILE, [mirror], kept)
    assert list(kept.iterdir()) == []


def test_only_a_long_download_shows_a_bar(kept, serve, capfd, monkeypatch):
    mirror, _ = serve({FILE.name: CONTENT})
    fetch(FILE, [mirror], kept)
    assert capfd.readouterr() == ("", "")
    (kept / FILE.name).unlink()
    monkeypatch.setattr(download, "LONG", 1000)
    fetch(FILE, [mirror], kept)
    shown = capfd.readouterr()
    assert "some.bin: 100%" in shown.out
    assert shown.err == ""
