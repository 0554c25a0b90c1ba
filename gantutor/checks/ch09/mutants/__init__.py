"""Plausible wrong answers of chapter 9, each with the hint that it must be given."""
