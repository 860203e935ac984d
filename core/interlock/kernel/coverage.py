"""Whether clauses cover every value, and no value twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from interlock.kernel.clause import Case, Pattern, Variable
from interlock.kernel.evaluate import Machine

Row = tuple[Pattern, ...]
Family = Callable[[str], Sequence[tuple[str, int]]]
"""All constructors of the data to which one belongs, each with its number of arguments."""

ANY = Variable("_")


def missing(rows: Sequence[Row], width: int, family: Family, machine: Machine) -> Row | None:
    """[Cover] Patterns whose values no row matches, None if there are none.

    Splits the first column by constructor (Maranget 2007). Raises Large where the splits exceed the machine's steps.
    """
    machine.step()
    if not rows:
        return (ANY,) * width
    if not width:
        return None
    first = next((row[0] for row in rows if isinstance(row[0], Case)), None)
    if not isinstance(first, Case):
        rest = missing([row[1:] for row in rows], width - 1, family, machine)
        return None if rest is None else (ANY, *rest)
    for constructor, arity in family(first.constructor):
        split = [_split(row, arity) for row in rows if _admits(row[0], constructor)]
        rest = missing(split, arity + width - 1, family, machine)
        if rest is not None:
            return (Case(constructor, rest[:arity]), *rest[arity:])
    return None


def _admits(pattern: Pattern, constructor: str) -> bool:
    return isinstance(pattern, Variable) or pattern.constructor == constructor


def _split(row: Row, arity: int) -> Row:
    """A row with the arguments of its first pattern in its place."""
    return (*(row[0].arguments if isinstance(row[0], Case) else (ANY,) * arity), *row[1:])


def overlap(one: Row, other: Row) -> Row | None:
    """[Cover] Patterns for the values that both rows match, None if there are none."""
    met = [_meet(a, b) for a, b in zip(one, other, strict=True)]
    found = tuple(pattern for pattern in met if pattern is not None)
    return found if len(found) == len(met) else None


def _meet(one: Pattern, other: Pattern) -> Pattern | None:
    if isinstance(one, Variable):
        return other
    if isinstance(other, Variable):
        return one
    if one.constructor != other.constructor:
        return None
    inner = overlap(one.arguments, other.arguments)
    return None if inner is None else Case(one.constructor, inner)
