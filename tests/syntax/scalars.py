"""Scalars and readings made by hand, and what every value and fault of theirs must keep to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from hypothesis import strategies as st

from interlock.syntax.expression import Quoted
from interlock.syntax.fault import SyntaxFault
from interlock.syntax.node import Scalar
from interlock.syntax.reading import Reading
from interlock.syntax.surface import Item
from interlock.text.site import Anchor

T = TypeVar("T")
ANCHOR = Anchor("proposal.yaml", "boxes:gate")


def plain(value: str, start: int = 0) -> Scalar:
    return Scalar(value, "", start, start + len(value), None)


def spread(value: str, start: int = 0) -> Scalar:
    """The same text as a quoted scalar, which has a table of places."""
    return Scalar(value, '"', start, start + len(value) + 2, tuple(range(start + 1, start + len(value) + 2)))


@st.composite
def scalars(draw: st.DrawFn, values: st.SearchStrategy[str]) -> Scalar:
    """Scalars of every style: plain ones, and such as have gaps (escapes, folds) between their characters."""
    value, start = draw(values), draw(st.integers(0, 50))
    if draw(st.booleans()):
        return plain(value, start)
    steps = draw(st.lists(st.integers(1, 4), min_size=len(value) + 1, max_size=len(value) + 1))
    offsets = [start + 1]
    for step in steps[1:]:
        offsets.append(offsets[-1] + step)
    return Scalar(value, '"', start, offsets[-1] + 1, tuple(offsets))


def told(parse: Callable[[Scalar, Reading], T], scalar: Scalar) -> tuple[T, list[SyntaxFault]]:
    reading = Reading(Item(ANCHOR, None, scalar))
    return parse(scalar, reading), reading.faults


def clean(parse: Callable[[Scalar, Reading], T], text: str) -> T:
    value, faults = told(parse, plain(text))
    assert faults == []
    return value


def codes(parse: Callable[[Scalar, Reading], object], text: str) -> list[str]:
    return [fault.code for fault in told(parse, plain(text))[1]]


def places(parse: Callable[[Scalar, Reading], object], text: str) -> list[str]:
    """The texts at which faults stand."""
    return [text[fault.site.start : fault.site.end] for fault in told(parse, plain(text))[1]]


def spans(value: object) -> Iterator[tuple[int, int]]:
    """The spans of all parts of a tree."""
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, tuple):
            if hasattr(part, "start") and hasattr(part, "end"):
                yield part.start, part.end
            stack.extend(part)


def bare(value: object) -> object:
    """A tree without its places, each part under the name of its class."""
    if not isinstance(value, tuple):
        return value
    fields = getattr(value, "_fields", None)
    if fields is None:
        return tuple(bare(part) for part in value)
    if isinstance(value, Quoted):  # what it says as a unit follows from its text
        return ("Quoted", value.value)
    return (type(value).__name__, *(bare(getattr(value, name)) for name in fields if name not in ("start", "end")))


def stays_inside(parse: Callable[[Scalar, Reading], object], scalar: Scalar) -> None:
    """Whatever a scalar says, there is a value, and all places are in the scalar."""
    value, faults = told(parse, scalar)
    for start, end in [*spans(value), *((fault.site.start, fault.site.end) for fault in faults)]:
        assert scalar.start <= start <= end <= scalar.end
    assert value is not None or faults
