"""Where failures end, by walking: what takes part in what is found by trying all that may be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from interlock.api.diagram import All, Any, Breach, Carries, Condition, ExactlyOne, FailureRule, Happens, Several, Stop
from tests.swiss_cheese.oracle import Site, State, Vertex, World, events_of, sites, state_of, straight

Use = tuple[str, str, str]
"""An event (`event`, its name, nothing) or a failure (the type that is named, the place, the type that is there)."""
Way = tuple[Use, ...]


class End(NamedTuple):
    """Where a failure by an event begins, and how and where it ends."""

    event: str
    failure: str
    at: str
    ends: str
    where: str
    arrives: str


def ends(world: World) -> frozenset[End]:
    """The ends of every failure by every event."""
    state = state_of(world, world.events())
    arrows, begun = _steps(world, state)
    return frozenset(
        End(event, *vertex, *end)
        for vertex, events in begun.items()
        for event in events
        for end in _ends(world, vertex, arrows)
    )


def _steps(world: World, state: State) -> tuple[dict[Vertex, list[Vertex]], dict[Vertex, frozenset[str]]]:
    arrows: dict[Vertex, list[Vertex]] = {}
    begun: dict[Vertex, frozenset[str]] = {}
    for place, failures in state.items():
        for failure in failures:
            ways = _minimal(_making(world, (failure, place), state))
            for there, at in {(one[2], one[1]) for way in ways for one in way if one[0] != "event"}:
                arrows.setdefault((there, at), []).append((failure, place))
            events = {one[1] for way in ways for one in way if one[0] == "event"}
            causes = {cause for event in events for cause in world.causes.get(event, ())}
            begun[failure, place] = frozenset(events | causes | ({""} if frozenset() in ways else set()))
    return arrows, begun


def _minimal(ways: Iterator[Way]) -> list[frozenset[tuple[str, str, str]]]:
    """The ways that use no more than they must, by what they use, whatever it is called."""
    every = {
        frozenset(("event", one[1], "") if one[0] == "event" else ("at", one[1], one[2]) for one in w) for w in ways
    }
    return [one for one in every if not any(other < one for other in every)]


def _making(world: World, head: Vertex, state: State) -> Iterator[Way]:
    """All ways in which a failure comes to be where it is."""
    failure, place = head
    for source, stops in straight(world, place):
        if failure in state.get(source, ()) and not any(world.is_a(failure, stop.failure) for stop in stops):
            yield ((failure, source, failure),)
    for site in sites(world, place):
        named = {rule.failure for rule in site.rules if rule.failure != "any"}
        for rule in site.rules:
            if rule.failure == "any":
                if not any(world.is_a(failure, one) for one in named):
                    yield from _met(world, rule.condition, state, site, failure)
            else:
                for way in _met(world, rule.condition, state, site, ""):
                    if failure in ({t for one, _, t in way if one == rule.failure} or {rule.failure}):
                        yield way


def _met(world: World, condition: Condition | None, state: State, site: Site, only: str) -> list[Way]:
    """The ways to meet a condition; ``only`` is the type for which `any` stands where it is not stopped."""
    match condition:
        case None:
            return [()]
        case Happens(name):
            return [(("event", site.event(name), ""),)] if name in events_of(site, world) else []
        case Carries(named, port):
            here = [one for one in sorted(state.get(site.at(port), ())) if world.is_a(one, named)]
            if only and named == "any":
                held = any(stop.port == port and world.is_a(only, stop.failure) for stop in site.stops)
                here = [] if held else [one for one in here if one == only]
            return [((named, site.at(port), one),) for one in here]
        case Any(members):
            return [way for one in members for way in _met(world, one, state, site, only)]
        case All(members):
            return _together([_met(world, one, state, site, only) for one in members])
        case Several(threshold, members):
            each = [_met(world, one, state, site, only) for one in members]
            return [way for some in combinations(each, threshold) for way in _together(some)]
        case ExactlyOne() | Breach():
            raise AssertionError(condition)


def _together(many: Sequence[list[Way]]) -> list[Way]:
    return [tuple(use for way in some for use in way) for some in product(*many)]


def _ends(world: World, start: Vertex, arrows: dict[Vertex, list[Vertex]]) -> set[tuple[str, str, str]]:
    """The ends of all walks from a failure."""
    found: set[tuple[str, str, str]] = set()
    for at in _reached(start, arrows):
        if _in_hazard(world, at):
            found.add(("hazard", at[1], at[0]))
        elif not arrows.get(at):
            found.add((_stuck(world, at), at[1], at[0]))
        elif all(not _in_hazard(world, one) and at in _reached(one, arrows) for one in _reached(at, arrows)):
            failure, _, place = min(f"{failure} at {place}" for failure, place in _reached(at, arrows)).partition(
                " at "
            )
            found.add(("cycle", place, failure))
    return found


def _reached(start: Vertex, arrows: dict[Vertex, list[Vertex]]) -> list[Vertex]:
    found = [start]
    for at in found:
        found += [one for one in dict.fromkeys(arrows.get(at, ())) if one not in found]
    return found


def _in_hazard(world: World, at: Vertex) -> bool:
    assert isinstance(world.top, Carries)
    return at[1] == world.top.port and world.is_a(at[0], world.top.failure)


def _stuck(world: World, at: Vertex) -> str:
    """What holds a failure where it goes no further."""
    failure, place = at
    box, _, name = place.rpartition(".")
    if not box:
        return "outside" if place in world.outer_outputs else "unconnected"
    drawn = world.boxes[box]
    lessons = any(target in (box, *(f"{box}.{out}" for out in drawn.outputs)) for _, target in world.learns)
    if name not in (*drawn.inputs, "learning"):
        return "unconnected"
    if any(isinstance(one, Stop) and one.port == name and world.is_a(failure, one.failure) for one in drawn.rules):
        return "stopped"
    if name == "learning" and not lessons:
        return "unconnected"
    said = [*drawn.rules, *(rule for rule in world.added if rule.port.rpartition(".")[0] == box)]
    if not drawn.rules:
        return "stopped"
    return "stopped" if any(world.is_a(failure, one) for rule in said for one in _named(rule)) else "unhandled"


def _named(rule: FailureRule | Stop) -> Iterator[str]:
    yield rule.failure
    pending = [rule.condition] if isinstance(rule, FailureRule) and rule.condition is not None else []
    while pending:
        one = pending.pop()
        if isinstance(one, Carries):
            yield one.failure
        elif isinstance(one, All | Any | Several | ExactlyOne):
            pending.extend(one.conditions)
