"""Reference answers of chapter 8."""
