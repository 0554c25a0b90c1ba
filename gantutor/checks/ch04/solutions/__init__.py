"""Reference answers of chapter 4."""
