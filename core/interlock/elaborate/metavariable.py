"""Metavariables: the holes that elaboration leaves for implicit arguments and parameters, and their solutions."""

from __future__ import annotations

from interlock.kernel.builtin import INT, REAL, UNKNOWN
from interlock.kernel.evaluate import Machine, apply, evaluate
from interlock.kernel.part import children
from interlock.kernel.quote import identity, quote
from interlock.kernel.signature import Signature
from interlock.kernel.term import Apply, Hole, Lambda, Local, Term


class Metavariables:
    """The holes of one declaration or one walk over a diagram; solutions are closed values."""

    __slots__ = ("_count", "equations", "machine", "signed", "solutions")

    def __init__(self, signature: Signature | None = None) -> None:
        """No holes yet; evaluation knows the functions of the signature."""
        self.solutions: dict[str, Term] = {}
        self.machine = Machine(self.solutions, entries=signature.entries if signature else None)
        self._count = 0
        # The holes for integers and reals: all others that stand in polynomials are for natural numbers.
        self.signed: set[str] = set()
        # Products of powers of holes that are 1 and of which none could be solved singly.
        self.equations: dict[Term, None] = {}

    def fresh(self, depth: int, type_: Term | None = None) -> Term:
        """A new hole that may mention every variable bound at ``depth``; ``type_`` is a term or value, where it is known."""
        self._count += 1
        hole = Hole(f"?{self._count}")
        if type_ is INT or type_ is REAL:
            self.signed.add(hole.name)
        return Apply(hole, identity(depth)) if depth else hole

    def force(self, value: Term) -> Term:
        """The value with its head filled, as far as it is solved."""
        while True:
            head = value.head if isinstance(value, Apply) else value
            if not isinstance(head, Hole) or head.name not in self.solutions:
                return value
            solution = self.solutions[head.name]
            value = apply(solution, value.arguments, self.machine) if isinstance(value, Apply) else solution

    def solve(self, flexible: Term, value: Term, depth: int) -> bool:
        """Fill a hole, applied to distinct variables, with a value over these; False where that is no pattern."""
        hole, spine = (flexible.head, flexible.arguments) if isinstance(flexible, Apply) else (flexible, ())
        assert isinstance(hole, Hole)
        if not spine and not depth and not holes(value):
            self.solutions[hole.name] = value
            return True
        levels = [argument.level for argument in spine if isinstance(argument, Local)]
        if len(levels) != len(spine) or len(set(levels)) != len(levels):
            return False
        renaming: list[Term] = [UNKNOWN] * depth
        for index, level in enumerate(levels):
            renaming[level] = Local(index)
        value = self.filled(value, depth)
        body = evaluate(quote(value, depth, self.machine), tuple(renaming), self.machine)
        # Quoted first: what an environment holds and the body does not mention is no part of the solution.
        term = quote(body, len(levels), self.machine)
        if hole in holes(term) or UNKNOWN in holes(term):
            return False
        for at in reversed(range(len(levels))):
            term = Lambda(f"x{at}", term)
        self.solutions[hole.name] = evaluate(term, (), self.machine)
        return True

    def filled(self, value: Term, depth: int) -> Term:
        """The value with every solved hole filled."""
        while not value.solid and any(hole.name in self.solutions for hole in holes(value)):
            value = evaluate(quote(value, depth, self.machine), identity(depth), self.machine)
        return value


def holes(value: Term) -> set[Hole]:
    """The holes in a term or value."""
    found: set[Hole] = set()
    if value.solid:
        return found
    stack, seen = [value], set[int]()
    while stack:
        node = stack.pop()
        if node.solid or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Hole):
            found.add(node)
        stack.extend(children(node))
    return found


def is_flexible(value: Term) -> bool:
    """Whether a forced value is a hole, or a hole applied to arguments."""
    head = value.head if isinstance(value, Apply) else value
    return isinstance(head, Hole) and head is not UNKNOWN


def is_unknown(value: Term) -> bool:
    """Whether something ill-typed takes part in a value, so that nothing can be said of it."""
    return not value.solid and UNKNOWN in holes(value)


def is_open(value: Term) -> bool:
    """Whether a value still has holes."""
    return not value.solid and bool(holes(value) - {UNKNOWN})
