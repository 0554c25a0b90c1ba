"""Reference answers of chapter 1."""
