"""The surface syntax of terms. Offsets count from the start of the item in which the term stands."""

from __future__ import annotations

from typing import TypeAlias

from interlock.record import NamedTuple


class Word(NamedTuple):
    """A name, keyword, operator or scalar as it was written."""

    text: str
    start: int
    end: int


class Name(NamedTuple):
    """An identifier (never dotted: `a.b` is a projection)."""

    text: str
    start: int
    end: int


class Numeral(NamedTuple):
    """A literal number in its source spelling: `3`, `0.5`, `1e-4`."""

    text: str
    start: int
    end: int


class UnitText(NamedTuple):
    """What a text says if it is read as a unit: a number, and names with the parts of their exponents."""

    size: str
    powers: tuple[tuple[Word, int, int], ...]


class Quoted(NamedTuple):
    """A literal of type Text, its escapes resolved; where a measure is due it is the unit of that text."""

    value: str
    start: int
    end: int
    unit: UnitText | None = None


class Universe(NamedTuple):
    """`Type` (level 0) or `Type n`."""

    level: int
    start: int
    end: int


class Apply(NamedTuple):
    """`f a b`, flattened to the left."""

    head: Expression
    arguments: tuple[Expression, ...]
    start: int
    end: int


class Binder(NamedTuple):
    """`(x y : A)` or `{x : A}`; no names for the domain of a plain arrow; no type in `fun x => t`."""

    names: tuple[Word, ...]
    type: Expression | None
    implicit: bool
    start: int
    end: int


class Arrow(NamedTuple):
    """`B1 ... Bn -> C`, a dependent function type."""

    binders: tuple[Binder, ...]
    codomain: Expression
    start: int
    end: int


class Lambda(NamedTuple):
    """`fun x (y : A) => t`."""

    binders: tuple[Binder, ...]
    body: Expression
    start: int
    end: int


class Quantified(NamedTuple):
    """`forall B..., p` or `exists B..., p`."""

    quantifier: Word
    binders: tuple[Binder, ...]
    body: Expression
    start: int
    end: int


class RecordType(NamedTuple):
    """`{x : A, y : B x}`, a telescope; `{}` is the empty one."""

    fields: tuple[tuple[Word, Expression], ...]
    start: int
    end: int


class RecordValue(NamedTuple):
    """`{x = t, y = u}`."""

    fields: tuple[tuple[Word, Expression], ...]
    start: int
    end: int


class Refinement(NamedTuple):
    """`{x : A | p}`."""

    name: Word
    type: Expression
    proposition: Expression
    start: int
    end: int


class Projection(NamedTuple):
    """`t.x`."""

    record: Expression
    field: Word
    start: int
    end: int


class Operation(NamedTuple):
    """A binary operation: `+ - * / = <= >= < > and or =>`."""

    operator: Word
    left: Expression
    right: Expression
    start: int
    end: int


class Prefix(NamedTuple):
    """`not p` or `- t`."""

    operator: Word
    operand: Expression
    start: int
    end: int


class Unreadable(NamedTuple):
    """What could not be parsed; its fault is already told, so it agrees with everything."""

    start: int
    end: int


Expression: TypeAlias = (
    Name
    | Numeral
    | Quoted
    | Universe
    | Apply
    | Arrow
    | Lambda
    | Quantified
    | RecordType
    | RecordValue
    | Refinement
    | Projection
    | Operation
    | Prefix
    | Unreadable
)
