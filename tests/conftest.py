"""What every test shares: shapes checked at run time, and one profile for property tests."""

import sys

from hypothesis import HealthCheck, settings
from jaxtyping import install_import_hook

# Shapes and types in annotations are checked on every call, while tests run. Only modules imported
# from here on are: nothing above this line may import one that has annotations to check.
assert "gantutor.distributions" not in sys.modules, "gantutor was imported before its checker"
install_import_hook("gantutor", "shapes.check")

settings.register_profile(
    "book",
    derandomize=True,
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("book")


def pytest_configure(config):
    """Beartype looks at a random element of a container, which Hypothesis takes for a slip."""
    config.addinivalue_line("filterwarnings", "ignore:Do not use the `random` module")
