"""What the built pages cost a reader: bytes, requests, the first movement, a dragged frame.

Everything is measured in Chromium with software rendering, on pages served from this machine.
"""

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import numpy as np
import yaml
from playwright.sync_api import Browser, Locator, Page, Request

from benchmarks.sections import CannotMeasure
from book.tools.build import ROOT, SITE
from gantutor.report import Measurement, Reading
from tests.browser import Watch, find, start

KINDS = {"document": "html", "stylesheet": "css", "script": "js", "font": "fonts"}
PICTURE = re.compile(r"data:image/(?:jpeg|png|webp);base64,[A-Za-z0-9+/=]+")
MOVES = 150  # of a drag; the first 20 are not counted
# A control is used as soon as it stands on the page; the clock stops at the frame after the first
# change that follows. performance.now() counts from the start of the navigation.
FIRST_MOVE = """(() => {
  const frame = (f) => requestAnimationFrame(f);
  const use = (control) => {
    const widget = control.closest(".gt-widget");
    new MutationObserver((_, me) => {
      me.disconnect();
      frame(() => setTimeout(() => { window.firstMove ??= performance.now(); }));
    }).observe(widget, { subtree: true, childList: true, attributes: true, characterData: true });
    if (control.matches("button")) return control.click();
    control.value = +control.value < +control.max ? control.max : control.min;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  };
  new MutationObserver((_, me) => {
    const free = "button:not(:disabled, [aria-disabled=true])";
    const controls = `.gt-widget input[type=range], .gt-widget ${free}`;
    const control = document.querySelector(controls);
    if (!control) return;
    me.disconnect();
    frame(() => use(control));
  }).observe(document, { subtree: true, childList: true });
})()"""
# Per animation frame: the milliseconds inside the page's own handlers of pointer and slider and its
# own frame callbacks, and the time since the last frame.
FRAMES = """(() => {
  const asked = window.requestAnimationFrame.bind(window);
  let inside = 0, work = 0;
  const timed = (f) => function (...given) {
    const began = performance.now();
    inside += 1;
    try { return f.apply(this, given); } finally {
      inside -= 1;
      if (!inside) work += performance.now() - began;
    }
  };
  window.requestAnimationFrame = (f) => asked(timed(f));
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (kind, f, ...rest) {
    const watched = typeof f === "function" && /^(pointer|mouse)move$|^(input|change)$/.test(kind);
    return add.call(this, kind, watched ? timed(f) : f, ...rest);
  };
  window.countFrames = () => {
    const frames = (window.frames_ = []);
    let last;
    work = 0;
    const tick = (now) => {
      // Callbacks asked for during the drag run after this one: their work counts to the next.
      if (last !== undefined) frames.push([now - last, work]);
      [last, work] = [now, 0];
      if (window.frames_ === frames) asked(tick);
    };
    asked(tick);
  };
  window.framesCounted = () => { const f = window.frames_; window.frames_ = null; return f; };
})()"""


@dataclass(frozen=True)
class PageCost:
    """What one load of a page, with nothing in the cache, brings over the network.

    ``sizes`` are bytes of bodies by kind: html, css, js, fonts, images, MathJax, other.
    """

    requests: int
    elsewhere: tuple[str, ...]
    sizes: dict[str, int]

    @property
    def light(self) -> int:
        """The bytes of everything but images and MathJax."""
        return sum(n for kind, n in self.sizes.items() if kind not in ("images", "MathJax"))

    @property
    def words(self) -> str:
        """The sizes by kind, for a table."""
        return (
            ", ".join(f"{kind} {n / 1000:,.0f}" for kind, n in sorted(self.sizes.items())) + " kB"
        )


@dataclass(frozen=True)
class DragCost:
    """p95 over the frames of a drag, in ms: the script's own work, the main thread's, the interval.

    ``script`` is wall time in the page's own handlers and frame callbacks; ``thread`` is processor
    time of the main thread for one move and its frames, with style, layout, painting and the
    measuring itself; ``interval`` is the time from one animation frame to the next.
    """

    frames: int
    script: float
    thread: float
    interval: float


class Traffic:
    """The requests of a page, begun and ended.

    Playwright's own "networkidle" sometimes never comes on a page that imports from data URLs.
    """

    def __init__(self, page: Page) -> None:
        """Listen to ``page`` from now on."""
        self.page = page
        self.begun: list[Request] = []
        self.ended: list[Request] = []
        page.on("request", lambda r: self.begun.append(r))
        page.on("requestfinished", lambda r: self.ended.append(r))
        page.on("requestfailed", lambda r: self.ended.append(r))

    def wait(self, limit: float = 30.0) -> None:
        """Wait until the page has loaded and asked for nothing for half a second.

        After ``limit`` seconds: RuntimeError with what is still missing.
        """
        self.page.wait_for_load_state("load")
        still = 0
        for _ in range(int(limit / 0.1)):
            before = len(self.begun)
            self.page.wait_for_timeout(100)
            # The script that a widget imports from a data URL is no request over the network.
            open_ = [r.url for r in self.begun if r not in self.ended and r.url.startswith("http")]
            still = 0 if open_ or len(self.begun) > before else still + 1
            if still == 5:
                return
        raise RuntimeError(f"{self.page.url} is not quiet after {limit:g} s: {open_[:3]}")


class NotBuilt(CannotMeasure):
    """The book's pages are not there."""


class _Server(ThreadingHTTPServer):
    # A page asks for thirty files at once: the default of 5 waiting connections drops some.
    request_queue_size = 128


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(site: Path = SITE) -> Iterator[str]:
    """Serve a built site on this machine; yield the address of its root. Not built: NotBuilt."""
    if not (site / "index.html").is_file():
        raise NotBuilt(f"there is no built book in {site}: make book")
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def names() -> list[str]:
    """The pages named in ``_toc.yml``."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(c["file"] for part in toc["parts"] for c in part["chapters"])]


@contextmanager
def fresh(browser: Browser, script: str = "") -> Iterator[Page]:
    """A page 1280 px wide in a context of its own: nothing is cached."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    if script:
        page.add_init_script(script)
    yield page
    context.close()


def measure(browser: Browser, address: str) -> PageCost:
    """Load a page once, until the network is silent, and weigh what came."""
    with fresh(browser) as page:
        return weigh(page, address)


def weigh(page: Page, address: str) -> PageCost:
    """Load an address in a page of a new context, until the network is silent; weigh what came.

    A picture that stands in the page's own text, as those of a widget do, counts as an image.
    """
    watch, traffic = Watch(page), Traffic(page)
    page.goto(address)
    traffic.wait()
    host = "{0.scheme}://{0.netloc}/".format(urlsplit(address))
    over = [r for r in traffic.begun if r.url.startswith("http")]
    sizes: Counter[str] = Counter()
    for request in over:
        kind = KINDS.get(request.resource_type, "other")
        if "/mathjax/" in request.url:
            kind = "MathJax"
        elif request.resource_type == "image":
            kind = "images"
        size = request.sizes()["responseBodySize"]
        if kind == "html" and (response := request.response()):
            within = sum(map(len, PICTURE.findall(response.text())))
            sizes["images"] += within
            size -= within
        sizes[kind] += size
    return PageCost(len(over), tuple(watch.elsewhere(host)), dict(sizes))


def first_movement(browser: Browser, address: str) -> float:
    """Seconds from the start of navigation until a widget's first answer to a reader is drawn.

    The reader is a script in the page that uses the first slider or button as soon as there is one.
    """
    with fresh(browser, FIRST_MOVE) as page:
        page.goto(address)
        page.wait_for_function("window.firstMove !== undefined", timeout=20_000)
        return page.evaluate("window.firstMove") / 1e3


def drag(browser: Browser, address: str, key: str) -> DragCost:
    """Drag the widget with that key to and fro, at 1280 px, once for frames and once by moves."""
    with fresh(browser, FRAMES) as page:
        traffic = Traffic(page)
        page.goto(address)
        traffic.wait()
        widget = page.locator(f'[data-gantutor="{key}"]').first
        path = _grasp(page, widget)
        page.evaluate("countFrames()")
        for x, y in path:
            page.mouse.move(x, y)
        frames = np.array(page.evaluate("framesCounted()"))[20:]
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def thread() -> float:
            metrics = session.send("Performance.getMetrics")["metrics"]
            return 1e3 * next(m["value"] for m in metrics if m["name"] == "TaskDuration")

        times = []
        for x, y in path:
            before = thread()
            page.mouse.move(x, y)
            page.evaluate(
                "new Promise((f) => requestAnimationFrame(() => requestAnimationFrame(f)))"
            )
            times.append(thread() - before)
        page.mouse.up()
    # A frame in which nothing moved says nothing about the script's work.
    worked = frames[frames[:, 1] > 0, 1]
    return DragCost(
        len(frames),
        float(np.quantile(worked, 0.95)),
        float(np.quantile(times[20:], 0.95)),
        float(np.quantile(frames[:, 0], 0.95)),
    )


def _grasp(page: Page, widget: Locator) -> list[tuple[float, float]]:
    """Press on what can be dragged, a picture or else the slider; return the way to and fro."""
    picture = widget.locator("svg.gt-drag").first
    handle = picture if picture.count() else widget.locator("input[type=range]").first
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    if box is None:
        raise RuntimeError(f"what should be dragged is not visible on {page.url}")
    x, y = box["x"] + box["width"] / 2, box["y"] + min(60, box["height"] / 2)
    page.mouse.move(x, y)
    page.mouse.down()
    swing = 0.35 * box["width"]
    return [(x + swing * float(np.sin(k / 8)), y) for k in range(1, MOVES + 1)]


def draggable(browser: Browser, address: str) -> dict[str, str]:
    """What to drag on a page, by name: the moved laws with most panels, the first replay."""
    with fresh(browser) as page:
        traffic = Traffic(page)
        page.goto(address)
        traffic.wait()
        found = page.evaluate(
            """() => [...document.querySelectorAll("[data-gantutor]")].map((w) => ({
              key: w.dataset.gantutor,
              panels: w.querySelectorAll("svg.gt-drag").length,
              replay: w.querySelector("canvas") !== null,
            }))"""
        )
    chosen = {}
    laws = max((w for w in found if w["panels"]), key=lambda w: w["panels"], default=None)
    if laws:
        chosen[f"moving laws, {laws['panels']} panels"] = laws["key"]
    replay = next((w for w in found if w["replay"]), None)
    if replay:
        chosen["replay"] = replay["key"]
    return chosen


def measurements(short: bool = False, site: Path = SITE) -> list[Measurement]:
    """Weigh every page of the contents, and time and drag its widgets; ``short``: two of them."""
    if find() is None:
        raise CannotMeasure("no Chromium is found on this machine")
    weights: list[Measurement] = []
    moves: list[Measurement] = []
    drags: list[Measurement] = []
    elsewhere = 0
    with served(site) as root, start() as browser:
        chapters = [n for n in names() if n.startswith("chapters/")]
        chosen = [names()[0], chapters[0]] if short else names()
        for name in chosen:
            address = f"{root}/{name}.html"
            cost = measure(browser, address)
            elsewhere += len(cost.elsewhere)
            weights.append(
                Reading(
                    f"{name}: before images and MathJax",
                    cost.light,
                    "bytes",
                    1.5e6,
                    note=f"{cost.requests} requests; {cost.words}",
                )
            )
            widgets = draggable(browser, address)
            if not widgets:
                continue
            loads = [first_movement(browser, address) for _ in range(1 if short else 5)]
            moves.append(
                Reading(
                    f"{name}: load to first movement",
                    statistics.median(loads),
                    "s",
                    1.0,
                    note=f"median of {len(loads)}, {min(loads):.2f} to {max(loads):.2f}",
                )
            )
            for what, key in widgets.items():
                cost_of = drag(browser, address, key)
                drags.append(
                    Reading(
                        f"{name}: dragging, p95 of a move on the main thread ({what})",
                        cost_of.thread,
                        "ms",
                        16.0,
                        note=f"own script {cost_of.script:.1f} ms a frame, "
                        f"{cost_of.interval:.1f} ms from frame to frame, both p95 "
                        f"of {cost_of.frames} frames",
                    )
                )
    hosts = Reading("requests to another host, all pages", elsewhere, "", 0.0)
    return [hosts, *weights, *moves, *drags]
