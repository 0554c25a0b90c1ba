"""Reference answers of chapter 2."""
