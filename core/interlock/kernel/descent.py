"""Termination: every call of a function in its own clauses is at structurally smaller arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal as OneOf

from interlock.kernel.clause import Case, Clause, Pattern, Variable, denoted, tower, variables
from interlock.kernel.number import ONE, normal, plus, polynomial
from interlock.kernel.part import children
from interlock.kernel.term import Apply, Constant, Literal, Local, Project, Term
from interlock.record import NamedTuple

Relation = OneOf["<", "=", "?"]


class Call(NamedTuple):
    """A call in a clause, and how each of its arguments compares with the clause's pattern there."""

    clause: int
    term: Term
    relations: tuple[Relation, ...]


def endless(name: str, clauses: Sequence[Clause]) -> Call | None:
    """[Descend] A recursive call for which no order of the arguments descends, None if all descend.

    The order is lexicographic: an argument that grows in no call and shrinks in some settles these, and so on with the rest.
    """
    calls = [call for at, clause in enumerate(clauses) for call in _calls(name, at, clause)]
    while calls:
        width = min(len(call.relations) for call in calls)
        settled = next((at for at in range(width) if _descends(at, calls)), None)
        if settled is None:
            return next((call for call in calls if "<" not in call.relations), calls[0])
        calls = [call for call in calls if call.relations[settled] != "<"]
    return None


def _descends(at: int, calls: Sequence[Call]) -> bool:
    found = {call.relations[at] for call in calls}
    return "<" in found and "?" not in found


def _calls(name: str, at: int, clause: Clause) -> list[Call]:
    """The occurrences of a function in a body; one with fewer arguments than patterns compares with none."""
    found, stack, seen = [], [clause.body], set[int]()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        head, arguments = (node.head, node.arguments) if isinstance(node, Apply) else (node, ())
        if isinstance(head, Constant) and head.name == name:
            full = len(arguments) >= len(clause.patterns)
            found.append(Call(at, node, _relations(clause.patterns, arguments) if full else ()))
            stack.extend(arguments)
        else:
            stack.extend(children(node))
    return found


def _relations(patterns: tuple[Pattern, ...], arguments: tuple[Term, ...]) -> tuple[Relation, ...]:
    found: list[Relation] = []
    level = 0
    for pattern, argument in zip(patterns, arguments, strict=False):
        found.append(_compare(argument, pattern, level))
        level += len(variables((pattern,)))
    return tuple(found)


def _compare(argument: Term, pattern: Pattern, level: int) -> Relation:
    """How an argument compares with the value of a pattern whose variables begin at a level."""
    if stands_for(argument, pattern, level):
        return "="
    return "<" if isinstance(pattern, Case) and _inside(argument, pattern, level) else "?"


def stands_for(term: Term, pattern: Pattern, level: int) -> bool:
    """Whether a term is the value of a pattern."""
    number, _ = denoted(pattern, level)
    if number is not None or isinstance(pattern, Variable):
        return term is number
    head, arguments = (term.head, term.arguments) if isinstance(term, Apply) else (term, ())
    if isinstance(term, Literal) and isinstance(term.value, bool):
        return pattern.constructor == ("true" if term.value else "false")
    if not isinstance(head, Constant) or head.name != pattern.constructor:
        return False
    for part, argument in zip(pattern.arguments, arguments[len(arguments) - len(pattern.arguments) :], strict=True):
        if not stands_for(argument, part, level):
            return False
        level += len(variables((part,)))
    return True


def _inside(term: Term, pattern: Case, level: int) -> bool:
    """Whether a term is a part of the value of a pattern, or a value of a function or record that is a part."""
    height, under = tower(pattern)
    if height:
        number, _ = denoted(under, level)
        assert number is not None  # 1 is added to numbers only
        return _less(term, number, height)
    while isinstance(term, Project) or (isinstance(term, Apply) and isinstance(term.head, Local | Project)):
        term = term.record if isinstance(term, Project) else term.head
    for part in pattern.arguments:
        if (isinstance(part, Variable) and term is Local(level)) or stands_for(term, part, level):
            return True
        if isinstance(part, Case) and _inside(term, part, level):
            return True
        level += len(variables((part,)))
    return False


def _less(term: Term, number: Term, height: int) -> bool:
    """Whether a term is a number, or that number and less than ``height`` more."""
    difference = {m: c for m, c in plus(polynomial(term), polynomial(number), -1).items() if c}
    return isinstance(rest := normal(difference), Literal) and set(difference) <= {ONE} and _below(rest, height)


def _below(rest: Literal, height: int) -> bool:
    return type(rest.value) is int and 0 <= rest.value < height
