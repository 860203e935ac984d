"""The least cut between an evaluator and what is learnt: what bounds the pressure of one on the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from typing import Final

from interlock.api.diagram import Element, wire
from interlock.api.kit import Arc, least_cut, reach
from interlock.api.record import NamedTuple
from interlock_boundaries.results import Crossing, Ground, crossings, strands, walls
from interlock_pressure.measure import BIT, FREE, Range, greater, lesser, strength, times
from interlock_pressure.streams import Streams

SINK: Final = ""
"""Where all learn wires onto the target end: no port has this name."""

Gates = Mapping[str, tuple[tuple[str, Range], ...]]
"""For each wire or learn wire that crosses membranes with a capacity, those that it crosses, in nats per use."""


class Pressure(NamedTuple):
    """The least cut, between the least and the greatest that the numbers allow, in nats.

    ``cut`` are the wires and learn wires of a least one by the greatest numbers; empty where nothing bounds it. ``missing``
    are the learn wires that lack a number which could bound it, or bound it further.
    """

    range: Range
    cut: tuple[str, ...]
    missing: tuple[str, ...]


NONE: Final = Pressure(Range(Fraction(0), Fraction(0)), (), ())


class _Pipe(NamedTuple):
    """An arrow with what may flow along it, and the wires that it stands for."""

    source: str
    target: str
    range: Range
    stands_for: tuple[str, ...] = ()


def gates(ground: Ground) -> Gates:
    """The capacities of membranes, in the order in which what crosses them passes them."""
    found: dict[str, list[tuple[int, str, Range]]] = {}
    for level in ground.levels:
        around = tuple(walls(level))
        wires = strands(level) if around else ()
        for wall in around:
            for one in crossings(wall, wires):
                rank = len(wall.inside) if one.direction == "outward" else -len(wall.inside)
                found.setdefault(one.element, []).append((rank, wall.name, _nats(one)))
    return {
        element: tuple((name, range_) for _, name, range_ in _passed(many))
        for element, many in found.items()
        if any(range_.high is not None for *_, range_ in many)
    }


def _passed(many: list[tuple[int, str, Range]]) -> list[tuple[int, str, Range]]:
    """Outwards through the inner membranes first, then inwards through the outer ones first."""
    return sorted(many, key=lambda one: (one[0] < 0, one[0]))


def _nats(one: Crossing) -> Range:
    return FREE if one.capacity is None else Range(Fraction(one.capacity[0]) * BIT, Fraction(one.capacity[1]) * BIT)


def pressure(start: Element, ends: frozenset[str], found: Streams, capacities: Gates, uses: Range) -> Pressure:
    """The least cut between a port and the learn wires at which its ways end."""
    between = reach(found.backward, ends).keys() & reach(found.arrows, (start,)).keys()
    if start not in between:
        return NONE
    some = [one for one in found.arrows if one in between]
    pipes = [
        *_pipes(some, between, found, capacities, uses),
        *(_Pipe(one, SINK, FREE) for one in sorted(ends & between)),
    ]
    least = least_cut([Arc(one.source, one.target, one.range.low) for one in pipes], start, SINK)
    most = least_cut([Arc(one.source, one.target, one.range.high) for one in pipes], start, SINK)
    cut = tuple(dict.fromkeys(each for at in most.arcs for each in pipes[at].stands_for))
    return Pressure(Range(least.total, most.total), cut, _missing(start, pipes, found, bounded=most.total is not None))


def _missing(start: Element, pipes: list[_Pipe], found: Streams, *, bounded: bool) -> tuple[str, ...]:
    """The learn wires without a number on ways that meet no number at all; where every way meets some, on any way."""
    onward: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for one in pipes:
        if bounded or one.range.high is None:
            onward.setdefault(one.source, []).append(one.target)
            back.setdefault(one.target, []).append(one.source)
    between = reach(onward, (start,)).keys() & reach(back, (SINK,)).keys()
    return tuple(name for name, one in found.lessons.items() if name in between and strength(one.learn).high is None)


def _pipes(
    some: Iterable[str], between: Collection[str], found: Streams, capacities: Gates, uses: Range
) -> Iterator[_Pipe]:
    """The arrows, with what bounds them; what one port sends through a membrane is one flow, however many wires it takes."""
    shared: dict[tuple[str, str], list[tuple[str, Range]]] = {}
    for source in some:
        for target in found.arrows[source]:
            if target not in between:
                continue
            lesson = found.lessons.get(target)
            crossed = found.ground.sources.get(Element(target)) == source
            element = lesson.element if lesson else wire(Element(target)) if crossed else ""
            own = strength(lesson.learn) if lesson else FREE
            yield _through(source, target, element, own, capacities, uses, shared)
    for (source, target), many in shared.items():
        range_ = reduce(greater, (one for _, one in many))
        yield _Pipe(source, target, range_, tuple(name for name, _ in many) if range_.high is not None else ())


def _through(
    source: str,
    target: str,
    element: str,
    own: Range,
    capacities: Gates,
    uses: Range,
    shared: dict[tuple[str, str], list[tuple[str, Range]]],
) -> _Pipe:
    """An arrow behind the membranes that its wire crosses; what it adds to each is noted."""
    at, least = source, own
    for membrane, per_use in capacities.get(element, ()):
        held = times(per_use, uses)
        behind = f"{at}|{membrane}"
        shared.setdefault((at, behind), []).append((element, held))
        at, least = behind, lesser(least, held)
    return _Pipe(at, target, least, (element,) if element.startswith("learn:") or least.high is not None else ())
