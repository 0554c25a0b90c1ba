"""Plausible wrong answers of chapter 7, each with the hint that it must be given."""
