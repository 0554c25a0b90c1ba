"""What every test shares: shapes checked at run time, and one profile for property tests."""

import os
import sys

import pytest

try:
    import beartype  # noqa: F401
    import jaxtyping
    import pytest_timeout  # noqa: F401
    from hypothesis import HealthCheck, settings
except ModuleNotFoundError as missing:
    raise pytest.UsageError(
        f"the tests need {missing.name}: pip install --editable '.[book,test]', or make test"
    ) from None

import shapes

# Shapes and types in annotations are checked while tests run. Only in modules that are imported
# from here on: nothing above this line may import one that has annotations to check.
assert "gantutor.distributions" not in sys.modules, "gantutor was imported before its checker"
jaxtyping.jaxtyped = shapes.at_first(jaxtyping.jaxtyped)
jaxtyping.install_import_hook("gantutor", "shapes.check")

settings.register_profile(
    "book",
    derandomize=True,
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("book")

SECONDS = 600  # the most a test may take


def pytest_runtest_setup():
    """Each test checks the annotations of what it calls."""
    shapes.begin()


@pytest.hookimpl(tryfirst=True)  # before pytest-timeout looks
def pytest_configure(config):
    """Limit every test's time; let Beartype draw.

    The limit stands here and not in pyproject.toml: pytest refuses a setting of a plugin that is
    not there, and a reader who checks answers in a shell needs none.
    """
    if config.pluginmanager.hasplugin("timeout") and "PYTEST_TIMEOUT" not in os.environ:
        config.option.timeout = SECONDS if config.option.timeout is None else config.option.timeout
    # Beartype looks at a random element of a container, which Hypothesis takes for a slip.
    config.addinivalue_line("filterwarnings", "ignore:Do not use the `random` module")
