"""Exercises on moving plans and their least cost."""
