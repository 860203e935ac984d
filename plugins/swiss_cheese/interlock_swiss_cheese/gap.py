"""Failures that reach a box which declares how failures pass it, and says nothing of them."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.api.analysis import Finding
from interlock.api.diagram import Element
from interlock.api.kit import Exhausted, Formula, Formulas, NotMonotone, Question, compile_formula, thinnest_routes
from interlock.api.plugin import say
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.flow_rules import UNHANDLED, UNHANDLED_ASIDE
from interlock_swiss_cheese.frame import Frame
from interlock_swiss_cheese.ground import vertex
from interlock_swiss_cheese.network import Member
from interlock_swiss_cheese.propagation import tabulate
from interlock_swiss_cheese.solve import Solved, Tops, solve
from interlock_swiss_cheese.spread import Leaks
from interlock_swiss_cheese.ways import Way, elements, find_routes


class Gap(NamedTuple):
    """What reaches a box unhandled: types, each with the place where."""

    member: Member
    arriving: tuple[tuple[str, Element], ...]


def find_gaps(frame: Frame, arena: Formulas, tops: Tops, solved: Solved) -> Iterator[Finding]:
    """A finding for each box with a gap: a warning where a hazard would gain a cause if the failure passed."""
    gaps = _gaps(frame, solved)
    if not gaps:
        return
    everything = Leaks(frozenset(member.name for member in frame.network.members if member.speaks))
    opened = solve(frame, arena, tops, everything)
    gained = () if isinstance(opened, NotMonotone) else _gained(arena, tops, solved, opened)
    first = {gap.member.name for gap in gaps}
    later = () if isinstance(opened, NotMonotone) else tuple(gap.member.name for gap in _gaps(frame, opened))
    for gap in gaps:
        alone = solve(frame, arena, tops, Leaks(frozenset(later) - first | {gap.member.name})) if gained else solved
        own = () if isinstance(alone, NotMonotone) else _gained(arena, tops, solved, alone)
        if own and isinstance(alone, Solved):
            yield _warning(gap, own[0], frame, alone, tops)
        else:
            yield _note(gap)


def _gaps(frame: Frame, solved: Solved) -> tuple[Gap, ...]:
    found = []
    for member in frame.network.members:
        arriving = tuple(
            (failure, place)
            for place in member.inputs
            for failure in solved.arrived(place)
            if frame.unhandled(failure, member) and any(place in outlet.depends for outlet in member.outlets)
        )
        if arriving:
            found.append(Gap(member, arriving))
    return tuple(found)


def _gained(arena: Formulas, tops: Tops, before: Solved, after: Solved) -> tuple[Element, ...]:
    """The hazards that have a cause after which they did not have before."""
    return tuple(one for one in tops if not implies(arena, after.state[one], before.state[one]))


def implies(arena: Formulas, one: Formula, other: Formula) -> bool:
    """Whether one formula holds only where the other does, as far as a decision diagram of the default size shows."""
    if one is other:
        return True
    compiled = compile_formula(arena.conj((one, arena.negation(other))))
    return not isinstance(compiled, Exhausted) and compiled.parts[-1].diagram.root == 0


def _note(gap: Gap) -> Finding:
    says = say(
        "{box} has no rule for {what}, so it goes no further there; no hazard would gain a cause if it did",
        box=gap.member.name,
        what=_what(gap),
    )
    return Finding(UNHANDLED_ASIDE, (gap.member.name,), says, tuple(dict.fromkeys(at for _, at in gap.arriving)))


def _warning(gap: Gap, hazard: Element, frame: Frame, alone: Solved, tops: Tops) -> Finding:
    says = say(
        "{box} has no rule for {what}; if it passed, {hazard} would have a cause that is not counted",
        box=gap.member.name,
        what=_what(gap),
        hazard=hazard,
    )
    return Finding(
        UNHANDLED,
        (gap.member.name,),
        says,
        _way(gap, hazard, frame, alone, tops),
        help=f"Give {gap.member.name} a rule for it, or `stop {gap.arriving[0][0]} at {gap.arriving[0][1].rpartition('.')[2]}`.",
    )


def _what(gap: Gap) -> str:
    return ", ".join(vertex(failure, place) for failure, place in gap.arriving)


def _way(gap: Gap, hazard: Element, frame: Frame, alone: Solved, tops: Tops) -> tuple[Element, ...]:
    """A way to the hazard through the gap."""
    propagation = tabulate(frame.network, alone, tops, {})
    arrows = find_routes(propagation, (), 0).arrows
    for failure, place in gap.arriving:
        through = vertex(failure, place)
        before = next(thinnest_routes(arrows, Question(propagation.sources, through)), None)
        after = next(thinnest_routes(arrows, Question((through,), hazard)), None)
        if before and after:
            steps = tuple(propagation.places[one] for one in (*before, *after[1:]) if one in propagation.places)
            return elements(propagation, Way(steps, ()))
    return tuple(dict.fromkeys(place for _, place in gap.arriving))
