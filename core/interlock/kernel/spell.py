"""Terms as text, in the language in which users write them; implicit arguments stay hidden."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from interlock.kernel.builtin import ONE_OF, QUANTITY
from interlock.kernel.dimension import factor_of, measure, powers
from interlock.kernel.evaluate import Machine
from interlock.kernel.measure import spell_measure
from interlock.kernel.part import mentions, parts
from interlock.kernel.quote import quote
from interlock.kernel.term import (
    Apply,
    Closure,
    Constant,
    Deep,
    Free,
    Hole,
    Lambda,
    Large,
    Literal,
    Local,
    Monomial,
    Pi,
    Product,
    Project,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Tuple,
    Universe,
)

LENGTH_LIMIT: Final = 2000
"""Longer spellings are cut and end in an ellipsis."""

_INFIX: Final = {"=>": 2, "or": 3, "and": 4, "=": 6, "<": 6, "<=": 6, "+": 7, "-": 7, "*": 8, "/": 8}
_ATOM: Final = 10
_APPLICATION: Final = 9
_POWER: Final = 8
_BINDER: Final = 0
_ARROW: Final = 2


def spell(term: Term, names: tuple[str, ...] = ()) -> str:
    """The text of a term or value; ``names`` are those of the variables bound around it."""
    writer = _Writer()
    writer.write(term, names, _BINDER)
    text = "".join(writer.parts)
    return text if len(text) <= LENGTH_LIMIT else text[: LENGTH_LIMIT - 1] + "…"


class _Writer:
    """Collects text and stops when there is too much of it: a term may be exponentially larger than its nodes."""

    __slots__ = ("length", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def write(self, term: Term, names: tuple[str, ...], level: int) -> None:
        if self.length > LENGTH_LIMIT:
            return
        if isinstance(term, Closure):
            self.closure(term, names, level)
        elif isinstance(term, Apply) and not isinstance(term.head, Hole):
            self.application(term, names, level)
        elif isinstance(term, Pi):
            self.arrow(term, names, level)
        elif isinstance(term, Lambda | Quantified):
            self.binder(term, names, level)
        elif isinstance(term, Record | Refinement | Tuple):
            self.braces(term, names)
        elif isinstance(term, Sum):
            self.polynomial(term, names, level)
        elif isinstance(term, Product):
            self.measure(term, names, level)
        elif isinstance(term, Project):
            self.write(term.record, names, _ATOM)
            self.put(f".{term.field}")
        elif isinstance(term, Universe) and term.level:
            self.wrapped(f"Type {term.level}", level > _APPLICATION)
        elif isinstance(term, Literal):
            text = leaf(term, names)
            self.wrapped(text, level > _INFIX["+"] and text.startswith("-"))
        else:
            self.put(leaf(term, names))

    def wrapped(self, text: str, parenthesised: bool) -> None:  # noqa: FBT001 - a private writer
        self.put(f"({text})" if parenthesised else text)

    def closure(self, term: Closure, names: tuple[str, ...], level: int) -> None:
        try:
            quoted = quote(term, len(names), Machine(steps=1000))
        except (Deep, Large):
            self.put("…")
            return
        self.write(quoted, names, level)

    def application(self, term: Apply, names: tuple[str, ...], level: int) -> None:
        head, arguments = term.head, list(term.arguments)
        if head in (QUANTITY, ONE_OF) and len(arguments) == 1 and (text := unit_text(arguments[0])):
            self.wrapped(f'{head.name if head is QUANTITY else 1} "{text}"', level > _APPLICATION)
            return
        if isinstance(head, Constant):
            hidden = head.hidden + (False,) * len(arguments)
            arguments = [a for a, hide in zip(arguments, hidden, strict=False) if not hide]
            if head.name in _INFIX and len(arguments) == 2:
                self.infix(head.name, arguments, names, level)
                return
        if not arguments:
            self.write(head, names, level)
            return
        if level > _APPLICATION:
            self.put("(")
        self.write(head, names, _APPLICATION)
        for argument in arguments:
            self.put(" ")
            self.write(argument, names, _ATOM)
        if level > _APPLICATION:
            self.put(")")

    def infix(self, operator: str, arguments: list[Term], names: tuple[str, ...], level: int) -> None:
        own = _INFIX[operator]
        self.put("(" if level > own else "")
        self.write(arguments[0], names, own + 1 if operator in ("=>", "=", "<", "<=") else own)
        self.put(f" {operator} ")
        self.write(arguments[1], names, own if operator == "=>" else own + 1)
        self.put(")" if level > own else "")

    def arrow(self, term: Pi, names: tuple[str, ...], level: int) -> None:
        self.put("(" if level > _ARROW else "")
        used = mentions(term.codomain, len(names))
        name = unused(term.name, names, term.codomain)
        if used or term.implicit:
            self.put(f"{{{name} : " if term.implicit else f"({name} : ")
            self.write(term.domain, names, _BINDER)
            self.put("}" if term.implicit else ")")
        else:
            self.write(term.domain, names, _ARROW + 1)
        self.put(" -> ")
        self.write(term.codomain, (*names, name), _ARROW)
        self.put(")" if level > _ARROW else "")

    def binder(self, term: Lambda | Quantified, names: tuple[str, ...], level: int) -> None:
        name = unused(term.name, names, term.body)
        self.put("(" if level > _BINDER else "")
        if isinstance(term, Lambda):
            self.put(f"fun {name} => ")
        else:
            self.put(f"{term.quantifier} ({name} : ")
            self.write(term.domain, names, _BINDER)
            self.put("), ")
        self.write(term.body, (*names, name), _BINDER)
        self.put(")" if level > _BINDER else "")

    def braces(self, term: Record | Refinement | Tuple, names: tuple[str, ...]) -> None:
        self.put("{")
        if isinstance(term, Refinement):
            name = unused(term.name, names, term.proposition)
            self.put(f"{name} : ")
            self.write(term.domain, names, _BINDER)
            self.put(" | ")
            self.write(term.proposition, (*names, name), _BINDER)
        else:
            self.fields(term, names)
        self.put("}")

    def fields(self, term: Record | Tuple, names: tuple[str, ...]) -> None:
        members = term.types if isinstance(term, Record) else term.values
        for at, (name, member) in enumerate(zip(term.names, members, strict=True)):
            self.put(", " if at else "")
            self.put(f"{name} : " if isinstance(term, Record) else f"{name} = ")
            self.write(member, names, _BINDER)
            names = (*names, name) if isinstance(term, Record) else names

    def polynomial(self, term: Sum, names: tuple[str, ...], level: int) -> None:
        words: dict[str, int | Fraction] = {self.monomial(m, names): coefficient for m, coefficient in term.terms}
        text = ""
        for word in sorted(words, key=lambda word: (word == "", word)):
            coefficient = words[word]
            size = -coefficient if coefficient < 0 else coefficient
            word = word[2:] if word.startswith('1 "') and size != 1 and word.count('"') == 2 else word
            body = (
                f"{number(size)} {word}"
                if word.startswith('"')
                else word
                if size == 1 and word
                else f"{number(size)} * {word}"
                if word
                else number(size)
            )
            sign = "-" if coefficient < 0 else "+"
            text += f" {sign} {body}" if text else ("-" if coefficient < 0 else "") + body
        self.wrapped(text, (level > _INFIX["+"] and len(words) > 1) or level > _INFIX["*"])

    def measure(self, term: Product, names: tuple[str, ...], level: int) -> None:
        factors = []
        for atom, exponent in term.powers:
            inner = _Writer()
            inner.write(atom, names, _ATOM)
            factors.append(("".join(inner.parts), exponent))
        above, below = (
            [power(*f) for f in sorted(factors) if f[1] > 0],
            [power(n, -e) for n, e in sorted(factors) if e < 0],
        )
        text = " * ".join(above) or "1"
        if below:
            text += f" / {below[0]}" if len(below) == 1 else f" / ({' * '.join(below)})"
        self.wrapped(text, level > (_INFIX["*"] if len(above) + len(below) > 1 or not above else _POWER))

    def monomial(self, monomial: Monomial, names: tuple[str, ...]) -> str:
        factors: list[str] = []
        for atom, exponent in monomial:
            inner = _Writer()
            inner.write(atom, names, _APPLICATION)
            factors += ["".join(inner.parts)] * exponent
        return " * ".join(sorted(factors))


def leaf(term: Term, names: tuple[str, ...]) -> str:
    """The text of a node without parts."""
    match term:
        case Local(level=level):
            return names[level] if level < len(names) else f"#{level}"
        case Constant(name=name):
            return name.rpartition(".")[2] or name
        case Literal(value=value) if isinstance(value, bool):
            return "true" if value else "false"
        case Literal(value=value) if isinstance(value, str):
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case Literal(value=value):
            return number(value) if not isinstance(value, str) else value
        case Free(name=name):
            return name
        case Hole() | Apply():  # a hole, perhaps at the variables around it
            return "_"
        case _:
            assert isinstance(term, Universe)
            return "Type"


def unit_text(term: Term) -> str:
    """A measure of units alone as it is quoted, `24 fault / (device * hour)`; empty where variables have a part in it."""
    vector = powers(term)
    if not all(isinstance(atom, Constant | Literal) for atom in vector):
        return ""
    size = factor_of(measure({atom: e for atom, e in vector.items() if isinstance(atom, Literal)}))
    named = tuple(sorted((leaf(atom, ()), e) for atom, e in vector.items() if isinstance(atom, Constant)))
    return "" if size is None else sized(size, spell_measure(named))


def ratio_text(factor: Fraction) -> str:
    """A positive factor or its inverse, whichever is the larger."""
    return untyped(max(factor, 1 / factor))


def sized(size: Fraction, unit: str) -> str:
    """A unit with its size: `24 hour`; what is quoted may be read again."""
    if size == 1:
        return unit
    return str(size) if unit == "1" else f"{size} {unit.removeprefix('1 ')}"


def power(base: str, exponent: Fraction) -> str:
    """A power as it is written: `u`, `u^2`, `u^(1/2)`."""
    return base if exponent == 1 else f"{base}^{exponent}" if exponent.denominator == 1 else f"{base}^({exponent})"


def number(value: int | Fraction) -> str:
    """An exact number: a decimal where it has a short one, else a quotient."""
    if isinstance(value, int):
        return str(value)
    for digits in range(1, 13):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            sign, text = ("-", str(-scaled.numerator)) if scaled < 0 else ("", str(scaled.numerator))
            text = text.rjust(digits + 1, "0")
            return f"{sign}{text[:-digits]}.{text[-digits:]}"
    return f"({value.numerator} / {value.denominator})"


def untyped(value: int | Fraction) -> str:
    """An exact number of no type: one that is whole has no point."""
    return number(value.numerator if value.denominator == 1 else value)


def unused(name: str, names: tuple[str, ...], body: Term) -> str:
    """The name, with primes if need be, so that it hides none of those around and nothing that the body mentions."""
    taken = {leaf(part, names) for part in parts(body) if isinstance(part, Free | Constant)}
    while name in names or name in taken:
        name += "'"
    return name
