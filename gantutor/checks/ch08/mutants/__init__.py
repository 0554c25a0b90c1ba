"""Plausible wrong answers of chapter 8, each with the hint that it must be given."""
