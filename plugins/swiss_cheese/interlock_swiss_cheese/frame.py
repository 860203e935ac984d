"""Who passes failures to whom: a network with its rules by the places that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlock.api.diagram import Element, FailureRule, Stop, owner
from interlock.api.record import NamedTuple
from interlock_swiss_cheese.condition import arises, mentioned
from interlock_swiss_cheese.hierarchy import ANY
from interlock_swiss_cheese.network import Member, Network


class Clause(NamedTuple):
    """A rule, and the types that the rules beside it name, for which its `any` does not stand."""

    rule: FailureRule
    named: frozenset[str]

    def begins(self) -> bool:
        """Whether a failure may begin with the rule."""
        return arises(self.rule.condition, self.rule.failure)


class Frame(NamedTuple):
    """A network by places.

    ``clauses`` has the rules for each place, ``awaiting`` those that mention a failure at it with the type that they
    name; ``through`` the inputs of each transparent output and ``onward`` the reverse; ``fed`` and ``feeds`` are the
    wires in both directions; ``stops`` the types stopped at a place, ``known`` those a box says anything of.
    """

    network: Network
    clauses: Mapping[Element, tuple[Clause, ...]]
    awaiting: Mapping[Element, tuple[tuple[Element, Clause, str], ...]]
    through: Mapping[Element, tuple[Element, ...]]
    onward: Mapping[Element, tuple[Element, ...]]
    feeds: Mapping[Element, tuple[Element, ...]]
    stops: Mapping[Element, frozenset[str]]
    known: Mapping[Element, frozenset[str]]

    def stopped(self, failure: str, place: Element) -> bool:
        """Whether a box stops the failure at its input."""
        return place in self.stops and self.network.hierarchy.covered(failure, self.stops[place])

    def unhandled(self, failure: str, member: Member) -> bool:
        """Whether a box that declares how failures pass it says nothing of this one."""
        return member.speaks and not self.network.hierarchy.covered(failure, self.known[member.name])


def frame(network: Network) -> Frame:
    """The network by places."""
    clauses = dict(_clauses(network))
    awaiting: dict[Element, list[tuple[Element, Clause, str]]] = {}
    for place, many in clauses.items():
        for clause in many:
            for one in mentioned(clause.rule.condition):
                awaiting.setdefault(one.port, []).append((place, clause, one.failure))
    through = {
        outlet.port: outlet.depends for member in network.members for outlet in member.outlets if not outlet.rules
    }
    stops: dict[Element, set[str]] = {}
    for stop in (*(stop for member in network.members for stop in member.stops), *network.stopped):
        stops.setdefault(stop.port, set()).add(stop.failure)
    return Frame(
        network,
        clauses,
        {place: tuple(many) for place, many in awaiting.items()},
        through,
        _turned(through),
        _turned(network.fed),
        {place: frozenset(types) for place, types in stops.items()},
        _known(network),
    )


def _clauses(network: Network) -> Iterator[tuple[Element, tuple[Clause, ...]]]:
    """The rules for each place; a kind's and the proposal's name their types apart."""
    added = dict(network.added)
    for member in network.members:
        for outlet in member.outlets:
            found = (*_group(outlet.rules), *_group(added.pop(outlet.port, ())))
            if found:
                yield outlet.port, found
    for place, rules in added.items():
        yield place, _group(rules)


def _group(rules: Sequence[FailureRule]) -> tuple[Clause, ...]:
    named = frozenset(rule.failure for rule in rules if rule.failure != ANY)
    return tuple(Clause(rule, named) for rule in rules)


def _known(network: Network) -> Mapping[Element, frozenset[str]]:
    """The types that each box's rules and stops name, the proposal's own for it among them."""
    known: dict[Element, set[str]] = {member.name: set() for member in network.members}
    for member in network.members:
        own: list[FailureRule | Stop] = [*member.stops, *(rule for outlet in member.outlets for rule in outlet.rules)]
        known[member.name].update(*map(_names, own))
    stated: list[FailureRule | Stop] = [*network.stopped, *(rule for many in network.added.values() for rule in many)]
    for said in stated:
        box = Element(owner(said.port))
        if box in known:
            known[box] |= _names(said)
    return {name: frozenset(types) for name, types in known.items()}


def _names(said: FailureRule | Stop) -> set[str]:
    condition = said.condition if isinstance(said, FailureRule) else None
    return {said.failure, *(one.failure for one in mentioned(condition))}


def _turned(arrows: Mapping[Element, Sequence[Element]]) -> dict[Element, tuple[Element, ...]]:
    found: dict[Element, list[Element]] = {}
    for target, sources in arrows.items():
        for source in sources:
            found.setdefault(source, []).append(target)
    return {source: tuple(targets) for source, targets in found.items()}
