"""Plausible wrong answers of chapter 1, each with the hint that it must be given."""
