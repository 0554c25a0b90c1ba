"""Reference answers of this set."""
