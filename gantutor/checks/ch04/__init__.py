"""Exercises of chapter 4: moving plans and their least cost."""
