"""Least sets of wires that meet all ways, by augmenting ways, and the wires that no way avoids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from interlock.api.record import NamedTuple
from interlock_boundaries.condensed import Condensed

LIMIT: Final = 16
"""Larger sets of wires are not looked for."""


class Course(NamedTuple):
    """Ways: the points where they begin, marks of those where they end, and marks of those to which none may come."""

    starts: Sequence[int]
    ends: Sequence[int]
    shut: Sequence[int]


class Closing(NamedTuple):
    """How many wires meet all ways at least, a least set of them, and those that lie on every way, in the order of ways.

    Wires are given by their arrows. ``width`` is None if some way has no wire, and ``LIMIT + 1`` if more are needed than that;
    then there is no set. Of several least sets it is the one nearest to where ways begin.
    """

    width: int | None
    least: tuple[int, ...] | None
    unavoidable: tuple[int, ...] = ()


def closing(net: Condensed, course: Course) -> Closing:
    """What closes a course. At most ``LIMIT`` times linear, and mostly little more than linear.

    Source: K. Menger (1927), by augmenting ways (L. Ford, D. Fulkerson 1956).
    """
    if _is_open(net, course):
        return Closing(None, None)
    flow = _Flow(net, course)
    way = flow.way()
    if not way:
        return Closing(0, ())
    flow.add(way)
    another = flow.way()
    if not another:
        every = unavoidable(net, course, way)
        return Closing(1, every[:1], every)
    width = 1
    while another and width <= LIMIT:
        flow.add(another)
        width += 1
        another = flow.way() if width <= LIMIT else ()
    return Closing(width, None if width > LIMIT else flow.cut())


def _is_open(net: Condensed, course: Course) -> bool:
    """Whether some way has no wire."""
    pending = list(course.starts) if net.bare else []
    seen = set(pending)
    while pending:
        for arrow in net.out[pending.pop()]:
            head = net.heads[arrow]
            if net.wires[arrow] is None and head not in seen and not course.shut[head]:
                if course.ends[head]:
                    return True
                seen.add(head)
                pending.append(head)
    return False


class _Flow:
    """A flow of ways: by a wire there goes at most one, by other arrows any number."""

    def __init__(self, net: Condensed, course: Course) -> None:
        self._net = net
        self._course = course
        self._sent: dict[int, int] = {}
        self._full: set[int] = set()
        self._came: dict[int, int] = {}

    def way(self) -> tuple[int, ...]:
        """A way for one more unit, by its arrows, those against which it goes complemented; empty if there is none."""
        net, (starts, ends, shut) = self._net, self._course
        came = self._came = dict.fromkeys(starts, NOWHERE)
        pending = list(came)
        while pending:
            point = pending.pop()
            for arrow in net.out[point]:
                head = net.heads[arrow]
                if head not in came and arrow not in self._full and not shut[head]:
                    came[head] = arrow
                    if ends[head]:
                        return self._back(head)
                    pending.append(head)
            for arrow in net.into[point] if self._sent else ():
                tail = net.tails[arrow]
                if tail not in came and self._sent.get(arrow):
                    came[tail] = ~arrow
                    pending.append(tail)
        return ()

    def _back(self, end: int) -> tuple[int, ...]:
        found: list[int] = []
        while (step := self._came[end]) != NOWHERE:
            found.append(step)
            end = self._net.tails[step] if step >= 0 else self._net.heads[~step]
        return tuple(reversed(found))

    def add(self, way: Iterable[int]) -> None:
        """Send one more unit along a way."""
        for step in way:
            arrow = step if step >= 0 else ~step
            self._sent[arrow] = self._sent.get(arrow, 0) + (1 if step >= 0 else -1)
            if self._net.wires[arrow] is not None:
                (self._full.add if step >= 0 else self._full.discard)(arrow)

    def cut(self) -> tuple[int, ...]:
        """The wires that lead from what one more unit could reach to what it could not."""
        came = self._came
        return tuple(
            arrow
            for arrow in sorted(self._full)
            if self._net.tails[arrow] in came and self._net.heads[arrow] not in came
        )


NOWHERE: Final = 1 << 62
"""In place of the arrow by which a point was reached, of one where ways begin."""


def unavoidable(net: Condensed, course: Course, way: Sequence[int]) -> tuple[int, ...]:
    """The wires of a way, given by its arrows, that lie on all ways of the course. Linear.

    A wire is one if nothing before it on the way leads past it: what leads off the way and back is followed once.
    """
    position = {net.tails[arrow]: at for at, arrow in enumerate(way)}
    look = _Lookout(net, course, position, len(way))
    furthest = look.from_(course.starts)
    found: list[int] = []
    for at, arrow in enumerate(way):
        furthest = max(furthest, look.past(net.tails[arrow], arrow))
        if furthest <= at and net.wires[arrow] is not None:
            found.append(arrow)
    return tuple(found)


class _Lookout:
    """How far along a way one gets by arrows off it; each point off the way is left once."""

    def __init__(self, net: Condensed, course: Course, position: Mapping[int, int], last: int) -> None:
        self._net = net
        self._course = course
        self._position = position
        self._last = last
        self._seen: set[int] = set()

    def from_(self, points: Iterable[int]) -> int:
        """From points, each of which is on the way or off it."""
        furthest = -1
        pending = list(points)
        while pending:
            point = pending.pop()
            at = self._place(point)
            if at is not None:
                furthest = max(furthest, at)
            elif point not in self._seen:
                self._seen.add(point)
                pending += [
                    self._net.heads[one] for one in self._net.out[point] if not self._course.shut[self._net.heads[one]]
                ]
        return furthest

    def past(self, point: int, arrow: int) -> int:
        """From a point of the way, by other arrows than that one."""
        heads = (self._net.heads[one] for one in self._net.out[point] if one != arrow)
        return self.from_([head for head in heads if not self._course.shut[head]])

    def _place(self, point: int) -> int | None:
        return self._last if self._course.ends[point] else self._position.get(point)
