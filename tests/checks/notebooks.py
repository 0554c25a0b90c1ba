"""Notebooks for tests, written from their code cells."""

import json
from pathlib import Path


def notebook(path: Path, *cells: str) -> str:
    """Write a notebook with these code cells to ``path`` and return the path as text."""
    code = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": c}
        for c in cells
    ]
    title = {"cell_type": "markdown", "metadata": {}, "source": "# A title"}
    path.write_text(json.dumps({"cells": [title, *code], "metadata": {}, "nbformat": 4}))
    return str(path)
