"""Evaluators and what they judge: judges, monitors and proxies, and the boxes of which data come to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from interlock.api.diagram import Element, nested, owner, port
from interlock.api.kit import components
from interlock_pressure.answer import Evaluation
from interlock_pressure.sections import PROXIES, Proxy
from interlock_pressure.streams import Streams, aims, has_role, taught, way

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


def evaluations(found: Streams) -> Iterator[Evaluation]:
    """Each evaluator with each box of which data come to it, and whether it is held out from that."""
    boxes = subjects(found)
    every = evaluators(found)
    if not boxes or not every:
        return
    ends = [taught(aims(one, found), found) for one in boxes]
    seen = _seen(boxes, every, found)
    onto: dict[str, list[int]] = {}
    for at, names in enumerate(ends):
        for name in names:
            onto.setdefault(name, []).append(at)
    onward = _marks(onto, every, found.arrows)
    ways = 0
    for one in every:
        for at, subject in enumerate(boxes):
            if not seen[one] >> at & 1 or f"{owner(one)}/".startswith(f"{subject}/"):
                continue
            if not onward[one] >> at & 1:
                yield Evaluation(one, subject, learnt=bool(ends[at]), held_out=True)
                continue
            ways += 1
            walked = way((one,), ends[at], found.arrows) if ways <= WAYS else ()
            yield Evaluation(one, subject, learnt=True, held_out=False, way=(*walked, subject) if walked else ())


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
