"""Exercises on missed modes, and on critics that are an energy."""
