"""Ground instances of universal premises, found by matching what they suppose with the atoms of a question."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Final

from interlock.check.formula import Node, conjunction, nodes
from interlock.record import NamedTuple

MOST: Final = 32
"""How many instances of one premise are made."""

_Binding = Mapping[Hashable, Node]


class _Rule(NamedTuple):
    """For all values of the variables that pass the guards the matrix holds."""

    variables: frozenset[Hashable]
    guards: tuple[Node, ...]
    matrix: Node


def instances(premise: Node, atoms: Sequence[Node]) -> Node | None:
    """The conjunction of instances of a universal premise in which all that it supposes is among the atoms; None if there is none.

    It follows from the premise, whatever the instances are (Detlefs, Nelson and Saxe 2005 call what is matched a trigger).
    """
    rule = _rule(premise)
    triggers = [] if rule is None else _triggers(rule)
    if rule is None or not triggers:
        return None
    made: dict[Node, None] = {}
    for binding in _matches(triggers, atoms, {}):
        if rule.variables <= binding.keys():
            made[_instance(rule, binding)] = None
        if len(made) == MOST:
            break
    return conjunction(tuple(made)) if made else None


def _rule(premise: Node) -> _Rule | None:
    variables: list[Hashable] = []
    guards: list[Node] = []
    node = premise
    while node.op == "forall" and node.args[0].op == "=>":
        assert isinstance(node.data, tuple)
        level, sort = node.data
        if sort != "Value":
            return None
        variables.append(level)
        guard, node = node.args[0].args
        guards.append(guard)
    return _Rule(frozenset(variables), tuple(guards), node) if variables else None


def _triggers(rule: _Rule) -> list[Node]:
    """What the matrix supposes, else what it says: predicates, but for being of a type."""
    supposed = rule.matrix.args[0] if rule.matrix.op == "=>" else rule.matrix
    found = dict.fromkeys(n for n in nodes(supposed) if n.op == "apply" and n.sort == "Bool" and n.data != "has")
    return list(found)


def _matches(triggers: Sequence[Node], atoms: Sequence[Node], binding: _Binding) -> Iterator[_Binding]:
    """The bindings at which all triggers are atoms."""
    if not triggers:
        yield binding
        return
    for atom in atoms:
        found = _match(triggers[0], atom, binding)
        if found is not None:
            yield from _matches(triggers[1:], atoms, found)


def _match(pattern: Node, term: Node, binding: _Binding) -> _Binding | None:
    """The binding extended so that the pattern becomes the term."""
    if pattern.op == "bound":
        known = binding.get(pattern.data)
        if known is None:
            return {**binding, pattern.data: term} if pattern.sort == term.sort else None
        return binding if known == term else None
    if pattern._replace(args=()) != term._replace(args=()) or len(pattern.args) != len(term.args):
        return None
    found: _Binding | None = binding
    for part, other in zip(pattern.args, term.args, strict=True):
        found = None if found is None else _match(part, other, found)
    return found


def _instance(rule: _Rule, binding: _Binding) -> Node:
    return Node("=>", "Bool", (put(conjunction(rule.guards), binding), put(rule.matrix, binding)))


def put(node: Node, binding: _Binding) -> Node:
    """The formula with terms for bound variables."""
    if node.op == "bound":
        return binding.get(node.data, node)
    return node._replace(args=tuple([put(part, binding) for part in node.args])) if node.args else node
