"""Exercises on repairs that keep the classifier and soften its score."""
