"""Formulas of many sorts: what is handed to a solver, and can be evaluated without one.

A formula is plain data, so that equal questions are equal values. The sorts are `Int`, `Real`, `Bool`, `Text` (of which
only equality is known) and `Value`, on which all else is uninterpreted.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from typing import Final, TypeAlias

from interlock.record import NamedTuple

Number: TypeAlias = int | Fraction
Datum: TypeAlias = bool | int | Fraction | str


class Node(NamedTuple):
    """An operator, the sort of the result, the operands.

    ``data`` is the name of a `variable`, the value of a `literal`, the level and sort of a `bound` or quantified variable,
    the symbol of an `apply`.
    """

    op: str
    sort: str
    args: tuple[Node, ...] = ()
    data: Hashable = None


NUMBERS: Final = ("Int", "Real")
TRUE: Final = Node("literal", "Bool", (), data=True)


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


def level(left: Node, right: Node) -> tuple[Node, Node]:
    """Two numbers of one sort."""
    return (left, right) if left.sort == right.sort else (real(left), real(right))


def conjunction(parts: tuple[Node, ...]) -> Node:
    """`and` of any number of formulas."""
    kept = tuple(part for part in parts if part != TRUE)
    return kept[0] if len(kept) == 1 else Node("and", "Bool", kept) if kept else TRUE


def nodes(node: Node) -> Iterator[Node]:
    """The formula and all its parts."""
    yield node
    for part in node.args:
        yield from nodes(part)


def interpreted(node: Node) -> bool:
    """Whether a formula has neither a quantifier nor a part that a solver may interpret as it likes."""
    return all(n.op not in ("apply", "forall", "exists") and n.sort != "Value" for n in nodes(node))


def renamed(node: Node, names: Mapping[Hashable, int]) -> Node:
    """The formula with its variables numbered."""
    if node.op == "variable":
        return node._replace(data=names[node.data])
    return node._replace(args=tuple([renamed(part, names) for part in node.args])) if node.args else node


def evaluate(node: Node, values: Mapping[Hashable, Datum]) -> Datum:
    """The value of an interpreted formula. Raises ZeroDivisionError where it divides by 0."""
    if node.op == "variable":
        return values[node.data]
    if node.op == "literal":
        return node.data  # type: ignore[return-value]
    if node.op in ("and", "or", "=>", "not", "if"):
        return _lazy(node, values)
    parts = [evaluate(part, values) for part in node.args]
    return _computed(node.op, parts)


def _lazy(node: Node, values: Mapping[Hashable, Datum]) -> Datum:
    """A connective, which looks no further than it must."""
    match node.op:
        case "and":
            return all(evaluate(part, values) for part in node.args)
        case "or":
            return any(evaluate(part, values) for part in node.args)
        case "=>":
            return not evaluate(node.args[0], values) or evaluate(node.args[1], values)
        case "not":
            return not evaluate(node.args[0], values)
        case _:
            return evaluate(node.args[1 if evaluate(node.args[0], values) else 2], values)


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
            return Fraction(numbers[0]) / Fraction(numbers[1])
        case "real":
            return numbers[0]
        case "<":
            return numbers[0] < numbers[1]
        case "<=":
            return numbers[0] <= numbers[1]
        case _:
            raise ValueError(op)
