"""The Makefile's commands that start something: what they start is asked."""

import json
import os
import shlex
import socket
import subprocess
import time
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]


def command(target, **variables):
    """The last line that make would run for a target."""
    given = [f"{name}={value}" for name, value in variables.items()]
    asked = ["make", "--no-print-directory", "--dry-run", target, *given]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    return shlex.split(done.stdout.splitlines()[-1])


def answers(written):
    """Whether somebody listens where the file says; it may be half written, too."""
    try:
        port = json.loads(written.read_text(encoding="utf-8"))["port"]
        with socket.create_connection(("localhost", port), timeout=5):
            return True
    except (OSError, json.JSONDecodeError):
        return False


@pytest.fixture
def lab(tmp_path):
    """JupyterLab as `make lab` starts it: what it writes down of itself while it runs."""
    options = "--no-browser --allow-root --ServerApp.port=0 --IdentityProvider.token=secret"
    places = {f"JUPYTER_{name}_DIR": str(tmp_path) for name in ("RUNTIME", "CONFIG", "DATA")}
    server = subprocess.Popen(
        command("lab", ARGS=options),
        cwd=ROOT,
        env=os.environ | places,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(300):
            if server.poll() is not None:
                pytest.fail(f"JupyterLab ended: {server.stderr.read()[-2000:]}")
            # It writes its address down before it listens there.
            if (found := list(tmp_path.glob("jpserver-*.json"))) and answers(found[0]):
                yield json.loads(found[0].read_text(encoding="utf-8"))
                return
            time.sleep(0.1)
        pytest.fail("JupyterLab has not started after 30 s")
    finally:
        server.kill()
        server.communicate()


@pytest.mark.slow
def test_lab_opens_on_the_chapters_and_reaches_the_rest_of_the_book(lab):
    def ask(path):
        request = Request(lab["url"] + path, headers={"Authorization": "token secret"})
        with urlopen(request, timeout=20) as answer:
            return answer.read().decode()

    assert Path(lab["root_dir"]) == ROOT
    assert '"preferredPath": "chapters"' in ask("lab")
    # Chapters link to ../book/broken_loops.ipynb and the like.
    assert json.loads(ask("api/contents/book/broken_loops.ipynb?content=0"))["type"] == "notebook"
