"""A page with nothing but widgets on it, as the book's build would make it, opened from a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from gantutor.widgets._static import StaticWidget
from tests.browser import Watch

READY = ".gt .gt-summary:not(:empty)"


def page_of(
    *widgets: StaticWidget, head: str = "", attributes: str = "", around: str = "{}"
) -> str:
    """The page; ``around`` is what the book puts around an output, with {} for it."""
    body = "\n".join(w._repr_mimebundle_()[0]["text/html"] for w in widgets)
    return (
        f'<!doctype html><html lang="en"{attributes}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Widgets</title>{head}</head>"
        f"<body><main><h1>Widgets</h1>{around.format(body)}</main></body></html>"
    )


@contextmanager
def opened(
    browser: Browser, folder: Path, *widgets: StaticWidget, width: int = 1280, **how: str
) -> Iterator[tuple[Page, Watch]]:
    """Open the widgets from a file; leave with no console error and no request elsewhere."""
    file = folder / "page.html"
    file.write_text(page_of(*widgets, **how), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    watch = Watch(page)
    page.goto(file.as_uri())
    for k in range(len(widgets)):
        page.locator(READY).nth(k).wait_for()
    yield page, watch
    assert watch.errors == []
    assert watch.elsewhere() == []
    page.close()


def quantities(page: Page, within: str = ".gt") -> dict[str, float]:
    """What the first widget that matches shows, by quantity, unrounded."""
    settle(page)
    values = page.locator(within).first.evaluate(
        """root => Object.fromEntries([...root.querySelectorAll("output[data-quantity]")]
            .map(o => [o.dataset.quantity, o.dataset.value]))"""
    )
    return {name: float(value) for name, value in values.items()}


def settle(page: Page) -> None:
    """Wait for two frames: what was asked for is drawn then."""
    page.evaluate("() => new Promise(f => requestAnimationFrame(() => requestAnimationFrame(f)))")
