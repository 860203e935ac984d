"""Clauses of functions: patterns, and what values match them.

A clause binds the variables of its patterns from left to right, by de Bruijn level; its body stands over these.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, TypeAlias

from interlock.kernel.number import ONE, normal, polynomial
from interlock.kernel.term import Apply, Constant, Literal, Local, Sum, Term
from interlock.record import NamedTuple

ZERO: Final = "0"
"""The name of the first constructor of Nat."""

NEXT: Final = "+ 1"
"""The name of the other constructor of Nat."""

PATTERN_LIMIT: Final = 64
"""The largest number in a pattern, which is that many constructors deep."""


class Variable(NamedTuple):
    """A pattern that every value matches; its name is shown and nothing more."""

    name: str


class Case(NamedTuple):
    """A constructor over a pattern for each argument; those for the parameters of the data are left out."""

    constructor: str
    arguments: tuple[Pattern, ...]


Pattern: TypeAlias = Variable | Case


class Clause(NamedTuple):
    """A pattern for each argument, implicit ones too, and the body over the variables of the patterns."""

    patterns: tuple[Pattern, ...]
    body: Term


def matched(patterns: tuple[Pattern, ...], values: tuple[Term, ...]) -> tuple[Term, ...] | None:
    """The values of the patterns' variables; None where a value does not match, or not yet."""
    found: list[Term] = []
    return tuple(found) if all(_match(p, v, found) for p, v in zip(patterns, values, strict=True)) else None


def _match(pattern: Pattern, value: Term, found: list[Term]) -> bool:
    while isinstance(pattern, Case) and pattern.constructor == NEXT:
        before = predecessor(value)
        if before is None:
            return False
        (pattern,), value = pattern.arguments, before
    if isinstance(pattern, Variable):
        found.append(value)
        return True
    parts = _parts(pattern, value)
    return parts is not None and all(_match(p, v, found) for p, v in zip(pattern.arguments, parts, strict=True))


def _parts(pattern: Case, value: Term) -> tuple[Term, ...] | None:
    """The arguments of a constructor, without the parameters; None for the value of another."""
    if isinstance(value, Literal):
        return () if _ground(value) == pattern.constructor else None
    head, arguments = (value.head, value.arguments) if isinstance(value, Apply) else (value, ())
    if not isinstance(head, Constant) or head.name != pattern.constructor:
        return None
    return arguments[len(arguments) - len(pattern.arguments) :]


def _ground(value: Literal) -> str:
    """The name of the constructor that a literal is."""
    if isinstance(value.value, bool):
        return "true" if value.value else "false"
    return ZERO if value.value == 0 else ""


def predecessor(value: Term) -> Term | None:
    """The natural number before a value of type Nat; None for 0, and where it may be 0."""
    if isinstance(value, Literal):
        return Literal(value.value - 1) if type(value.value) is int and value.value > 0 else None
    if not isinstance(value, Sum):
        return None
    terms = polynomial(value)
    # In a Nat with a natural coefficient at every monomial, the constant part is what the value has at least.
    if terms.get(ONE, 0) < 1 or any(c < 0 or isinstance(c, Fraction) for c in terms.values()):
        return None
    return normal({**terms, ONE: terms[ONE] - 1})


def tower(pattern: Pattern) -> tuple[int, Pattern]:
    """How often 1 is added in a pattern, and to what."""
    height = 0
    while isinstance(pattern, Case) and pattern.constructor == NEXT:
        (pattern,), height = pattern.arguments, height + 1
    return height, pattern


def variables(patterns: tuple[Pattern, ...]) -> tuple[str, ...]:
    """The names of the variables that patterns bind, in order."""
    names: list[str] = []
    for pattern in patterns:
        names += [pattern.name] if isinstance(pattern, Variable) else variables(pattern.arguments)
    return tuple(names)


def spell_pattern(pattern: Pattern, *, inner: bool = False) -> str:
    """A pattern as the author writes it."""
    height, under = tower(pattern)
    if isinstance(under, Variable):
        text = f"{under.name} + {height}" if height else under.name
        return f"({text})" if height and inner else text
    if under.constructor == ZERO:
        return str(height)
    words = [under.constructor.rpartition(".")[2], *(spell_pattern(one, inner=True) for one in under.arguments)]
    return f"({' '.join(words)})" if inner and len(words) > 1 else " ".join(words)


def spell_patterns(function: str, patterns: tuple[Pattern, ...]) -> str:
    """A function at patterns."""
    return " ".join([function.rpartition(".")[2], *(spell_pattern(pattern, inner=True) for pattern in patterns)])


def denoted(pattern: Pattern, at: int) -> tuple[Term | None, int]:
    """The number or variable that a pattern stands for if it is one, with its variables counted from a level."""
    height, under = tower(pattern)
    if isinstance(under, Variable):
        return normal({frozenset({(Local(at), 1)}): 1, ONE: height}), at + 1
    return (Literal(height) if under.constructor == ZERO else None), at + len(variables(under.arguments))
