"""How many ways there are, and by which wire most of them go: by sums where nothing goes round, else by walking them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log2
from typing import Final

from interlock.api.kit import Question, count_routes
from interlock.api.record import NamedTuple
from interlock_boundaries.closing import Course
from interlock_boundaries.condensed import Condensed

MANY: Final = 10**300
"""More ways are not told apart."""

STEPS: Final = 20_000
"""Where ways go round, so many steps are made to count them."""

LARGE: Final = 2_000
"""Where ways go round, they are not walked if they go by more arrows than that."""

TRIED: Final = 32
"""Where ways go round, so many wires are tried as the place of a barrier."""

_QUESTION: Final = Question(("start",), "end")


class Count(NamedTuple):
    """How many ways there are, at least that if not all were counted, and the wire by which most go, with their number.

    The wire is given by its arrow; ``closes`` is None if not all ways were counted.
    """

    ways: int
    complete: bool
    best: int | None = None
    closes: int | None = None


class _Sums(NamedTuple):
    """For each point the number of ways to it, and from it to where they end if there are any to it; and that of all."""

    before: Sequence[int]
    after: Sequence[int]
    ways: int

    def score(self, before: int, after: int) -> float:
        """How many ways go by an arrow, or where there are very many the logarithm of that, to six digits."""
        return before * after if self.ways < MANY else round(log2(before) + log2(after), 6) if after else -1.0

    def of(self, net: Condensed, arrow: int) -> float:
        """The same of an arrow."""
        return self.score(self.before[net.tails[arrow]], self.after[net.heads[arrow]])


def summed(net: Condensed, course: Course, order: Sequence[int], every: int | None) -> Count:
    """The ways, where each point stands in the order before those that it leads to; ``every`` is a wire on all. Linear."""
    sums = _sums(net, course, order)
    best = _best(net, course, order, sums) if every is None else every
    if sums.ways >= MANY:
        return Count(MANY, complete=False, best=best)
    closes = None if best is None else sums.before[net.tails[best]] * sums.after[net.heads[best]]
    return Count(sums.ways, complete=True, best=best, closes=closes)


def _sums(net: Condensed, course: Course, order: Sequence[int]) -> _Sums:
    (starts, ends, shut), heads = course, net.heads
    before, after = [0] * len(net.out), [0] * len(net.out)
    for point in starts:
        before[point] = 1
    for point in order:
        ways = before[point]
        if ways and not ends[point]:
            for arrow in net.out[point]:
                if not shut[heads[arrow]]:
                    before[heads[arrow]] += ways
    for point in reversed(order):
        if before[point]:
            onward = [after[heads[arrow]] for arrow in net.out[point] if not shut[heads[arrow]]]
            after[point] = 1 if ends[point] else sum(onward)
    return _Sums(before, after, sum(before[one] for one in order if ends[one]))


def _best(net: Condensed, course: Course, points: Iterable[int], sums: _Sums) -> int | None:
    """The wire by which most ways go, of several the first by name; looked for only where enough ways come by."""
    before, after = sums.before, sums.after
    top, found = 0.0, list[int]()
    for point in points:
        if after[point] and sums.score(before[point], after[point]) >= top:
            onward = [after[net.heads[arrow]] for arrow in _wires(net, course, point)]
            score = sums.score(before[point], max(onward)) if onward else 0.0
            if score > top:
                top, found = score, []
            if score == top:
                found.append(point)
    equal = [arrow for point in found for arrow in _wires(net, course, point) if sums.of(net, arrow) == top]
    return min(equal, key=lambda arrow: str(net.wires[arrow]), default=None)


def _wires(net: Condensed, course: Course, point: int) -> list[int]:
    """The wires, by their arrows, by which ways go on from a point."""
    if course.ends[point]:
        return []
    heads, wires, shut = net.heads, net.wires, course.shut
    return [arrow for arrow in net.out[point] if wires[arrow] is not None and not shut[heads[arrow]]]


def walked(net: Condensed, course: Course, marks: Sequence[int], every: int | None, least: int) -> Count:
    """The ways by marked points, where these go round; there are no fewer than ``least``.

    A wire is judged by the ways that are left without it. A way comes to no point twice.
    """
    froms = bytearray(marks)
    for point in course.starts:
        froms[point] = 1
    arrows = [
        arrow
        for arrow, (tail, head) in enumerate(zip(net.tails, net.heads, strict=True))
        if froms[tail] and marks[head] and not course.ends[tail] and not course.shut[head]
    ]
    if len(arrows) > LARGE:
        return Count(least, complete=False, best=every)
    whole = count_routes(_spelled(net, course, arrows), _QUESTION, STEPS)
    if not whole.complete:
        return Count(max(whole.total, least), complete=False, best=every)
    if every is not None:
        return Count(whole.total, complete=True, best=every, closes=whole.total)
    places = [one for one in arrows if net.wires[one] is not None]
    closes: dict[int, int] = {}
    for place in places if len(places) <= TRIED else ():
        left = _spelled(net, course, [one for one in arrows if one != place])
        closes[place] = whole.total - count_routes(left, _QUESTION, STEPS).total
    best = min(closes, key=lambda one: (-closes[one], str(net.wires[one])), default=None)
    return Count(whole.total, complete=True, best=best, closes=None if best is None else closes[best])


def _spelled(net: Condensed, course: Course, arrows: Sequence[int]) -> dict[str, tuple[str, ...]]:
    """The ways as those of a graph of words, with a vertex for each arrow too."""
    found: dict[str, list[str]] = {"start": [f"at {one}" for one in course.starts]}
    for arrow in arrows:
        found.setdefault(f"at {net.tails[arrow]}", []).append(f"by {arrow}")
        head = net.heads[arrow]
        found[f"by {arrow}"] = ["end" if course.ends[head] else f"at {head}"]
    return {one: tuple(after) for one, after in found.items()}
