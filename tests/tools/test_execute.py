"""Executing notebooks: what is kept, what fails, and that an interrupt ends everything."""

import os
import signal
import time

import psutil
import pytest

from book.tools import build, execute
from book.tools.alone import BuildRunning, alone
from book.tools.keys import Keys

# Two processes that would run for ever: the kernel itself, deaf to interrupts, and a child of it.
ENDLESS = """\
import os, signal, subprocess
signal.signal(signal.SIGINT, signal.SIG_IGN)
child = subprocess.Popen(["sleep", "600"])
print(os.getpid(), child.pid, file=open("pids.part", "w"), flush=True)
os.rename("pids.part", "pids")
while True:
    pass"""


def kept(book, name):
    """Whether the outputs of a page are in the cache."""
    page = book.root / f"pages/{name}.ipynb"
    return execute.Cache(book.cache).has(page, Keys(book.root, book.package).key(page))


def until(what, seconds=60):
    """Wait until ``what()`` is true."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, f"{what} is not so after {seconds} s"
        time.sleep(0.1)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_ends_everything_at_once_and_keeps_what_is_finished(small_book, by):
    small_book.write("endless", ENDLESS)
    small_book.contents("first", "endless")
    running = small_book.start()
    pids = small_book.root / "pages/pids"
    until(lambda: running.poll() is not None or (pids.exists() and kept(small_book, "first")))
    assert running.poll() is None, running.stderr.read()
    processes = [psutil.Process(int(pid)) for pid in pids.read_text().split()]
    assert len(processes) == 2
    began = time.monotonic()
    os.killpg(running.pid, by)  # as a terminal does
    _, told = running.communicate(timeout=30)
    assert time.monotonic() - began < 10
    assert running.returncode == 130
    assert "Traceback" not in told
    assert "stopped; what was finished is kept" in told
    for process in processes:
        until(lambda p=process: not p.is_running() or p.status() == psutil.STATUS_ZOMBIE, 5)
    assert kept(small_book, "first")
    assert not kept(small_book, "endless")


def test_a_second_build_is_refused_and_names_the_first(small_book, capsys):
    with alone(small_book.built / "lock"):
        with pytest.raises(BuildRunning, match=rf"another build is running \(pid {os.getpid()}\)"):
            build.build(small_book)
        assert build.main(small_book) == 1
    assert "another build is running" in capsys.readouterr().err
    assert not small_book.cache.exists(), "nothing was begun"
    with alone(small_book.built / "lock"):
        pass


@pytest.mark.parametrize("name", ["GANTUTOR_PRESET", "GANTUTOR_DEVICE"])
def test_an_unknown_preset_or_device_is_refused_before_anything_is_done(
    small_book, monkeypatch, capsys, name
):
    monkeypatch.setenv(name, "nonsense")
    assert build.main(small_book) == 1
    told = capsys.readouterr().err
    assert f"unknown {name} 'nonsense'; known:" in told
    assert "Traceback" not in told
    assert not small_book.built.exists()


def test_what_is_finished_is_kept_though_another_page_fails(small_book, capsys):
    small_book.write("broken", "print('so far')", "1 / 0")
    small_book.contents("first", "broken")
    with pytest.raises(execute.Failed, match=r"1 of 2 notebooks failed: pages/broken\.ipynb"):
        execute.run(small_book)
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert kept(small_book, "first")
    assert not kept(small_book, "broken")

    small_book.write("broken", "print('mended')")
    assert set(execute.run(small_book)) == {"pages/broken.ipynb"}
    assert execute.run(small_book) == {}


def test_a_warning_fails_and_what_a_library_says_of_the_machine_is_told_but_not_shown(
    small_book, capsys
):
    page = small_book.write(
        "first", "import sys\nprint('no such font', file=sys.stderr)\nprint('shown')"
    )
    assert set(execute.run(small_book)) == {"pages/first.ipynb"}
    assert "pages/first.ipynb, cell 1: no such font" in capsys.readouterr().err
    _, kept_page = execute.get_cache(str(small_book.cache)).merge_match_into_notebook(
        execute.nbformat.read(page, 4)
    )
    assert [output.text for output in kept_page.cells[1].outputs] == ["shown\n"]

    small_book.write("first", "1", "import warnings\nwarnings.warn('a doubt')")
    with pytest.raises(execute.Failed):
        execute.run(small_book)
    told = capsys.readouterr().err
    assert "cell 2 warned:" in told
    assert "UserWarning: a doubt" in told
    assert "Traceback" not in told
    assert not kept(small_book, "first")


def test_a_page_is_executed_again_when_something_that_it_uses_changes(small_book):
    small_book.module("laws", "VALUE = 1")
    small_book.module("other", "VALUE = 1")
    lib = small_book.package
    page = small_book.write("first", f"from {lib} import laws\nprint(laws.VALUE)")
    assert set(execute.run(small_book)) == {"pages/first.ipynb"}
    small_book.module("other", "VALUE = 2")
    assert execute.run(small_book) == {}
    small_book.module("laws", "VALUE = 3")
    html = small_book.site / "pages/first.html"
    html.parent.mkdir(parents=True)
    html.touch()
    assert not kept(small_book, "first")
    assert set(execute.run(small_book)) == {"pages/first.ipynb"}
    assert not html.exists(), "Sphinx must write the page anew"
    record = execute.get_cache(str(small_book.cache)).match_cache_notebook(
        execute.nbformat.read(page, 4)
    )
    assert record.data["execution_seconds"] > 0


def test_half_an_entry_is_no_entry(small_book):
    """As a build leaves it that was killed while it kept a page."""
    execute.run(small_book)
    (entry,) = small_book.cache.glob("executed/*/base.ipynb")
    entry.write_text(entry.read_text(encoding="utf-8")[:100], encoding="utf-8")
    assert not kept(small_book, "first")
    assert set(execute.run(small_book)) == {"pages/first.ipynb"}
    entry.unlink()
    assert not kept(small_book, "first")
    assert set(execute.run(small_book)) == {"pages/first.ipynb"}
    assert kept(small_book, "first")


def test_a_page_is_forgotten_before_its_new_outputs_are_kept(small_book, monkeypatch):
    """Else a build that is killed in between would leave the old page for good."""

    def killed(*_):
        raise SystemExit("killed")

    page = small_book.site / "pages/first.html"
    page.parent.mkdir(parents=True)
    page.touch()
    monkeypatch.setattr(execute.Cache, "keep", killed)
    with pytest.raises(execute.Failed):
        execute.run(small_book)
    assert not page.exists()


def test_the_book_itself_has_all_its_pages():
    found = {path.stem for path in build.BOOK.notebooks()}
    assert {path.stem for path in (build.ROOT / "chapters").glob("*.ipynb")} <= found
    assert "intro" in found
