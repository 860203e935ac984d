"""The ends of wires and learn wires as they are written, before names are looked up."""

from __future__ import annotations

import re

from interlock.record import NamedTuple
from interlock.syntax.node import Mapping, Node, Scalar, place

_ARROW = re.compile(r"->")
_LEARN_ARROW = re.compile(r"~>")
_TARGET = re.compile(r"\s*([^,]*?)\s*(?:,|\Z)")


class Ends(NamedTuple):
    """The source of a wire and its targets, each with the range of the value in which it stands."""

    source: str
    targets: tuple[tuple[str, int, int], ...]


def wire_ends(value: str) -> Ends | None:
    """The ends of `source -> target, target`; None if it is no wire."""
    arrow = _ARROW.search(value)
    if arrow is None:
        return None
    found = [target for target in _TARGET.finditer(value, arrow.end()) if target.group(1)]
    targets = tuple((target.group(1), target.start(1), target.end(1)) for target in found)
    return Ends(value[: arrow.start()].strip(), targets)


def learn_ends(node: Node) -> tuple[str, str] | None:
    """The two ends of a learn wire, alone or as the `learn` of a mapping; None if it is no learn wire."""
    if isinstance(node, Mapping):
        node = next((value for key, value in node.entries if key.value == "learn"), node)
    if not isinstance(node, Scalar):
        return None
    source, *target = _LEARN_ARROW.split(node.value, maxsplit=1)
    return (source.strip(), target[0].strip()) if target else None


def without_targets(scalar: Scalar, lost: frozenset[str]) -> Scalar | None:
    """A wire without some of its targets, what is left standing where it stood; None if no target is left."""
    ends = wire_ends(scalar.value)
    if ends is None:
        return scalar
    kept = [target for target in ends.targets if target[0] not in lost]
    if len(kept) == len(ends.targets):
        return scalar
    if not kept:
        return None
    head = ends.targets[0][1]
    ranges = [(0, head)]
    for _, start, end in kept:
        # The comma and blank in front of a target are those that stood before it, or any at all for the first.
        ranges.append((start, end))
    return _select(scalar, ranges)


def _select(scalar: Scalar, ranges: list[tuple[int, int]]) -> Scalar:
    """The pieces of a value with `, ` between all but the first two; every character keeps its place."""
    value: list[str] = []
    offsets: list[int] = []
    for number, (start, end) in enumerate(ranges):
        if number > 1:
            value.append(", ")
            offsets += [place(scalar, start)] * 2
        value.append(scalar.value[start:end])
        offsets += [place(scalar, k) for k in range(start, end)]
    offsets.append(place(scalar, ranges[-1][1]))
    return scalar._replace(value="".join(value), offsets=tuple(offsets))
