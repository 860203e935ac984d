"""Kernels that are functions of Python: called twice at each value, and not believed if the answers differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from interlock.api.analysis import attempt
from interlock.api.plugin import Sentence, say
from interlock_boundaries.rows import Line, returned, shown

Functions: TypeAlias = Mapping[str, Callable[..., object]]


def calls(functions: Functions, name: str, every: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], Line] | Sentence:
    """What a function returns at every value, or the first thing that is wrong with it."""
    function = functions.get(name)
    if function is None:
        known = ", ".join(sorted(functions)) or "none"
        return say("no plugin has a function {name} for kernels; those there are: {known}", name=name, known=known)
    found: dict[tuple[str, ...], Line] = {}
    for row in every:
        line = _called(function, name, row)
        if not isinstance(line, Line):
            return line
        found[row] = line
    return found


def _called(function: Callable[..., object], name: str, row: tuple[str, ...]) -> Line | Sentence:
    answers: list[Line] = []
    for _ in range(2):
        answer = attempt(lambda: function(*row))
        if isinstance(answer, Exception):
            reason = " ".join(f"{type(answer).__name__}: {answer}".split())[:200]
            return say("{name} raised {reason} at {row}", name=name, reason=reason, row=shown(row))
        line = returned(answer)
        if not isinstance(line, Line):
            return say("{name} returned at {row} {what}", name=name, row=shown(row), what=line.plain())
        answers.append(line)
    first, again = answers
    if first.mode is not again.mode or sorted(map(repr, first.outcomes)) != sorted(map(repr, again.outcomes)):
        return say(
            "{name} returned one thing at {row}, and another when it was called again", name=name, row=shown(row)
        )
    return first
