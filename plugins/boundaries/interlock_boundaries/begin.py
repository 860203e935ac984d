"""Where ways to a membrane begin: at what takes nothing of what comes up outside."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.api.kit import components
from interlock_boundaries.condensed import Condensed, Terrain


def begins(ground: Terrain, inside: Sequence[int]) -> bytearray:
    """Marks of the points outside at which something comes up and to which nothing leads that comes up outside, too.

    So a box that only what leaves the membrane leads to is one: it may add something of its own. Where boxes outside lead to
    one another in a circle, and nothing else outside to them, it is all of them. Linear.
    """
    net = ground.net
    fed = _fed(net, inside)
    marks = bytearray(
        spring and not inner and not after for spring, inner, after in zip(net.springs, inside, fed, strict=True)
    )
    if ground.order is None:
        for point in _circles(net, inside, fed, marks):
            marks[point] = 1
    return marks


def _fed(net: Condensed, inside: Sequence[int]) -> bytearray:
    """Marks of the points to which something leads that comes up outside, through the outside."""
    fed = bytearray(len(net.out))
    for tail, head in zip(net.tails, net.heads, strict=True):
        if net.springs[tail] > inside[tail]:
            fed[head] = 1
    pending = [one for one in net.carriers if fed[one] > inside[one]]
    while pending:
        for head in [net.heads[arrow] for arrow in net.out[pending.pop()]]:
            if not fed[head]:
                fed[head] = 1
                if head in net.carriers and not inside[head]:
                    pending.append(head)
    return fed


def _circles(net: Condensed, inside: Sequence[int], fed: Sequence[int], marks: Sequence[int]) -> list[int]:
    """The points of circles outside to which nothing else leads that comes up outside."""
    reached = {one for one, mark in enumerate(marks) if mark}
    pending = list(reached)
    while pending:
        for head in [net.heads[arrow] for arrow in net.out[pending.pop()]]:
            if head not in reached and not inside[head]:
                reached.add(head)
                pending.append(head)
    left = {str(one) for one, after in enumerate(fed) if after > inside[one] and one not in reached}
    back = {one: [tail for arrow in net.into[int(one)] if (tail := str(net.tails[arrow])) in left] for one in left}
    found: list[int] = []
    for circle in components(back, sorted(left)):
        if len(circle) > 1 and all(tail in circle for one in circle for tail in back[one]):
            found += [point for point in map(int, circle) if net.springs[point]]
    return found
