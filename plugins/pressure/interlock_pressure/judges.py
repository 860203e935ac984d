"""Evaluators and what they judge: judges, monitors and proxies, and the boxes of which data come to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Final

from interlock.api.diagram import Element, nested, owner, port
from interlock.api.kit import components
from interlock.api.record import NamedTuple
from interlock_pressure.answer import Evaluation
from interlock_pressure.sections import PROXIES, Proxy
from interlock_pressure.streams import Streams, aims, has_role, taught, way

LISTED: Final = 5_000
"""So many pairs of an evaluator and a box are listed."""

WAYS: Final = 400
"""Of so many evaluators that are not held out a way is looked for; each takes a walk through the graph."""


def evaluators(found: Streams) -> tuple[Element, ...]:
    """The outputs of judges and monitors, and what stands for something; what nobody runs is none."""
    boxes = (
        port(name, out)
        for name, box in found.boxes.items()
        if has_role(box, "judge", "monitor")
        for out in box.shape.outputs
    )
    proxies = (
        nested(level.prefix, item.value.proxy[0])
        for level in found.ground.levels
        for item in level.diagram.of(PROXIES)
        if isinstance(item.value, Proxy)
    )
    real = (
        one
        for one in (*boxes, *proxies)
        if owner(one) not in found.boxes or not has_role(found.boxes[owner(one)], "ideal")
    )
    return tuple(dict.fromkeys(map(Element, real)))


def subjects(found: Streams) -> tuple[Element, ...]:
    """The boxes that are policies, and those that a learn wire sets."""
    policies = (Element(name) for name, box in found.boxes.items() if has_role(box, "policy"))
    learnt = (one.target if one.target in found.boxes else Element(owner(one.target)) for one in found.lessons.values())
    return tuple(dict.fromkeys((*policies, *learnt)))


class Judged(NamedTuple):
    """Evaluators and boxes; for each evaluator the boxes that it judges, and those of them on which it presses, as bits.

    ``ends`` are the learn wires onto each box.
    """

    boxes: tuple[Element, ...]
    ends: tuple[frozenset[str], ...]
    seen: Mapping[str, int]
    pressed: Mapping[str, int]

    def unjudged(self) -> dict[str, tuple[str, ...]]:
        """The boxes that something judges and of which no evaluator is held out, with those that judge them."""
        some = reduce(or_, self.seen.values(), 0)
        apart = reduce(or_, (seen & ~self.pressed[one] for one, seen in self.seen.items()), 0)
        return {
            box: tuple(one for one, seen in self.seen.items() if seen >> at & 1)
            for at, box in enumerate(self.boxes)
            if (some & ~apart) >> at & 1
        }


def judged(found: Streams) -> Judged:
    """Each evaluator with the boxes of which data come to it; none is its own evaluator."""
    boxes, every = subjects(found), evaluators(found)
    ends = tuple(taught(aims(one, found), found) for one in boxes)
    onto: dict[str, list[int]] = {}
    for at, names in enumerate(ends):
        for name in names:
            onto.setdefault(name, []).append(at)
    places = {box: at for at, box in enumerate(boxes)}
    wanted = frozenset(every)
    seen = {one: bits & ~_around(one, places) for one, bits in _seen(boxes, every, found).items() if one in wanted}
    pressed = _marks(onto, every, found.arrows)
    return Judged(boxes, ends, seen, {one: bits & pressed[one] for one, bits in seen.items()})


def _around(evaluator: str, places: Mapping[Element, int]) -> int:
    """The bits of the box of an evaluator, and of those that hold it."""
    box, bits = owner(Element(evaluator)), 0
    while box:
        bits |= 1 << places[Element(box)] if Element(box) in places else 0
        box = box.rpartition("/")[0]
    return bits


def evaluations(known: Judged, found: Streams) -> Iterator[Evaluation]:
    """Each evaluator with each box that it judges, and whether it is held out from that."""
    ways = 0
    for one, bits in known.seen.items():
        for at in _places(bits):
            if not known.pressed[one] >> at & 1:
                yield Evaluation(one, known.boxes[at], learnt=bool(known.ends[at]), held_out=True)
                continue
            ways += 1
            walked = way((one,), known.ends[at], found.arrows) if ways <= WAYS else ()
            path = (*walked, known.boxes[at]) if walked else ()
            yield Evaluation(one, known.boxes[at], learnt=True, held_out=False, way=path)


def _places(bits: int) -> Iterator[int]:
    """Where a number has a bit, from the least on."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _seen(boxes: tuple[Element, ...], every: Iterable[Element], found: Streams) -> Mapping[str, int]:
    """For each evaluator the boxes of which data come to it, as the bits of a number."""
    backward: dict[str, list[str]] = {}
    for vertex, after in found.data.items():
        for one in after:
            backward.setdefault(one, []).append(vertex)
    marked: dict[str, list[int]] = {}
    for at, box in enumerate(boxes):
        for out in found.inside(box):
            marked.setdefault(out, []).append(at)
    return _marks(marked, every, {one: tuple(before) for one, before in backward.items()})


def _marks(
    marked: Mapping[str, list[int]], starts: Iterable[str], arrows: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """For each start the marks of all that it reaches, as the bits of a number. Linear, but for the bits."""
    bits: dict[str, int] = {}
    for component in components(arrows, starts):
        mask = 0
        for vertex in component:
            for at in marked.get(vertex, ()):
                mask |= 1 << at
            for after in arrows.get(vertex, ()):
                mask |= bits.get(after, 0)
        bits |= dict.fromkeys(component, mask)
    return bits
