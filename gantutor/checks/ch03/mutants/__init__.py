"""Plausible wrong answers of chapter 3, each with the hint that it must be given."""
