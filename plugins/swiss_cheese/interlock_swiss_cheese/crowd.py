"""Families of boxes told apart: the names of their members, and conditions about all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from interlock.api.diagram import (
    EACH,
    All,
    Any,
    Carries,
    CheckedDiagram,
    Condition,
    Element,
    ExactlyOne,
    Happens,
    Several,
    nested,
    number_of,
    usual,
    within,
)
from interlock.api.diagram import Setting as Values

MOST: Final = 64
"""The members of a family that are told apart."""

Crowds = Mapping[str, int | None]
"""The families of a diagram and of all that is nested in it, by their names without members: how many each has."""

_SEGMENT: Final = re.compile(r"([^.\[]*)(\[[^\]]*\])?(.*)", re.DOTALL)


def crowds(diagram: CheckedDiagram, prefix: str = "", values: Values | None = None) -> dict[str, int | None]:
    """The families, with None for a number that is not known or too large to tell all members apart."""
    setting = usual(diagram) if values is None else values
    found: dict[str, int | None] = {}
    for name, box in diagram.boxes.items():
        full = nested(prefix, Element(name))
        if box.copies is not None:
            number = number_of(box, setting)
            found[full] = number if number is not None and number <= MOST else None
        if box.nested is not None:
            found |= crowds(box.nested, full, within(box, setting))
    return found


def members(name: str, known: Crowds) -> tuple[str, ...]:
    """The names that a name stands for: `m[*].missed`, and `m.missed` of a family, for that of each member."""
    if not known:
        return (name,)
    scheme, colon, body = name.rpartition(":")
    found = [("", "")]  # what is read so far, with and without members
    for segment in body.split("/"):
        head, index, rest = _SEGMENT.fullmatch(segment).groups("")  # type: ignore[union-attr]
        found = [one for before in found for one in _next(before, head, index, rest, known)]
    return tuple(scheme + colon + one for one, _ in found)


def _next(before: tuple[str, str], head: str, index: str, rest: str, known: Crowds) -> list[tuple[str, str]]:
    """A name with one more segment, once for each member that is meant."""
    here, bare = (f"{one}/{head}" if one else head for one in before)
    number = known.get(bare)
    if number is None or index not in ("", EACH):
        return [(here + (index if bare in known else "") + rest, bare)]
    return [(f"{here}[{at}]{rest}", bare) for at in range(number)]


def told_apart(condition: Condition, known: Crowds) -> Condition:
    """A condition over single members: among `K of (...)` each member counts, elsewhere any of them is enough."""
    if not known:
        return condition
    match condition:
        case Happens() | Carries():
            found = _each(condition, known)
            return found[0] if len(found) == 1 else Any(found)
        case Several(threshold, parts):
            return Several(threshold, tuple(one for part in parts for one in _each(part, known)))
        case ExactlyOne(parts):
            return ExactlyOne(tuple(one for part in parts for one in _each(part, known)))
        case All(parts) | Any(parts):
            return type(condition)(tuple(told_apart(part, known) for part in parts))
        case _:
            return condition


def _each(condition: Condition, known: Crowds) -> tuple[Condition, ...]:
    match condition:
        case Happens(name):
            return tuple(Happens(one) for one in members(name, known))
        case Carries(failure, at):
            return tuple(Carries(failure, Element(one)) for one in members(at, known))
        case _:
            return (told_apart(condition, known),)
