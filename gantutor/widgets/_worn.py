"""Of the style that all widgets share, what one of them wears: the rest is bytes on every page."""

import re

_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_CLASS = re.compile(r"\.(gt-[\w-]+)")
_SPACE = re.compile(r"\s*([{};,])\s*|(:) ")
_UNLESS = re.compile(r":not\([^)]*\)")
_OF_EVERY_PAGE = {"gt-widget"}


def worn(style: str, script: str, own: str) -> str:
    """The rules of ``style`` that can meet an element which ``script`` makes, and few spaces.

    A rule goes if each of its selectors asks for a class ``gt-…`` that the script never names.
    Selectors that begin with ``own`` are the widget's, and stay.
    """
    named = _OF_EVERY_PAGE | set(re.findall(r"gt-[\w-]+", script))

    def met(selector: str) -> bool:
        asked = _CLASS.findall(_UNLESS.sub("", selector))
        return selector.strip().startswith(own) or named.issuperset(asked)

    def kept(rule: re.Match[str]) -> str:
        return rule[0] if any(map(met, rule[1].split(","))) else ""

    return _SPACE.sub(r"\1\2", _RULE.sub(kept, style))
