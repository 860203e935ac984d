"""Equations of functions as clauses: patterns on the left, and the right side over their variables."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.expression import term
from interlock.elaborate.fault import Misshapen, WrongArity
from interlock.elaborate.metavariable import is_unknown
from interlock.elaborate.misdefined import EndlessCall, MissingClause, TwoClauses
from interlock.elaborate.pattern import Patterns
from interlock.kernel.builtin import UNKNOWN
from interlock.kernel.clause import Clause, Pattern, Variable, spell_patterns, variables
from interlock.kernel.definition import doubled, entangled, uncovered
from interlock.kernel.descent import endless
from interlock.kernel.evaluate import bare, domain, expose, instantiate
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.spell import spell
from interlock.kernel.term import Closure, Pi, Term
from interlock.record import NamedTuple
from interlock.syntax import expression as s
from interlock.text.site import Site


class Sides(NamedTuple):
    """An equation: the patterns to which the function is applied, and the right side."""

    patterns: tuple[s.Expression, ...]
    left: s.Expression
    right: s.Expression


def clauses(
    name: str, type_: Term, equations: Sequence[s.Expression], place: Place, e: Elaboration
) -> tuple[Clause, ...] | None:
    """The clauses of a function of a type, which is given as a value; None if one of them is at fault."""
    sides = [_sides(name, node, e) for node in equations if not isinstance(node, s.Unreadable) and node is not None]
    before = len(e.faults)
    whole = [side for side in sides if side is not None]
    if len(whole) < len(equations) or not _even(name, whole, type_, e):
        return None
    found = [_clause(name, side, type_, place, e) for side in whole]
    made = tuple(clause for clause in found if clause is not None)
    return made if len(made) == len(found) and len(e.faults) == before else None


def _sides(name: str, node: s.Expression, e: Elaboration) -> Sides | None:
    if isinstance(node, s.Operation) and node.operator.text == "=":
        head, patterns = (
            (node.left.head, node.left.arguments)
            if isinstance(node.left, s.Apply)
            else (node.left, tuple[s.Expression]())
        )
        if isinstance(head, s.Name) and head.text == name:
            return Sides(patterns, node.left, node.right)
        e.faults.append(Misshapen(e.site(head), f"`{name}` applied to patterns", "another term"))
        return None
    e.faults.append(Misshapen(e.site(node), f"an equation `{name} ... = ...`", "another term"))
    return None


def _even(name: str, sides: Sequence[Sides], type_: Term, e: Elaboration) -> bool:
    """Whether all equations have as many patterns as the first."""
    for side in sides:
        if len(side.patterns) != len(sides[0].patterns):
            e.faults.append(WrongArity(e.site(side.left), name, len(sides[0].patterns), len(side.patterns), type_))
            return False
    return True


def _clause(name: str, side: Sides, type_: Term, place: Place, e: Elaboration) -> Clause | None:
    return e.limited(e.site(side.left), lambda: _made(name, side, type_, place, e), None)


def _made(name: str, side: Sides, type_: Term, place: Place, e: Elaboration) -> Clause | None:
    """The clause of an equation."""
    reading, whole = Patterns(place, e), type_
    patterns: list[Pattern] = []
    for at, node in enumerate(side.patterns):
        type_ = _implicit(type_, reading, patterns)
        target = expose(bare(type_, e.metas.machine))
        if not (isinstance(target, Closure) and isinstance(target.binder, Pi)):
            if not (is_unknown(target) or reading.failed):
                e.faults.append(WrongArity(e.site(side.left), name, at, len(side.patterns), whole))
            return None
        pattern, value = reading.read(node, domain(target, e.metas.machine))
        patterns.append(pattern)
        type_ = instantiate(target, value, e.metas.machine)
    if reading.failed or is_unknown(type_):
        return None
    body = e.finish(term(side.right, type_, reading.place, e), reading.place, side.right)
    return None if body is UNKNOWN else Clause(tuple(patterns), body)


def _implicit(type_: Term, reading: Patterns, patterns: list[Pattern]) -> Term:
    """The type of the function after the implicit arguments before the next pattern, which are variables."""
    machine = reading.e.metas.machine
    target = expose(bare(type_, machine))
    while isinstance(target, Closure) and isinstance(target.binder, Pi) and target.binder.implicit:
        # The braces keep the name from being that of anything that the author can write.
        value = reading.bind("{" + target.binder.name + "}", domain(target, machine))
        patterns.append(Variable(target.binder.name))
        type_ = instantiate(target, value, machine)
        target = expose(bare(type_, machine))
    return type_


def lawful(entry: Entry, equations: Sequence[s.Expression], site: Site, signature: Signature, e: Elaboration) -> bool:
    """Whether clauses define a total function; else a fault for what is missing, said twice, or never ends."""
    return e.limited(site, lambda: _lawful(entry, equations, site, signature, e), otherwise=False)


def _lawful(entry: Entry, equations: Sequence[s.Expression], site: Site, signature: Signature, e: Elaboration) -> bool:
    found = entry.clauses or ()
    twice = doubled(found)
    if twice is not None:
        before, at, patterns = twice
        first = e.site(_left(equations[before]))
        e.faults.append(
            TwoClauses(e.site(_left(equations[at])), entry.name, spell_patterns(entry.name, patterns), first)
        )
    missing = uncovered(entry, signature)
    if missing is not None:
        e.faults.append(MissingClause(site, entry.name, spell_patterns(entry.name, missing)))
    call = endless(entry.name, found)
    if call is not None:
        names = tuple(_shown(found[call.clause]))
        where = e.site(_mention(equations[call.clause], entry.name))
        e.faults.append(EndlessCall(where, entry.name, spell(call.term, names), ""))
    elif through := entangled(entry, signature):
        e.faults.append(EndlessCall(site, entry.name, "", through))
    return twice is None and missing is None and call is None and not entangled(entry, signature)


def _shown(clause: Clause) -> Sequence[str]:
    return variables(clause.patterns)


def _left(node: s.Expression) -> s.Expression:
    return node.left if isinstance(node, s.Operation) else node


def _mention(node: s.Expression, name: str) -> s.Expression:
    """Where the right side of an equation first mentions the function."""
    right = node.right if isinstance(node, s.Operation) else node
    short = name.rpartition(".")[2]
    return next((part for part in parts(right) if isinstance(part, s.Name) and part.text == short), right)


def parts(node: object) -> Sequence[s.Expression]:
    """An expression and those inside it, in the order of the text."""
    found: list[s.Expression] = []
    stack: list[object] = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, tuple):
            if hasattr(one, "start"):
                found.append(one)  # type: ignore[arg-type]
            stack.extend(reversed(one))
    return found
