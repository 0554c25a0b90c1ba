"""A blank page that has imported the engine's modules, as files, from a host that is not there."""

from pathlib import Path

import pytest

import gantutor.widgets.engine

FOLDER = Path(gantutor.widgets.engine.__file__).parent
HOST = "http://engine.invalid"


@pytest.fixture(scope="session")
def engine(browser):
    page = browser.new_page()

    def answer(route):
        name = route.request.url.rsplit("/", 1)[1]
        kind = "text/javascript" if name.endswith(".js") else "text/html"
        text = (FOLDER / name).read_text(encoding="utf-8") if name.endswith(".js") else "<p>"
        route.fulfill(body=text, content_type=f"{kind}; charset=utf-8")

    page.route(f"{HOST}/**", answer)
    page.goto(f"{HOST}/page.html")
    page.evaluate(
        """async (names) => {
          for (const name of names) Object.assign(window, await import(`./${name}`));
        }""",
        sorted(file.name for file in FOLDER.glob("*.js")),
    )
    yield page
    page.close()
