"""What an answer changed in the modules that everything shares, ``np.log`` say, is put back."""

import builtins
import sys
from typing import Any

# What checks and references use, by attribute or by name. Builtins first: all else needs them.
_MODULES = (
    "builtins",
    "math",
    "random",
    "numpy",
    "numpy.linalg",
    "numpy.random",
    "scipy.special",
    "torch",
    "torch.autograd",
    "torch.linalg",
    "torch.nn",
    "torch.nn.functional",
    "torch.optim",
)
_CLASSES = (("torch", "Tensor"), ("torch.nn", "Module"), ("torch.nn", "Linear"))
_FOLLOWS = ("torch", "Storage")  # torch's default type, which is put back by itself
_NAMED = 4  # so many changed names are written out
_GONE = object()
_set = setattr  # not looked up among the builtins, which may be what was changed


class SharedNames:
    """The values of all public names in the shared modules, as they are when this is made.

    Names that are new later are left alone: modules import their parts when these are asked for.
    """

    def __init__(self) -> None:
        self._places: list[tuple[str, Any, Any, dict[str, object]]] = []
        for name in _MODULES:
            if name in sys.modules:  # an answer may do without torch, which is slow to import
                self._add(name, sys.modules[name])
        for module, name in _CLASSES:
            if module in sys.modules:
                self._add(f"{module}.{name}", getattr(sys.modules[module], name))

    def _add(self, name: str, place: Any) -> None:
        private = "" if place is builtins else "_"
        values = {k: v for k, v in vars(place).items() if k[0] != private and (name, k) != _FOLLOWS}
        self._places.append((name, place, vars(place), values))

    def put_back(self) -> list[str]:
        """Give every name its value again; return those that had another one."""
        changed = []
        for name, place, now, before in self._places:
            for key, value in before.items():
                found = now.get(key, _GONE)
                if found is not value and not _wrapped_by_its_own(name, found, value):
                    _set(place, key, value)
                    changed.append(f"{name}.{key}")
        return changed


def _wrapped_by_its_own(place: str, found: object, value: object) -> bool:
    """True where a package wraps a function of its own, as torch does to import its compiler."""
    maker: str = getattr(found, "__globals__", {}).get("__name__", "")
    own = maker.partition(".")[0] == place.partition(".")[0]
    return own and getattr(found, "__wrapped__", None) is value


def in_words(changed: list[str]) -> str:
    """One sentence for names that were put back; empty when there are none."""
    if not changed:
        return ""
    names = ", ".join(name if " " in name else f"`{name}`" for name in changed[:_NAMED])
    names += f" and {len(changed) - _NAMED} more names" if len(changed) > _NAMED else ""
    them = "it was" if len(changed) == 1 else "they were"
    return f"Your code changed {names}, for everything else that runs here too: {them} put back."
