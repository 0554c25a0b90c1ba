"""Servers on this machine that behave well, badly, or not at all."""

import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Handler(BaseHTTPRequestHandler):
    """Serve a dictionary: bytes are sent, a number is an error, (bytes,) breaks off half-way.

    Who asks for a range gets the rest, and always whole, unless the server ``forgets`` ranges.
    """

    def __init__(self, contents, asked, forgets, *args):
        self.contents, self.asked, self.forgets = contents, asked, forgets
        super().__init__(*args)

    def do_GET(self):
        name = self.path.lstrip("/")
        self.asked.append(name)
        content = self.contents.get(name, 404)
        if isinstance(content, int):
            return self.send_error(content)
        body = content[0] if isinstance(content, tuple) else content
        asked = None if self.forgets else self.headers.get("Range")
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        if asked and start >= len(body):
            return self.send_error(416)
        self.send_response(206 if asked else 200)
        if asked:
            self.asked[-1] += f" from {start}"
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        cut_off = isinstance(content, tuple) and not asked
        self.wfile.write(body[: len(body) // 2] if cut_off else body[start:])

    def log_message(self, *args):
        pass


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """An empty folder for data, and no proxy on the way to this machine."""
    monkeypatch.setenv("GANTUTOR_DATA", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "*")
    return tmp_path


@pytest.fixture
def serve():
    """serve(contents) -> (the server's address, the list of what was asked for)."""
    servers = []

    def start(contents, forgets=False):
        asked = []
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, contents, asked, forgets))
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/", asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
