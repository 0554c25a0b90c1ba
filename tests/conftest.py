"""What every test shares: shapes checked at run time, and one profile for property tests."""

from hypothesis import HealthCheck, settings
from jaxtyping import install_import_hook

# Shapes and types in annotations are checked on every call, while tests run. An int where a float
# is asked for is fine, as in PEP 484. The hook must be in place before gantutor is imported.
_CHECKER = "beartype.beartype(conf=beartype.BeartypeConf(is_pep484_tower=True))"
install_import_hook("gantutor", _CHECKER)

settings.register_profile(
    "book",
    derandomize=True,
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("book")
