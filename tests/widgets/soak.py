"""How the memory of the live game grows: the page's heap and its worker's, after collecting.

python -m tests.widgets.soak [SECONDS]

Trains four games with a ball for so many seconds, 120 by default, and prints both heaps in MB along
the way. Exits with 1 where the mean of one of them grew by more than `GROWTH` from the middle third
of that time to the last. (What was measured along the way is kept: it fills its room before.)
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import CDPSession, Page

from gantutor.widgets import LiveGame
from tests.browser import start
from tests.widgets.page import opened

GROWTH = 1.0
"""Megabytes. One look at a game has about 0.04, and there are dozens in a second."""


class Heaps(NamedTuple):
    """Megabytes in use after collecting what nothing holds, numbers of arrays among them."""

    page: float
    worker: float


class Collector:
    """Collects the garbage of a page and of its worker, and measures what is left."""

    def __init__(self, page: Page) -> None:
        """Attach to the page and to the worker that it has started."""
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.worker = ""
        self.answers: dict[int, dict] = {}
        self.last = 0
        self.session.on("Target.attachedToTarget", self._attached)
        self.session.on("Target.receivedMessageFromTarget", self._received)
        self.session.send(
            "Target.setAutoAttach",
            {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False},
        )
        self.session.send("HeapProfiler.enable")
        if not self.worker:
            raise RuntimeError("the page has no worker to attach to")
        self._in_worker("HeapProfiler.enable")

    def _attached(self, event: dict) -> None:
        if event["targetInfo"]["type"] == "worker":
            self.worker = event["sessionId"]

    def _received(self, event: dict) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self.answers[message["id"]] = message

    def _in_worker(self, method: str) -> dict:
        self.last += 1
        message = json.dumps({"id": self.last, "method": method})
        self.session.send(
            "Target.sendMessageToTarget", {"sessionId": self.worker, "message": message}
        )
        while self.last not in self.answers:
            self.page.wait_for_timeout(20)
        return self.answers.pop(self.last)["result"]

    def heaps(self) -> Heaps:
        """Collect, twice since some is only let go by the first, and measure."""
        for _ in range(2):
            self.session.send("HeapProfiler.collectGarbage")
            self._in_worker("HeapProfiler.collectGarbage")
        both = self.session.send("Runtime.getHeapUsage"), self._in_worker("Runtime.getHeapUsage")
        # The numbers of a typed array lie outside of the heap.
        return Heaps(*((one["usedSize"] + one["backingStorageSize"]) / 1e6 for one in both))


def soak(page: Page, seconds: float, looks: int) -> list[Heaps]:
    """Train for so many seconds; the heaps at so many times, evenly spread, each at a pause."""
    collector = Collector(page)
    train = page.locator(".gt-train")
    found = []
    for _ in range(looks):
        train.click()
        page.wait_for_timeout(1000 * seconds / looks)
        train.click()
        page.wait_for_timeout(150)  # what is under way arrives
        found.append(collector.heaps())
    return found


def main(seconds: float) -> int:
    """Soak a page, print what was found; the exit status."""
    game = LiveGame(rate=0.01, speed=500.0, several=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        start() as browser,
        opened(browser, Path(folder), game) as (page, _),
    ):
        page.get_by_role("button", name="ball", exact=True).click()
        found = soak(page, seconds, 12)
        rounds = page.locator("output[data-quantity=iteration]").text_content()
    print(f"four games and a ball, {seconds:g} s, {rounds} rounds each")
    print("   s  page MB  worker MB")
    for k, heaps in enumerate(found, start=1):
        print(f"{k * seconds / len(found):4.0f} {heaps.page:8.2f} {heaps.worker:10.2f}")
    growth = [
        (sum(late) - sum(before)) / 4
        for before, late in zip(
            zip(*found[4:8], strict=True), zip(*found[8:], strict=True), strict=True
        )
    ]
    print(f"from the middle third to the last: page {growth[0]:+.2f}, worker {growth[1]:+.2f}")
    return int(max(growth) > GROWTH)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 120.0))
