"""Reference answers of chapter 9."""
