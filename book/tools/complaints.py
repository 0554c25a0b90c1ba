"""What cells say on stderr: a warning of Python is a mistake, all else is the machine's.

A library may remark on a font or a processor that one machine lacks. That is no part of a page, so
it is taken out of the notebook and told to whoever builds the book.
"""

import re

import nbformat

# As Python writes it: the file and the line, then a category whose name ends in "Warning".
_WARNING = re.compile(r"^\S.*:\d+: \w*Warning: .*", re.M)


class Warned(RuntimeError):
    """A cell of a notebook warned."""


def take_complaints(notebook: nbformat.NotebookNode) -> list[str]:
    """Take what its cells said on stderr out of a notebook; return it, a text per cell.

    A warning of Python raises Warned, with its text and the number of the cell, from 0.
    """
    taken = []
    for number, cell in enumerate(notebook.cells):
        said = "".join(o.text for o in cell.get("outputs", []) if o.get("name") == "stderr")
        if warning := _WARNING.search(said):
            raise Warned(f"cell {number} warned: {warning[0]}\n\n{cell.source}\n\n{said}")
        if said:
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
            taken.append(f"cell {number}: {said.strip()}")
    return taken
