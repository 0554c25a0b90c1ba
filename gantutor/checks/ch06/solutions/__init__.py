"""Reference answers of chapter 6."""
