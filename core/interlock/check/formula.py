"""Formulas of many sorts: what is handed to a solver, and can be evaluated without one.

A formula is plain data, so that equal questions are equal values. The sorts are `Int`, `Real`, `Bool`, `Text` (of which
only equality is known), those that are written as the list of their values, `a | b`, and `Value`, on which all else is
uninterpreted, but that what is made in different ways (`make`) is different.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from typing import Final, TypeAlias

from interlock.record import NamedTuple

Number: TypeAlias = int | Fraction
Datum: TypeAlias = bool | int | Fraction | str


class Node(NamedTuple):
    """An operator, the sort of the result, the operands.

    ``data`` is the name of a `variable`, the value of a `literal`, the level and sort of a `bound` or quantified variable,
    the symbol of an `apply`, of a `make` (a constructor, record or box: free), of a `call` (of a function that is computed).
    """

    op: str
    sort: str
    args: tuple[Node, ...] = ()
    data: Hashable = None


Functions: TypeAlias = Callable[[str, tuple[Datum, ...]], Datum]
"""Computes calls, given the name of the function; raises Uncomputed where that takes too long."""

NUMBERS: Final = ("Int", "Real")
SORTS: Final = (*NUMBERS, "Bool", "Text", "Value")
"""All sorts but those that list their values."""

TRUE: Final = Node("literal", "Bool", (), data=True)
FALSE: Final = Node("literal", "Bool", (), data=False)


class Uncomputed(Exception):  # noqa: N818 - it is no mistake that a value is not known
    """A value that was not computed, or that there is none of."""


def uncomputable(_: str, __: tuple[Datum, ...]) -> Datum:
    """The functions of which no value is known."""
    raise Uncomputed


def listed(values: Iterable[str]) -> str:
    """The sort of which these are the values."""
    return " | ".join(values)


def alternatives(sort: str) -> tuple[str, ...]:
    """The values of a sort that is written as the list of them; none for another."""
    return () if sort in SORTS else tuple(sort.split(" | "))


def literal(value: Datum) -> Node:
    """The literal of a value."""
    match value:
        case bool():
            return Node("literal", "Bool", (), value)
        case int():
            return Node("literal", "Int", (), value)
        case Fraction():
            return Node("literal", "Real", (), value)
        case _:
            return Node("literal", "Text", (), value)


def real(node: Node) -> Node:
    """An integer as a real."""
    if node.sort == "Real":
        return node
    if node.op == "literal":
        return Node("literal", "Real", (), node.data)
    return Node("real", "Real", (node,))


def boxed(node: Node) -> Node:
    """A term as one of the sort of values."""
    if node.sort == "Value":
        return node
    inner = real(node) if node.sort in NUMBERS else node
    return Node("make", "Value", (inner,), ("box", inner.sort))


def level(left: Node, right: Node) -> tuple[Node, Node]:
    """Two numbers of one sort."""
    return (left, right) if left.sort == right.sort else (real(left), real(right))


def conjunction(parts: tuple[Node, ...]) -> Node:
    """`and` of any number of formulas."""
    kept = tuple(part for part in parts if part != TRUE)
    return kept[0] if len(kept) == 1 else Node("and", "Bool", kept) if kept else TRUE


def disjunction(parts: tuple[Node, ...]) -> Node:
    """`or` of any number of formulas."""
    kept = tuple(part for part in parts if part != FALSE)
    return kept[0] if len(kept) == 1 else Node("or", "Bool", kept) if kept else FALSE


def implication(guard: Node, body: Node) -> Node:
    """That the body holds where the guard does."""
    return body if guard == TRUE else Node("=>", "Bool", (guard, body))


def nodes(node: Node) -> Iterator[Node]:
    """The formula and all its parts, each before its own."""
    stack = [node]
    while stack:
        one = stack.pop()
        yield one
        if one.args:
            stack.extend(reversed(one.args))


def interpreted(node: Node) -> bool:
    """Whether a formula has neither a quantifier nor a part that a solver may interpret as it likes, but for calls."""
    return all(n.op not in ("apply", "forall", "exists") and n.sort != "Value" for n in nodes(node))


def renamed(node: Node, names: Mapping[Hashable, int]) -> Node:
    """The formula with its variables numbered."""
    if node.op == "variable":
        return node._replace(data=names[node.data])
    return node._replace(args=tuple([renamed(part, names) for part in node.args])) if node.args else node


def evaluate(node: Node, values: Mapping[Hashable, Datum], functions: Functions = uncomputable) -> Datum:
    """The value of an interpreted formula. Raises Uncomputed where it divides by 0, or a call is not known."""
    if node.op == "variable":
        return values[node.data]
    if node.op == "literal":
        return node.data  # type: ignore[return-value]
    if node.op in ("and", "or", "=>", "not", "if"):
        return _lazy(node, values, functions)
    parts = [evaluate(part, values, functions) for part in node.args]
    return functions(str(node.data), tuple(parts)) if node.op == "call" else _computed(node.op, parts)


def truth(formula: Node, values: Mapping[Hashable, Datum], functions: Functions = uncomputable) -> bool | None:
    """Whether an interpreted formula is true at values; None if it divides by 0, or a call was not computed."""
    try:
        return evaluate(formula, values, functions) is True
    except Uncomputed:
        return None


def holds_plainly(formula: Node) -> bool:
    """Whether a formula is true in which nothing stands for something else."""
    plain = all(n.op not in ("variable", "bound", "apply", "call", "make", "forall", "exists") for n in nodes(formula))
    return plain and truth(formula, {}) is True


def _lazy(node: Node, values: Mapping[Hashable, Datum], functions: Functions) -> Datum:
    """A connective, which looks no further than it must."""
    first, *rest = node.args
    match node.op:
        case "and":
            return all(evaluate(part, values, functions) for part in node.args)
        case "or":
            return any(evaluate(part, values, functions) for part in node.args)
        case "=>":
            return not evaluate(first, values, functions) or evaluate(rest[0], values, functions)
        case "not":
            return not evaluate(first, values, functions)
        case _:
            return evaluate(rest[0 if evaluate(first, values, functions) else 1], values, functions)


def _computed(op: str, parts: list[Datum]) -> Datum:
    if op == "=":
        return parts[0] == parts[1]
    numbers = [part for part in parts if not isinstance(part, str)]
    assert len(numbers) == len(parts)
    match op:
        case "+":
            return sum(numbers)
        case "*":
            return reduce(lambda a, b: a * b, numbers)
        case "/":
            if not numbers[1]:
                raise Uncomputed
            return Fraction(numbers[0]) / Fraction(numbers[1])
        case "real":
            return numbers[0]
        case "<":
            return numbers[0] < numbers[1]
        case "<=":
            return numbers[0] <= numbers[1]
        case _:
            raise ValueError(op)
