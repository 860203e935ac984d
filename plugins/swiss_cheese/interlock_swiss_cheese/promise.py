"""Whether the wiring keeps the rules that a proposal states for its outer outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlock.api.analysis import Finding
from interlock.api.diagram import Element, FailureRule
from interlock.api.kit import FALSE, Exhausted, Formula, Formulas, NotMonotone, listing, minimal_cut_sets
from interlock.api.plugin import say
from interlock_swiss_cheese.flow_rules import PROMISE, PROMISE_EMPTY
from interlock_swiss_cheese.frame import frame
from interlock_swiss_cheese.ground import vertex
from interlock_swiss_cheese.network import Network
from interlock_swiss_cheese.solve import Solved, solve
from interlock_swiss_cheese.spread import Leaks

Rules = Sequence[FailureRule]


def find_broken(network: Network, arena: Formulas) -> Iterator[Finding]:
    """A finding for each failure that leaves by an outer output otherwise than its rules there say, or never does.

    Whatever may come in from outside is taken to come, since the rules are for those who use this as a box. So it is for
    each diagram within a box, whatever is wired to it here.
    """
    types = tuple(network.hierarchy.parents)
    for inputs, promises in _contracts(network):
        conditions = {
            _key(place, at): rule.condition
            for place, rules in promises.items()
            for at, rule in enumerate(rules)
            if rule.condition is not None
        }
        alone = network._replace(fed={at: sources for at, sources in network.fed.items() if at not in inputs})
        solved = solve(frame(alone), arena, conditions, Leaks(loose=dict.fromkeys(inputs, types)))
        if not isinstance(solved, NotMonotone):
            for place, rules in promises.items():
                yield from _excluded(place, rules, arena, solved)
                yield from _empty(place, rules, network, solved)


def _contracts(network: Network) -> Iterator[tuple[tuple[Element, ...], Mapping[Element, Rules]]]:
    """The outer inputs of each diagram that promises something of its outer outputs, and what it promises."""
    found: dict[str, dict[Element, Rules]] = {}
    for place, rules in network.promises.items():
        found.setdefault(place.rpartition("/")[0], {})[place] = rules
    for within, promises in found.items():
        yield network.entrances[Element(within)] if within else network.outer, promises


def _excluded(place: Element, rules: Rules, arena: Formulas, solved: Solved) -> Iterator[Finding]:
    """What leaves by an outer output though its rules exclude it."""
    hierarchy = solved.spread.frame.network.hierarchy
    for failure in solved.arrived(place):
        named = [at for at, rule in enumerate(rules) if hierarchy.matches(failure, rule.failure)]
        if any(rules[at].condition is None for at in named):
            continue
        allowed = arena.disj([solved.state[_key(place, at)] for at in named])
        happens = solved.state[vertex(failure, place)]
        yield from _broken(failure, place, arena.conj((happens, arena.negation(allowed))))


def _empty(place: Element, rules: Rules, network: Network, solved: Solved) -> Iterator[Finding]:
    """What an outer output's rules let leave though nothing brings it there."""
    for failure in dict.fromkeys(rule.failure for rule in rules):
        if not network.hierarchy.among(solved.arrived(place), failure):
            says = say("its rules let {what} leave, which nothing brings there", what=vertex(failure, place))
            yield Finding(PROMISE_EMPTY, (place,), says)


def _key(place: Element, at: int) -> Element:
    return Element(f"promise {at} at {place}")


def _broken(failure: str, place: Element, against: Formula) -> Iterator[Finding]:
    if against is FALSE:
        return
    sets = minimal_cut_sets(against)
    if isinstance(sets, Exhausted):
        return
    for found in listing(sets, 1).sets:
        says = say(
            "{what} can happen by {events}, which its rules exclude",
            what=vertex(failure, place),
            events=" and ".join(name.removeprefix("loose ") for name in found) or "no event at all",
        )
        yield Finding(
            PROMISE, (place,), says, (place,), help="State this cause in a rule for the port, or close its way."
        )
