"""One browser for all tests of widgets."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import launch


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launch() as browser:
        yield browser
