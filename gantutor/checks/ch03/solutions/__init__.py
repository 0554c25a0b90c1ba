"""Reference answers of chapter 3."""
