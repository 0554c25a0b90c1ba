"""Plausible wrong answers of chapter 5, each with the hint that it must be given."""
