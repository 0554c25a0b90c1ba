"""Plausible wrong answers of chapter 6, each with the hint that it must be given."""
