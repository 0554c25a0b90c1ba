"""Building pages: nothing stale, nothing half written."""

import json
from types import SimpleNamespace

import pytest

from book.tools import build


def test_a_build_that_was_cut_off_writes_every_page_anew(small_book, monkeypatch):
    commands = []

    def cut(command, **options):
        commands.append(command)
        raise KeyboardInterrupt

    def whole(command, **options):
        commands.append(command)
        return SimpleNamespace(returncode=0)

    small_book.built.mkdir()
    monkeypatch.setattr(build.lighten, "lighten", lambda site: 0)
    for way in (cut, whole, whole):
        monkeypatch.setattr(build.subprocess, "run", way)
        try:
            build.make_pages(small_book)
        except KeyboardInterrupt:
            continue
    assert ["--all" in command for command in commands] == [False, True, False]


def test_a_page_that_cannot_be_finished_ends_the_build_and_says_why(small_book, monkeypatch):
    def lost(book):
        raise build.pages.PagesError("it is missing")

    small_book.built.mkdir()
    done = SimpleNamespace(returncode=0)
    monkeypatch.setattr(build.subprocess, "run", lambda *command, **options: done)
    monkeypatch.setattr(build.lighten, "lighten", lambda site: 0)
    monkeypatch.setattr(build.pages, "finish", lost)
    with pytest.raises(build.BuildError, match="it is missing"):
        build.make_pages(small_book)
    assert not (small_book.built / "pages_were_cut_off").exists(), "nothing is half written"


def test_times_are_kept_by_kind_of_build(tmp_path):
    assert [build.kind(n, 5) for n in (0, 2, 5)] == ["warm", "partly", "cold"]
    path = tmp_path / "times.json"
    build.note(path, "cold", {"total": 300.0})
    build.note(path, "warm", {"total": 20.0})
    build.note(path, "warm", {"total": 10.0})
    assert json.loads(path.read_text()) == {"cold": {"total": 300.0}, "warm": {"total": 10.0}}


@pytest.mark.slow
def test_a_page_shows_what_its_code_and_its_package_say_now(small_book):
    small_book.module("laws", "VALUE = 'seven'")
    small_book.write("first", f"from {small_book.package} import laws\nprint(laws.VALUE)")
    page = small_book.site / "pages/first.html"

    def built():
        running = small_book.start()
        out, told = running.communicate(timeout=120)
        assert running.returncode == 0, out + told
        return out, page.read_text(encoding="utf-8")

    out, shown = built()
    assert "seven" in shown and "executing 1 of 1" in out
    small_book.module("laws", "VALUE = 'eight'")
    out, shown = built()
    assert "eight" in shown and "seven" not in shown
