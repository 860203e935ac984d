"""The ways between a membrane and its surroundings: how many, which wires they cannot avoid, where a barrier closes most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interlock.api.diagram import wire
from interlock.api.record import NamedTuple, replace
from interlock_boundaries.answer import Direction, Passage
from interlock_boundaries.begin import begins
from interlock_boundaries.closing import Closing, Course, closing
from interlock_boundaries.condensed import Condensed, Terrain, topological
from interlock_boundaries.crossing import Wall
from interlock_boundaries.tally import Count, summed, walked


class Land(NamedTuple):
    """The graph as ways outwards go, and as ways inwards are walked from the membrane to where they begin."""

    outward: Terrain
    inward: Terrain


def land(net: Condensed) -> Land:
    """A graph both ways."""
    outward = Terrain(net, topological(net, range(len(net.out))))
    return Land(outward, outward.turned())


def passages(wall: Wall, ground: Land) -> dict[Direction, Passage]:
    """The ways inwards and outwards, and where barriers would close them: all are walked from the membrane on."""
    net = ground.outward.net
    inside = bytearray(len(net.out))
    for box in wall.boxes():
        for point in net.within.get(box, ()):
            inside[point] = 1
    arrows = list(zip(net.tails, net.heads, strict=True))
    senders = dict.fromkeys([tail for tail, head in arrows if inside[tail] > inside[head]])
    takers = dict.fromkeys([head for tail, head in arrows if inside[head] > inside[tail]])
    ends = bytearray(len(net.out))
    ends[net.end] = 1
    inward = _passage(Course(tuple(takers), begins(ground.outward, inside), inside), ground.inward)
    every = tuple(reversed(inward.unavoidable))
    return {
        "inward": replace(inward, unavoidable=every),
        "outward": _passage(Course(tuple(senders), ends, inside), ground.outward),
    }


def _passage(course: Course, ground: Terrain) -> Passage:
    closed = closing(ground.net, course)
    if closed.width == 0:
        return Passage(0, complete=True, unavoidable=(), width=0, least=())
    found = _count(course, ground, closed)
    return Passage(
        found.ways,
        found.complete,
        _wires(closed.unavoidable, ground.net),
        closed.width,
        None if closed.least is None else tuple(sorted(_wires(closed.least, ground.net))),
        None if found.best is None else _wires((found.best,), ground.net)[0],
        found.closes,
    )


def _wires(arrows: Iterable[int], net: Condensed) -> tuple[str, ...]:
    return tuple(wire(one) for one in (net.wires[arrow] for arrow in arrows) if one is not None)


def _count(course: Course, ground: Terrain, closed: Closing) -> Count:
    """The ways, where nothing goes round in the whole graph, or at least on these; else those that can be walked."""
    every = closed.unavoidable[0] if closed.unavoidable else None
    if ground.order is not None:
        return summed(ground.net, course, ground.order, every)
    marks = _useful(ground.net, course)
    order = topological(ground.net, course.starts, marks)
    if order is not None:
        return summed(ground.net, course, order, every)
    return walked(ground.net, course, marks, every, closed.width or 1)


def _useful(net: Condensed, course: Course) -> bytearray:
    """Marks of the points outside by which ways go."""
    reached = _reach(course.starts, net.out, net.heads, course.shut, course.ends)
    back = [one for one in reached if course.ends[one]]
    useful = _reach(back, net.into, net.tails, course.shut, ())
    marks = bytearray(len(net.out))
    for point in useful:
        if point in reached:
            marks[point] = 1
    return marks


def _reach(
    starts: Iterable[int],
    arrows: Sequence[Sequence[int]],
    onto: Sequence[int],
    shut: Sequence[int],
    ends: Sequence[int],
) -> dict[int, None]:
    """What is reached along arrows: nothing that is shut, and nothing from where ways end."""
    reached = dict.fromkeys(starts)
    pending = list(reached)
    while pending:
        point = pending.pop()
        for arrow in arrows[point] if not (ends and ends[point]) else ():
            if onto[arrow] not in reached and not shut[onto[arrow]]:
                reached[onto[arrow]] = None
                pending.append(onto[arrow])
    return reached
