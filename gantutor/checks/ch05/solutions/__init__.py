"""Reference answers of chapter 5."""
