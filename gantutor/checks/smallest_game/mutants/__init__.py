"""Plausible wrong answers of this set, each with the hint that it must be given."""
