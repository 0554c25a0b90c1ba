"""Reference answers of chapter 7."""
