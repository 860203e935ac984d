"""Incentives of single decisions, read off the graph (T. Everitt and others, Agent Incentives, arXiv:2102.01685)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from interlock.api.analysis import Report, Request
from interlock.api.diagram import Element, port
from interlock.api.kit import connected, reach
from interlock.api.record import NamedTuple
from interlock_boundaries.results import Leaf
from interlock_pressure.incentive_answer import DecisionAnswer, Incentives
from interlock_pressure.streams import Streams

INSTANTS: Final = 2
"""What a memory keeps shows an instant later: so many instants are looked at."""

KEPT: Final = "~"
"""What a box keeps is a vertex of this sign and its name, which no port has."""

Arrows = Mapping[str, tuple[str, ...]]


class Influence(NamedTuple):
    """What depends on what over some instants, without a circle: `0:box.out` leads to `1:other.out`.

    ``backward`` are the arrows turned round, and ``origin`` has for each port the output, or outer input, from which it takes its value.
    """

    arrows: Arrows
    backward: Arrows
    origin: Mapping[str, str]


def influence(found: Streams) -> Influence:
    """The influence diagram of a graph."""
    origin = _origins(found)
    arrows: dict[str, dict[str, None]] = {}
    for leaf in found.ground.leaves:
        for begin, end in _dependences(leaf, origin):
            arrows.setdefault(begin, {})[end] = None
    forward = {one: tuple(after) for one, after in arrows.items()}
    return Influence(forward, turned(forward), origin)


def _dependences(leaf: Leaf, origin: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a box lets depend on what: outputs on inputs now and on what it keeps, and that on what it kept and took before."""
    shape, kept = leaf.box.shape, f"{KEPT}{leaf.name}"
    for at, one in enumerate(shape.ports):
        out = port(leaf.name, one.name)
        if one.direction == "out":
            fed = (origin.get(port(leaf.name, shape.ports[each].name)) for each in shape.depends[at])
            yield from ((f"{now}:{source}", f"{now}:{out}") for source in fed if source for now in range(INSTANTS))
            yield from ((f"{now}:{kept}", f"{now}:{out}") for now in range(INSTANTS) if shape.memory)
    if shape.memory:
        taken = [origin[port(leaf.name, into)] for into in shape.inputs if port(leaf.name, into) in origin]
        for now in range(INSTANTS - 1):
            yield from ((f"{now}:{source}", f"{now + 1}:{kept}") for source in (kept, *taken))


def _origins(found: Streams) -> dict[str, str]:
    """Where each port takes its value, through the diagrams in which it lies; nothing where a port is not fed."""
    made = frozenset(found.ground.origins)
    before = {after: vertex for vertex, many in found.data.items() for after in many if after not in made}
    origin: dict[str, str] = {one: one for one in made}
    for port_ in before:
        trail = [port_]
        while trail[-1] not in origin and trail[-1] in before:
            trail.append(before[trail[-1]])
        if trail[-1] in origin:
            origin |= dict.fromkeys(trail, origin[trail[-1]])
    return origin


def analyse(found: Streams, request: Request) -> Report[Incentives]:
    """The incentives of each decision, as far as the budget goes: a look at all ports costs a walk from each of them."""
    graph = influence(found)
    size = sum(map(len, graph.arrows.values()))
    left = request.budget
    answers: list[DecisionAnswer] = []
    for name, out in _decisions(found):
        complete = left >= size * len(graph.arrows)
        left -= size * len(graph.arrows) if complete else size
        if left < 0:
            return Report(Incentives(tuple(answers), whole=False))
        utility = graph.origin.get(found.lessons[name].source, found.lessons[name].source)
        answers.append(decide(graph, out, utility, name, complete=complete))
    return Report(Incentives(tuple(answers)))


def _decisions(found: Streams) -> Iterator[tuple[str, Element]]:
    """The outputs that learn wires choose, and do not only copy."""
    for name, lesson in found.lessons.items():
        if lesson.learn.by != "imitation":
            yield from ((name, out) for out in sorted(lesson.sets.intersection(found.ground.origins)))


def decide(graph: Influence, out: str, utility: str, name: str, *, complete: bool = True) -> DecisionAnswer:
    """The incentives of one output, now, for a utility now and later."""
    decision, arrows, backward = f"0:{out}", graph.arrows, graph.backward
    after = reach(arrows, (decision,))
    worth = [one for one in (f"{at}:{utility}" for at in range(INSTANTS)) if one in after and one != decision]
    between = {one for one in reach(backward, worth) if one in after}
    seen = backward.get(decision, ())
    needed = [one for one in seen if complete and _matters(one, decision, arrows, seen, worth)]
    kept = {**backward, decision: tuple(needed)}
    return DecisionAnswer(
        out,
        utility,
        name,
        _ports(seen, ()),
        _ports(needed, ()),
        _ports(between, (out, utility)),
        _ports(reach(kept, (decision,)), (out,)) if complete else (),
        tuple(sorted(_valued(decision, arrows, seen, worth, after))) if complete else (),
        complete,
    )


def _valued(
    decision: str, arrows: Arrows, seen: tuple[str, ...], worth: list[str], after: Mapping[str, None]
) -> Iterator[str]:
    """The ports that are worth knowing, of those that the decision does not influence."""
    every = dict.fromkeys((*arrows, *(one for many in arrows.values() for one in many)))
    for one in every:
        observable = one.startswith("0:") and not one.startswith(f"0:{KEPT}")
        if observable and one not in after and _matters(one, decision, arrows, seen, worth):
            yield one[2:]


def _matters(one: str, decision: str, arrows: Arrows, seen: tuple[str, ...], worth: list[str]) -> bool:
    """Whether something, if it is observed, may bear on the utility when all else that is observed and the decision are known."""
    if not worth:
        return False
    known = {*seen, decision} - {one}
    told = arrows if one in seen else {**arrows, one: (*arrows.get(one, ()), decision)}
    return connected(told, (one,), frozenset(worth), known)


def turned(arrows: Arrows) -> dict[str, tuple[str, ...]]:
    """The arrows the other way round."""
    backward: dict[str, list[str]] = {}
    for vertex, after in arrows.items():
        for one in after:
            backward.setdefault(one, []).append(vertex)
    return {one: tuple(before) for one, before in backward.items()}


def _ports(some: Iterable[str], but: tuple[str, ...]) -> tuple[str, ...]:
    """The ports of vertices at any instant, in the order of the alphabet."""
    named = {one.partition(":")[2] for one in some}
    return tuple(sorted(one for one in named.difference(but) if not one.startswith(KEPT)))
