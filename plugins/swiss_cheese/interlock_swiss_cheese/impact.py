"""The impact table: what becomes of each failure, forwards from where it begins to where its traces end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from interlock.api.diagram import Element, owner
from interlock.api.kit import components, is_cyclic
from interlock.api.record import NamedTuple, dataclass, field
from interlock_swiss_cheese.consequence import Beginning, Consequences, consequences
from interlock_swiss_cheese.ending import ENDS, End, Ending, ending
from interlock_swiss_cheese.propagation import Propagation
from interlock_swiss_cheese.ways import Way, elements

LISTED: Final = 10_000
"""So many traces are listed, those to hazards first."""

STEPS: Final = 200_000
"""Listing stops after so many steps through the diagram; counting does not."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What becomes of a failure by one event: one end that it can come to, and a way with the fewest barriers.

    Attributes:
        box: Where it begins; empty for the outside.
        event: By what it begins; empty where the rule asks for no event.
        failure: Its type where it begins; empty where the event is itself what a hazard is about.
        at: The port where it begins.
        alone: Whether the event brings it about without any other failure or event.
        ends: How the trace ends.
        where: The place where it ends.
        arrives: Its type there.
        hazard: The hazard that it reaches, if it does.
        barriers: The boxes on the way that let it on only with something more.
        way: The ports and learn wires that it passes.
    """

    box: str
    event: str
    failure: str
    at: str
    alone: bool
    ends: End
    where: str
    arrives: str
    hazard: str
    barriers: tuple[str, ...]
    way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """All traces, counted by how they end, and those that are listed.

    Attributes:
        counts: How many traces end in each way; one is a beginning with an end that it can come to.
        traces: Those listed.
        left_out: How many are not listed.
        undeveloped: The outer inputs of which nothing says what failures come in by them.
    """

    counts: Mapping[End, int] = field(default_factory=dict)
    traces: tuple[Trace, ...] = ()
    left_out: int = 0
    undeveloped: tuple[str, ...] = ()


class _Sink(NamedTuple):
    """Where traces end: a proposition, a hazard, or the least proposition of a circle that nothing leaves."""

    ends: End
    vertex: str


class _Forwards(NamedTuple):
    """The sinks, and which of them each vertex comes to, as bits."""

    sinks: tuple[_Sink, ...]
    reached: Mapping[str, int]


def impact(propagation: Propagation, most: int = LISTED, steps: int = STEPS) -> Impact:
    """What becomes of every failure.

    Args:
        propagation: The state of failures.
        most: So many traces are listed at most.
        steps: Listing ends after so many steps, so that many ends of many failures cost no more than reading them.
    """
    if propagation.unsolved:
        return Impact()
    found = consequences(propagation)
    forwards = _forwards(propagation, found, ending(propagation))
    counts = {ends: number for ends in ENDS if (number := _count(forwards, found, ends))}
    listed = tuple(_traces(propagation, found, forwards, most, steps))
    order = {name: at for at, name in enumerate(found.beginnings)}
    ranked = sorted(listed, key=lambda one: (order[one.vertex], one.number))
    undeveloped = tuple(place for place in propagation.network.outer if place not in propagation.network.added)
    traces = tuple(one.trace for one in ranked)
    return Impact(counts, traces, sum(counts.values()) - len(traces), undeveloped)


def _forwards(propagation: Propagation, found: Consequences, ending: Ending) -> _Forwards:
    """The sinks that each vertex comes to, from the last backwards; a circle comes to what any of it does."""
    sinks: list[_Sink] = []
    reached: dict[str, int] = {}
    for component in components(found.arrows, (*propagation.places, *propagation.hazards)):
        bits = 0
        for vertex in component:
            for head in found.arrows.get(vertex, ()):
                bits |= reached.get(head, 0)
        if not bits:
            bits = 1 << len(sinks)
            circular = is_cyclic(component, found.arrows)
            sinks.append(_Sink("cycle", min(component)) if circular else _Sink(ending.of(component[0]), component[0]))
        reached |= dict.fromkeys(component, bits)
    return _Forwards(tuple(sinks), reached)


def _count(forwards: _Forwards, found: Consequences, ends: End) -> int:
    mask = sum(1 << at for at, sink in enumerate(forwards.sinks) if sink.ends == ends)
    return sum((forwards.reached[name] & mask).bit_count() * len(begun) for name, begun in found.beginnings.items())


class _Listed(NamedTuple):
    """A trace with what it is sorted by: where it begins, and its number among all."""

    vertex: str
    number: int
    trace: Trace


def _traces(
    propagation: Propagation, found: Consequences, forwards: _Forwards, most: int, steps: int
) -> Iterator[_Listed]:
    """Traces by their ends, hazards first, as far as the limits go."""
    tails: dict[str, list[str]] = {}
    for tail, heads in found.arrows.items():
        for head in heads:
            tails.setdefault(head, []).append(tail)
    number = 0
    for sink in sorted(forwards.sinks, key=lambda one: ENDS.index(one.ends)):
        onward = _onward(tails, found.guarded, sink.vertex)
        steps -= len(onward)
        for vertex, begun in found.beginnings.items():
            if vertex not in onward:
                continue
            way = _way(onward, vertex)
            for beginning in begun:
                steps -= len(way)
                if number >= most or steps < 0:
                    return
                yield _Listed(vertex, number, _trace(propagation, found, sink, way, beginning))
                number += 1


def _onward(
    tails: Mapping[str, Sequence[str]], guarded: frozenset[tuple[str, str]], sink: str
) -> Mapping[str, str | None]:
    """From each vertex that comes to the sink the next on a way there with the fewest guarded steps, then the shortest."""
    onward: dict[str, str | None] = {}
    ahead: list[tuple[int, int, int, str, str | None]] = [(0, 0, 0, sink, None)]
    pushed = 0
    while ahead:
        met, length, _, vertex, after = heappop(ahead)
        if vertex in onward:
            continue
        onward[vertex] = after
        for tail in tails.get(vertex, ()):
            if tail not in onward:
                pushed += 1
                heappush(ahead, (met + ((tail, vertex) in guarded), length + 1, pushed, tail, vertex))
    return onward


def _way(onward: Mapping[str, str | None], vertex: str) -> tuple[str, ...]:
    found = [vertex]
    while (after := onward[found[-1]]) is not None:
        found.append(after)
    return tuple(found)


def _trace(
    propagation: Propagation, found: Consequences, sink: _Sink, way: tuple[str, ...], beginning: Beginning
) -> Trace:
    steps = tuple(propagation.places[one] for one in way if one in propagation.places)
    guarded = (head for tail, head in pairwise(way) if (tail, head) in found.guarded)
    barriers = dict.fromkeys(box for head in guarded if (box := owner(propagation.place(head))))
    hazard = propagation.hazards[Element(sink.vertex)].name if sink.ends == "hazard" else ""
    failure, at = steps[0] if steps else ("", "")
    arrives, where = steps[-1] if steps else ("", sink.vertex)
    held = propagation.network.events.get(beginning.event)
    return Trace(
        owner(Element(at)) if at else held.owner if held else "",
        beginning.event,
        failure,
        at,
        beginning.alone,
        sink.ends,
        where,
        arrives,
        hazard,
        tuple(barriers),
        elements(propagation, Way(steps, ())) if steps else (),
    )
