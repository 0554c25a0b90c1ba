"""Plausible wrong answers of chapter 4, each with the hint that it must be given."""
