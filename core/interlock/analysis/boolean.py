"""Boolean formulas as shared graphs: an arena makes each distinct formula once, so equality is identity.

Nothing here recurses: a formula may be a million operators deep.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import and_, or_
from typing import Final, Literal

Operator = Literal["false", "true", "atom", "and", "or", "at-least", "not"]
Key = tuple[object, ...]

SMALL: Final = 8
"""Only arguments with at most so many arguments are merged into a parent or tested for absorption."""


class Formula:
    """A Boolean function of named atoms; `index` grows from arguments to the formulas that use them."""

    __slots__ = ("arguments", "index", "name", "operator", "threshold")

    operator: Final[Operator]
    arguments: Final[tuple[Formula, ...]]
    name: Final[str]
    threshold: Final[int]
    index: Final[int]

    def __init__(
        self, operator: Operator, arguments: tuple[Formula, ...], name: str, threshold: int, index: int
    ) -> None:
        """Hold the parts; only an arena calls this, since it alone knows whether the formula is new."""
        self.operator = operator
        self.arguments = arguments
        self.name = name
        self.threshold = threshold
        self.index = index

    def __repr__(self) -> str:
        """Show one level: deeper formulas may be too large to print."""
        if self.operator == "atom":
            return f"atom({self.name!r})"
        return f"<{self.operator} of {len(self.arguments)}, number {self.index}>"


FALSE: Final = Formula("false", (), "", 0, 0)
TRUE: Final = Formula("true", (), "", 0, 1)


class Formulas:
    """An arena of formulas: asked twice for the same formula, it answers with the same object.

    Formulas of different arenas must not be mixed. `TRUE` and `FALSE` belong to all.
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        """Begin with no formula."""
        self._known: dict[Key, Formula] = {}

    def atom(self, name: str) -> Formula:
        """Return the projection on the atom called `name`."""
        return self._intern(("atom", name), "atom", (), name=name)

    def negation(self, formula: Formula) -> Formula:
        """Return the complement of `formula`."""
        if formula.operator == "not":
            return formula.arguments[0]
        if formula is TRUE or formula is FALSE:
            return FALSE if formula is TRUE else TRUE
        return self._intern(("not", formula), "not", (formula,))

    def conj(self, arguments: Iterable[Formula]) -> Formula:
        """Return the conjunction of the arguments; of none, `TRUE`. One absorbed by another, a (a or b), vanishes."""
        return self._join("and", arguments, unit=TRUE, zero=FALSE)

    def disj(self, arguments: Iterable[Formula]) -> Formula:
        """Return the disjunction of the arguments; of none, `FALSE`."""
        return self._join("or", arguments, unit=FALSE, zero=TRUE)

    def at_least(self, threshold: int, arguments: Iterable[Formula]) -> Formula:
        """Return the formula true when `threshold` arguments are; one that occurs twice counts twice."""
        given = tuple(arguments)
        threshold -= given.count(TRUE)
        rest = tuple(one for one in given if one is not TRUE and one is not FALSE)
        if threshold <= 0:
            return TRUE
        if threshold > len(rest):
            return FALSE
        if threshold == 1:
            return self.disj(rest)
        if threshold == len(rest):
            return self.conj(rest)
        key = ("at-least", threshold, tuple(sorted(one.index for one in rest)))
        return self._intern(key, "at-least", rest, threshold=threshold)

    def exactly_one(self, arguments: Iterable[Formula]) -> Formula:
        """Return the formula true when one argument is and no second; it is not monotone."""
        given = tuple(arguments)
        return self.conj((self.disj(given), self.negation(self.at_least(2, given))))

    def rebuild(self, formula: Formula, arguments: tuple[Formula, ...]) -> Formula:
        """Return the operator of `formula` applied to other arguments."""
        if formula.operator == "and":
            return self.conj(arguments)
        if formula.operator == "or":
            return self.disj(arguments)
        if formula.operator == "at-least":
            return self.at_least(formula.threshold, arguments)
        return self.negation(arguments[0]) if formula.operator == "not" else formula

    def rewrite(self, formula: Formula, memo: dict[Formula, Formula]) -> Formula:
        """Replace what `memo` replaces, and add what was met to `memo`; linear in what is new to it."""
        stack = [formula]
        while stack:
            one = stack[-1]
            missing = [argument for argument in one.arguments if argument not in memo]
            if one in memo:
                stack.pop()
            elif missing:
                stack.extend(reversed(missing))
            else:
                stack.pop()
                memo[one] = self._follow(one, memo)
        return memo[formula]

    def _follow(self, one: Formula, memo: Mapping[Formula, Formula]) -> Formula:
        arguments = tuple(memo[argument] for argument in one.arguments)
        return one if arguments == one.arguments and one.operator != "atom" else self.adopt(one, arguments)

    def adopt(self, one: Formula, arguments: tuple[Formula, ...]) -> Formula:
        """Return `rebuild`, with atoms made anew here, so that formulas can move between arenas."""
        return self.atom(one.name) if one.operator == "atom" else self.rebuild(one, arguments)

    def _join(
        self, operator: Literal["and", "or"], arguments: Iterable[Formula], *, unit: Formula, zero: Formula
    ) -> Formula:
        merged = _merge(operator, arguments)
        merged.pop(unit, None)
        if zero in merged:
            return zero
        opposite = "or" if operator == "and" else "and"
        for one in tuple(merged):
            if one.operator == "not" and one.arguments[0] in merged:
                return zero
            if one.operator == opposite and len(one.arguments) <= SMALL and not merged.keys().isdisjoint(one.arguments):
                del merged[one]
        if len(merged) == 1:
            return next(iter(merged))
        return self._intern((operator, frozenset(merged)), operator, tuple(merged)) if merged else unit

    def _intern(
        self, key: Key, operator: Operator, arguments: tuple[Formula, ...], *, name: str = "", threshold: int = 0
    ) -> Formula:
        known = self._known.get(key)
        if known is None:
            known = Formula(operator, arguments, name, threshold, len(self._known) + 2)
            self._known[key] = known
        return known


def _merge(operator: Operator, arguments: Iterable[Formula]) -> dict[Formula, None]:
    merged: dict[Formula, None] = {}
    for one in arguments:
        if one.operator == operator and len(one.arguments) <= SMALL:
            merged.update(dict.fromkeys(one.arguments))
        else:
            merged[one] = None
    return merged


def subformulas(*formulas: Formula) -> list[Formula]:
    """Return the formulas and all they are made of, arguments before what uses them, each once."""
    seen = set(formulas)
    stack = list(formulas)
    while stack:
        for one in stack.pop().arguments:
            if one not in seen:
                seen.add(one)
                stack.append(one)
    return sorted(seen, key=lambda one: one.index)


def atoms(formula: Formula) -> tuple[str, ...]:
    """Return the names of the atoms that occur in `formula`, in alphabetical order."""
    return tuple(sorted(one.name for one in subformulas(formula) if one.operator == "atom"))


def is_monotone(formula: Formula) -> bool:
    """Tell whether `formula` is written without negation, which makes its function monotone."""
    return all(one.operator != "not" for one in subformulas(formula))


def values(formula: Formula, true_atoms: AbstractSet[str]) -> dict[Formula, bool]:
    """Return the truth value of each subformula where exactly `true_atoms` hold."""
    value: dict[Formula, bool] = {}
    for one in subformulas(formula):
        if one.operator == "atom":
            value[one] = one.name in true_atoms
        else:
            value[one] = _apply(one, [value[argument] for argument in one.arguments])
    return value


def evaluate(formula: Formula, true_atoms: AbstractSet[str]) -> bool:
    """Return the truth value of `formula` where exactly `true_atoms` hold."""
    return values(formula, true_atoms)[formula]


def _apply(one: Formula, given: list[bool]) -> bool:
    if one.operator == "not":
        return not given[0]
    return sum(given) >= _needed(one)


def _needed(one: Formula) -> int:
    """Return how many arguments of an operator other than `not` have to hold."""
    return {"and": len(one.arguments), "or": 1, "at-least": one.threshold, "true": 0, "false": 1}[one.operator]


def sufficient(formula: Formula) -> frozenset[str]:
    """Return the atoms each of which makes `formula` hold where no other holds.

    All these states are gone through at once: bit i of a value belongs to the state in which atom i holds.
    """
    names = atoms(formula)
    bit = {name: 1 << at for at, name in enumerate(names)}
    holds = _bitwise(formula, bit, (1 << len(names)) - 1)
    return frozenset(name for name in names if holds & bit[name])


def deciding(formula: Formula) -> frozenset[str]:
    """Return the atoms of which each makes `formula` hold in some state in which it does not hold without that atom.

    All states are gone through at once: of n atoms a value has 2^n bits, one for each set of them.
    """
    names = atoms(formula)
    states = 1 << len(names)
    every = (1 << states) - 1
    bit = {
        name: every // ((1 << (2 << at)) - 1) * ((1 << (2 << at)) - (1 << (1 << at))) for at, name in enumerate(names)
    }
    holds = _bitwise(formula, bit, every)
    made = {name: (holds & bit[name]) >> (1 << at) for at, name in enumerate(names)}
    return frozenset(name for name in names if made[name] & ~holds)


def _bitwise(formula: Formula, bit: Mapping[str, int], every: int) -> int:
    """Return in which states `formula` holds, a bit each, from those in which each atom does."""
    value: dict[Formula, int] = {}
    for one in subformulas(formula):
        given = [value[argument] for argument in one.arguments]
        if one.operator == "atom":
            value[one] = bit[one.name]
        elif one.operator == "not":
            value[one] = every & ~given[0]
        else:
            value[one] = _at_least_bitwise(_needed(one), given, every)
    return value[formula]


def _at_least_bitwise(needed: int, given: list[int], every: int) -> int:
    if needed == len(given):
        return reduce(and_, given, every)
    if needed == 1:
        return reduce(or_, given, 0)
    reached = [every, *[0] * needed]
    for one in given:
        for count in range(needed, 0, -1):
            reached[count] |= one & reached[count - 1]
    return reached[needed]


def dual(arena: Formulas, formula: Formula) -> Formula:
    """Return the function not f(not x): its minimal cut sets are the minimal path sets of `formula`."""
    mirrored: dict[Formula, Formula] = {TRUE: FALSE, FALSE: TRUE}
    for one in subformulas(formula):
        arguments = tuple(mirrored[argument] for argument in one.arguments)
        if one.operator == "and":
            mirrored[one] = arena.disj(arguments)
        elif one.operator == "or":
            mirrored[one] = arena.conj(arguments)
        elif one.operator == "at-least":
            mirrored[one] = arena.at_least(len(arguments) - one.threshold + 1, arguments)
        elif one not in mirrored:
            mirrored[one] = arena.adopt(one, arguments)
    return mirrored[formula]
