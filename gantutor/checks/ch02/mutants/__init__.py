"""Plausible wrong answers of chapter 2, each with the hint that it must be given."""
