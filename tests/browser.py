"""A headless Chromium for the tests: found on the machine, never downloaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The path of a Chromium: ``$CHROMIUM``, or the first known name on the PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class NoBrowser(RuntimeError):
    """There is no Chromium on this machine."""


@contextmanager
def launch() -> Iterator[Browser]:
    """Start the browser for a test; without one, skip loudly, and fail where CI is set."""
    if find() is None:
        message = f"no Chromium found (looked for $CHROMIUM and {', '.join(NAMES)})"
        if os.environ.get("CI"):
            pytest.fail(f"{message}: in CI the browser tests must run")
        pytest.skip(f"{message}: BROWSER TESTS DID NOT RUN")
    with start() as browser:
        yield browser


@contextmanager
def start() -> Iterator[Browser]:
    """Start the browser; without one, NoBrowser."""
    path = find()
    if path is None:
        raise NoBrowser(f"no Chromium found (looked for $CHROMIUM and {', '.join(NAMES)})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def serious(page: Page, **asked: object) -> set[str]:
    """What axe finds on a page that is serious or critical: the rule, and where it is broken first.

    It is asked for violations alone: to write down all that is in order takes five times as long.
    ``asked``: more of axe's options, such as ``runOnly=["color-contrast"]``.
    """
    found = Axe().run(page, options={"resultTypes": ["violations"], **asked}).response["violations"]
    return {
        f"{v['id']}: {v['nodes'][0]['html'][:160]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    }


class Watch:
    """Notes what a page must not do: errors, words on the console, requests to another host."""

    def __init__(self, page: Page) -> None:
        """Listen to ``page`` from now on."""
        self.errors: list[str] = []
        self.messages: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("console", lambda m: self.messages.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("request", lambda r: self.requests.append(r.url))

    def elsewhere(self, *allowed: str) -> list[str]:
        """Requests that left the page's own host."""
        own = ("file:", "data:", "blob:", "about:", *allowed)
        return [url for url in self.requests if not url.startswith(own)]
