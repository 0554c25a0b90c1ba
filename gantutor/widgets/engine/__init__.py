"""The engine of the game that is trained in the page: plain ES modules beside this file."""

import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_IMPORT = re.compile(r'^(?:import|export) \{[^}]*\} from "\./(\w+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=const|let|class|function)", re.M)
_COMMENT = re.compile(r"^\s*//.*\n|[ \t]+// .*$", re.M)
_INDENT = re.compile(r"^[ \t]+", re.M)


@cache
def source(last: str = "game.js") -> str:
    """All modules that ``last`` needs in one scope, without imports, exports and comments.

    For a Worker made from a Blob, which can import no file: append the lines that use ``newGame``.
    """
    parts: dict[str, str] = {}

    def add(name: str) -> None:
        if name in parts:
            return
        text = (_HERE / name).read_text(encoding="utf-8")
        for needed in _IMPORT.findall(text):
            add(needed)
        text = _EXPORT.sub("", _IMPORT.sub("", text))
        parts[name] = _INDENT.sub("", _COMMENT.sub("", text))

    add(last)
    return "".join(parts.values())
