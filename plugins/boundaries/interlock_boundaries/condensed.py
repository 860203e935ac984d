"""The graph of all that may flow with the ports of a box, whose ways are the same from there on, drawn together to one point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from interlock.api.diagram import Element
from interlock.api.record import NamedTuple
from interlock_boundaries.ground import Ground

END: Final = 0
OPEN: Final = 1
LEFT: Final = 2


class Condensed(NamedTuple):
    """Points, by number, and arrows between them, by number: nearly all arrows are wires.

    Inputs of one box that lead to the same ports are one point, together with those of these ports that nothing else leads
    to. ``wires`` has of each arrow the target of its wire, None if it is none: a learn wire, or a step within a box or into
    what is nested. ``out`` and ``into`` have the arrows of each point, ``within`` the points in each box, by its path, those
    in what is nested in it too. All outer outputs are the point ``end``. ``springs`` marks the points at which something may
    come up, outer inputs and outputs of boxes; ``carriers`` are the others from which arrows lead, which only pass things on.
    ``bare`` says whether some arrow is no wire.
    """

    points: Mapping[Element, int]
    tails: Sequence[int]
    heads: Sequence[int]
    wires: Sequence[Element | None]
    out: Sequence[Sequence[int]]
    into: Sequence[Sequence[int]]
    within: Mapping[str, Sequence[int]]
    springs: Sequence[int]
    carriers: frozenset[int]
    bare: bool
    end: int

    def turned(self) -> Condensed:
        """The same with every arrow the other way round."""
        return self._replace(tails=self.heads, heads=self.tails, out=self.into, into=self.out)


class Terrain(NamedTuple):
    """The graph in which ways are looked for, and its points, each before those that it leads to, if nothing goes round."""

    net: Condensed
    order: Sequence[int] | None

    def turned(self) -> Terrain:
        """The same with every arrow the other way round."""
        return Terrain(self.net.turned(), None if self.order is None else self.order[::-1])


def condensed(ground: Ground) -> Condensed:
    """The graph, drawn together. Linear."""
    made = _Drawing(ground)
    for at in ground.sources:
        made.enter(at)
    made.settle()
    made.draw()
    out: list[list[int]] = [[] for _ in made.holders]
    into: list[list[int]] = [[] for _ in made.holders]
    for arrow, (tail, head) in enumerate(zip(made.tails, made.heads, strict=True)):
        out[tail].append(arrow)
        into[head].append(arrow)
    springs = bytearray(len(made.holders))
    for point in (made.points[one] for one in ground.origins if one in made.points):
        springs[point] = 1
    return Condensed(
        made.points,
        made.tails,
        made.heads,
        made.wires,
        out,
        into,
        _within(made.holders),
        springs,
        frozenset(tail for tail in made.tails if not springs[tail]),
        None in made.wires,
        END,
    )


class _Drawing:
    """The points and arrows so far; ``holders`` has the box of each point."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.exits = frozenset(ground.exits)
        self.holders: list[str] = [""]
        self.points: dict[Element, int] = {}
        self.classes: dict[tuple[str, tuple[Element, ...]], int] = {}
        self.tails: list[int] = []
        self.heads: list[int] = []
        self.wires: list[Element | None] = []

    def add(self, holder: str) -> int:
        """A new point in a box."""
        self.holders.append(holder)
        return len(self.holders) - 1

    def enter(self, target: Element) -> None:
        """Give the target of a wire its point: that of others in its box that lead to the same ports."""
        if target in self.exits:
            self.points[target] = END
            return
        holder = self.ground.holders[target]
        key = (holder, self.ground.arrows.get(target, ()))
        at = self.classes.get(key)
        if at is None:
            at = self.classes[key] = self.add(holder)
        self.points[target] = at

    def settle(self) -> None:
        """Give each port to which one point alone leads, within its box, that point."""
        came: dict[Element, int] = {}
        several: set[Element] = {out for _, out in self.ground.lessons}
        for (_, after), at in self.classes.items():
            for one in after:
                if came.setdefault(one, at) != at:
                    several.add(one)
        self.points.update((one, at) for one, at in came.items() if one not in several)

    def point(self, port: Element) -> int:
        """The point of a port, a new one if it has none."""
        at = self.points.get(port)
        if at is None:
            at = self.points[port] = self.add(self.ground.holders[port])
        return at

    def draw(self) -> None:
        """Add the arrows: wires, steps on to ports that several points lead to, and learn wires."""
        for target, source in self.ground.sources.items():
            self.join(self.point(source), self.points[target], target)
        for (_, after), at in self.classes.items():
            for one in after:
                self.join(at, self.point(one), None)
        for source, out in self.ground.lessons:
            if source not in self.ground.sources:
                self.join(self.point(source), self.point(out), None)

    def join(self, tail: int, head: int, wire: Element | None) -> None:
        """Let an arrow lead from one point to another; one that leads back at once is on no way."""
        if tail != head:
            self.tails.append(tail)
            self.heads.append(head)
            self.wires.append(wire)


def _within(holders: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """The points in each box."""
    found: dict[str, list[int]] = {}
    for at, holder in enumerate(holders):
        while holder:
            found.setdefault(holder, []).append(at)
            holder = holder.rpartition("/")[0]
    return found


def topological(net: Condensed, starts: Iterable[int], kept: Sequence[int] | None = None) -> list[int] | None:
    """The points that ways from some points reach, each before those that it leads to; None if there is a circle.

    Where ``kept`` is given only the points that it marks are walked. Linear.
    """
    state = bytearray(len(net.out))
    left: list[int] = []
    for start in starts:
        if not state[start] and not _visit(net, start, state, left, kept):
            return None
    left.reverse()
    return left


def _visit(net: Condensed, start: int, state: bytearray, left: list[int], kept: Sequence[int] | None) -> bool:
    """Walk in depth, noting each point as it is left; whether no point was met that is not left yet."""
    heads = net.heads
    trail: list[tuple[int, Iterator[int]]] = [(start, iter(net.out[start]))]
    state[start] = OPEN
    while trail:
        point, arrows = trail[-1]
        for arrow in arrows:
            head = heads[arrow]
            if state[head] == OPEN:
                return False
            if not state[head] and (kept is None or kept[head]):
                state[head] = OPEN
                trail.append((head, iter(net.out[head])))
                break
        else:
            trail.pop()
            state[point] = LEFT
            left.append(point)
    return True
