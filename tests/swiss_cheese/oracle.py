"""The meaning of rules by enumeration: states as sets of types at places, ways by walking, sets by trying all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from interlock.api.diagram import (
    All,
    Any,
    Breach,
    Carries,
    Condition,
    Element,
    ExactlyOne,
    FailureRule,
    Happens,
    Several,
    Stop,
)
from tests.swiss_cheese.diagrams import Drawn

State = dict[str, frozenset[str]]
Vertex = tuple[str, str]
Used = tuple[str, str, str]
"""A failure that a condition uses: the type it names, the place, the type that is there."""


class World(NamedTuple):
    """What the generator drew."""

    boxes: Mapping[str, Drawn]
    wires: Mapping[str, str]
    learns: Sequence[tuple[str, str]]
    types: Mapping[str, str | None]
    added: Sequence[FailureRule]
    outer_inputs: Sequence[str]
    outer_outputs: Sequence[str]
    causes: Mapping[str, Sequence[str]]
    top: Condition

    def events(self) -> list[str]:
        """All events, dotted or the proposal's own."""
        own = [cause for causes in self.causes.values() for cause in causes]
        return sorted({*(f"{name}.{event}" for name, box in self.boxes.items() for event in box.events), *own, "storm"})

    def is_a(self, failure: str, named: str) -> bool:
        """Whether the type is a case of the named one."""
        at: str | None = failure
        while at is not None:
            if named in ("any", at):
                return True
            at = self.types[at]
        return False


def happening(world: World, events: Iterable[str]) -> frozenset[str]:
    """The events with those that they cause."""
    found = set(events)
    for _ in world.causes:
        found |= {event for event, causes in world.causes.items() if found.intersection(causes)}
    return frozenset(found)


def uses(
    world: World, condition: Condition | None, state: State, events: frozenset[str], at: Callable[[str], str]
) -> list[tuple[Used, ...]]:
    """The ways to meet a condition, each as the failures that it uses; none if it does not hold."""
    match condition:
        case Breach():
            raise AssertionError(condition)
        case None:
            return [()]
        case Happens(name):
            return [()] if name in events else []
        case Carries(named, port):
            here = sorted(state.get(at(port), frozenset()))
            return [((named, at(port), failure),) for failure in here if world.is_a(failure, named)]
        case All(members):
            return _joined([uses(world, one, state, events, at) for one in members])
        case Any(members):
            return [way for one in members for way in uses(world, one, state, events, at)]
        case Several(threshold, members):
            met = [uses(world, one, state, events, at) for one in members]
            return [way for some in combinations(met, threshold) for way in _joined(some)]
        case ExactlyOne(members):
            met = [found for one in members if (found := uses(world, one, state, events, at))]
            return met[0] if len(met) == 1 else []


def _joined(many: Sequence[list[tuple[Used, ...]]]) -> list[tuple[Used, ...]]:
    ways: list[tuple[Used, ...]] = [()]
    for one in many:
        ways = [(*way, *more) for way in ways for more in one]
    return ways


class Site(NamedTuple):
    """Rules of one output, with the stops of its box and how the rules' ports are called outside."""

    rules: Sequence[FailureRule]
    stops: Sequence[Stop]
    at: Callable[[str], str]
    event: Callable[[str], str]


def sites(world: World, place: str) -> Iterator[Site]:
    """The groups of rules that are about a place: a kind's, and the proposal's own."""
    box, _, name = place.rpartition(".")
    outside: list[Stop] = []
    if box:
        drawn = world.boxes[box]
        stops = [rule for rule in drawn.rules if isinstance(rule, Stop)]
        outside = [Stop(stop.failure, Element(f"{box}.{stop.port}")) for stop in stops]
        rules = [rule for rule in drawn.rules if isinstance(rule, FailureRule) and rule.port == name]
        yield Site(rules, stops, lambda port: f"{box}.{port}", lambda event: f"{box}.{event}")
    yield Site([rule for rule in world.added if rule.port == place], outside, lambda port: port, lambda event: event)


def made(world: World, place: str, state: State, events: frozenset[str]) -> frozenset[str]:
    """The types that rules bring forth at a place."""
    found: set[str] = set()
    for site in sites(world, place):
        named = {rule.failure for rule in site.rules if rule.failure != "any"}
        mine = frozenset(event for event in events_of(site, world) if site.event(event) in events)
        for rule in site.rules:
            if rule.failure == "any":
                free = [t for t in world.types if not any(world.is_a(t, one) for one in named)]
                found |= {t for t in free if _each(world, rule.condition, t, state, mine, site)}
                continue
            for way in uses(world, rule.condition, state, mine, site.at):
                found |= {t for one, _, t in way if one == rule.failure} or {rule.failure}
    return frozenset(found)


def events_of(site: Site, world: World) -> list[str]:
    """The events that rules of a site may name, as they name them."""
    every = world.events()
    return [event for event in ("e", "f", *every) if site.event(event) in every]


def _each(
    world: World, condition: Condition | None, failure: str, state: State, events: frozenset[str], site: Site
) -> bool:
    """Whether a condition holds with `any` standing for one type, but where it is stopped."""
    match condition:
        case Carries("any", port):
            stopped = any(stop.port == port and world.is_a(failure, stop.failure) for stop in site.stops)
            return failure in state.get(site.at(port), ()) and not stopped
        case All(members):
            return all(_each(world, one, failure, state, events, site) for one in members)
        case Any(members):
            return any(_each(world, one, failure, state, events, site) for one in members)
        case Several(threshold, members):
            return sum(_each(world, one, failure, state, events, site) for one in members) >= threshold
        case _:
            return bool(uses(world, condition, state, events, site.at))


def straight(world: World, place: str) -> Iterator[tuple[str, Sequence[Stop]]]:
    """The places from which failures come as they are, with the stops on their way."""
    if place in world.wires:
        yield world.wires[place], ()
    box, _, name = place.rpartition(".")
    if name == "learning":
        for source, target in world.learns:
            if target.split(".")[0] == box:
                yield source, ()
    elif box and name in world.boxes[box].outputs:
        drawn = world.boxes[box]
        if not any(isinstance(rule, FailureRule) and rule.port == name for rule in drawn.rules):
            lessons = ["learning"] if any(target in (box, place) for _, target in world.learns) else []
            for port in (*drawn.inputs, *lessons):
                yield f"{box}.{port}", [one for one in drawn.rules if isinstance(one, Stop) and one.port == port]


def places(world: World) -> list[str]:
    """Every place where a failure may be."""
    inner = [f"{name}.{port}" for name, box in world.boxes.items() for port in (*box.inputs, *box.outputs, "learning")]
    return [*world.outer_inputs, *world.outer_outputs, *inner]


def state_of(world: World, chosen: Iterable[str]) -> State:
    """The least state when these events happen and no others, by iteration from nothing."""
    events = happening(world, chosen)
    state: State = {}
    while True:
        after = {
            place: made(world, place, state, events)
            | {
                failure
                for source, stops in straight(world, place)
                for failure in state.get(source, ())
                if not any(world.is_a(failure, stop.failure) for stop in stops)
            }
            for place in places(world)
        }
        if after == state:
            return state
        state = after


def happens(world: World, chosen: Iterable[str]) -> bool:
    """Whether the top condition holds when these events happen and no others."""
    chosen = tuple(chosen)
    return bool(uses(world, world.top, state_of(world, chosen), happening(world, chosen), lambda port: port))


def minimal(world: World) -> list[tuple[str, ...]]:
    """The minimal sets of events that make the top condition hold, smallest first."""
    found: list[tuple[str, ...]] = []
    events = world.events()
    for size in range(len(events) + 1):
        for some in combinations(events, size):
            if not any(set(one) <= set(some) for one in found) and happens(world, some):
                found.append(some)
    return found


# ---- ways --------------------------------------------------------------------------------------------------------------


def ways(world: World) -> dict[int, int]:
    """How many ways lead to the top condition with each number of barriers, by walking them all."""
    state = state_of(world, world.events())
    arrows: dict[Vertex, dict[Vertex, int]] = {}
    vertices = [(failure, place) for place, failures in state.items() for failure in sorted(failures)]
    for head in vertices:
        for tail in _tails(world, head, state):
            arrows.setdefault(tail, {})[head] = int(_guarded(world, tail, head))
    targets: set[Vertex] = {
        (failure, one.port)
        for one in _carried(world.top, "")
        for failure in state.get(one.port, ())
        if world.is_a(failure, one.failure)
    }
    found: dict[int, int] = {}
    starts = [vertex for vertex in vertices if _begins(world, vertex)]
    for start in starts:
        for met in _walk(start, arrows, targets, (start,), 0):
            found[met] = found.get(met, 0) + 1
    return dict(sorted(found.items()))


def _walk(
    at: Vertex, arrows: Mapping[Vertex, Mapping[Vertex, int]], targets: set[Vertex], trail: tuple[Vertex, ...], met: int
) -> Iterator[int]:
    if at in targets:
        yield met
    for after, guarded in arrows.get(at, {}).items():
        if after not in trail:
            yield from _walk(after, arrows, targets, (*trail, after), met + guarded)


def _tails(world: World, head: Vertex, state: State) -> Iterator[Vertex]:
    failure, place = head
    for source, stops in straight(world, place):
        if failure in state.get(source, ()) and not any(world.is_a(failure, stop.failure) for stop in stops):
            yield failure, source
    for site in sites(world, place):
        named = {rule.failure for rule in site.rules if rule.failure != "any"}
        for rule in site.rules:
            for one in _carried(rule.condition, rule.failure):
                stopped = [stop for stop in site.stops if stop.port == one.port]
                for there in sorted(state.get(site.at(one.port), ())):
                    if not world.is_a(there, one.failure):
                        continue
                    free = not any(world.is_a(failure, each) for each in named)
                    if rule.failure == "any":
                        barred = one.failure == "any" and (
                            there != failure or any(world.is_a(there, stop.failure) for stop in stopped)
                        )
                        makes = free and not barred
                    else:
                        makes = failure == (there if one.failure == rule.failure else rule.failure)
                    if makes:
                        yield there, site.at(one.port)


def _guarded(world: World, tail: Vertex, head: Vertex) -> bool:
    """Whether a box lets the failure through only with something more than it."""
    failure, place = head
    if "." not in place:
        return False
    alone: State = {tail[1]: frozenset({tail[0]})}
    direct = any(
        source == tail[1] and tail[0] == failure and not any(world.is_a(failure, stop.failure) for stop in stops)
        for source, stops in straight(world, place)
    )
    return not direct and failure not in made(world, place, alone, frozenset())


def _begins(world: World, vertex: Vertex) -> bool:
    failure, place = vertex
    for site in sites(world, place):
        named = {rule.failure for rule in site.rules if rule.failure != "any"}
        for rule in site.rules:
            own = failure == rule.failure or (
                rule.failure == "any" and not any(world.is_a(failure, one) for one in named)
            )
            if own and _arises(rule.condition, rule.failure):
                return True
    return False


def _leaves(condition: Condition | None) -> list[Carries]:
    match condition:
        case None | Happens() | Breach():
            return []
        case Carries():
            return [condition]
        case All(members) | Any(members) | ExactlyOne(members) | Several(_, members):
            return [leaf for one in members for leaf in _leaves(one)]


def _bearing(members: Sequence[Condition], head: str) -> list[Condition]:
    about = [one for one in members if head in [leaf.failure for leaf in _leaves(one)]]
    return about or [one for one in members if _leaves(one)][:1]


def _carried(condition: Condition | None, head: str) -> list[Carries]:
    match condition:
        case All(members):
            return [leaf for one in _bearing(members, head) for leaf in _carried(one, head)]
        case Any(members) | ExactlyOne(members) | Several(_, members):
            return [leaf for one in members for leaf in _carried(one, head)]
        case _:
            return _leaves(condition)


def _arises(condition: Condition | None, head: str) -> bool:
    match condition:
        case All(members):
            return all(_arises(one, head) for one in _bearing(members, head))
        case Any(members) | ExactlyOne(members):
            return any(_arises(one, head) for one in members)
        case Several(threshold, members):
            return sum(_arises(one, head) for one in members) >= threshold
        case _:
            return not _leaves(condition)
