"""Steps: short texts, each with a state that the widget goes to while its picture stays."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import traitlets as t

FEWEST, MOST = 2, 6
# What only a notebook's Markdown would read, and every tag but <sub>.
_MARKUP = re.compile(r"[$\\`]|</?(?!sub>)[a-zA-Z][^<>]*>")


def pairs(steps: Any, driven: Sequence[str], kind: str) -> list[tuple[str, dict[str, Any]]]:
    """The steps as (text, state) pairs; TraitError where one has another form or sets too much.

    ``driven`` names the traits that a step of a widget of this ``kind`` may set.
    """
    if isinstance(steps, str) or not isinstance(steps, Sequence):
        raise t.TraitError(f"steps must be a list of (text, state) pairs, got {steps!r}")
    if steps and not FEWEST <= len(steps) <= MOST:
        raise t.TraitError(f"there must be {FEWEST} to {MOST} steps, or none, got {len(steps)}")
    return [_pair(k, step, driven, kind) for k, step in enumerate(steps, start=1)]


def _pair(k: int, step: Any, driven: Sequence[str], kind: str) -> tuple[str, dict[str, Any]]:
    if isinstance(step, str) or not isinstance(step, Sequence) or len(step) != 2:
        raise t.TraitError(f"step {k} must be a pair (text, state), got {step!r}")
    text, state = step
    if not isinstance(text, str) or not text.strip():
        raise t.TraitError(f"step {k} must have a text, got {text!r}")
    if found := _MARKUP.search(text):
        raise t.TraitError(
            f"the text of step {k} must be plain, with <sub> at most, got {found.group()!r} in it"
        )
    if not isinstance(state, Mapping):
        raise t.TraitError(f"the state of step {k} must map traits to values, got {state!r}")
    if unknown := sorted(set(state) - set(driven)):
        raise t.TraitError(
            f"step {k} sets {', '.join(unknown)}, but a step of {kind} sets only "
            f"{', '.join(driven)}"
        )
    return text.strip(), dict(state)


def first_state(
    steps: Sequence[tuple[str, Mapping[str, Any]]], given: Mapping[str, Any]
) -> dict[str, Any]:
    """What step 1 sets, since a widget starts there; TraitError where ``given`` says otherwise."""
    first = dict(steps[0][1]) if steps else {}
    for name, value in first.items():
        if name in given and given[name] != value:
            raise t.TraitError(
                f"the widget must start at step 1, which sets {name} to {value!r}, "
                f"got {name} = {given[name]!r}"
            )
    return first


def whole_states(
    steps: Sequence[tuple[str, Mapping[str, Any]]], start: Mapping[str, Any]
) -> list[list[Any]]:
    """The steps as [text, state], each state with the value of every trait that any step sets.

    A trait that a step leaves out keeps the value of the step before, at first that of ``start``:
    so a step shows the same whichever way the reader comes to it.
    """
    names = {name for _, state in steps for name in state}
    state, whole = {name: start[name] for name in sorted(names)}, []
    for text, own in steps:
        state = {**state, **own}
        whole.append([text, state])
    return whole
