"""Readers of telescopes and of interfaces: names with types, and ports with what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from interlock.syntax.expression import Expression, Unreadable, Word
from interlock.syntax.lexis import IDENTIFIER, NAME
from interlock.syntax.node import Mapping, Node, Scalar
from interlock.syntax.page import Field, Fields, PortSyntax
from interlock.syntax.plain import Reader
from interlock.syntax.reading import Reading, entries, whole, within
from interlock.syntax.sort import flag, many, maybe, port, proposition, record, term, text, type_

FIELD = record(Field, type=type_(), default=maybe(term()))
PORT = record(
    PortSyntax,
    type=type_(),
    assume=maybe(proposition()),
    guarantee=maybe(proposition()),
    is_=maybe(term()),
    from_=maybe(many(port("in"))),
    admit=maybe(text()),
    fixed=maybe(flag()),
)
_PORT_KEY = re.compile(rf"(in|out)\s+({NAME})")
_NEARLY_PORT_KEY = re.compile(rf"(?:([A-Za-z]+)\s+)?({NAME})")


def telescope(field: Reader, expected: str) -> Reader:
    """The reader of names with types, in order; ``field`` reads what stands at a name."""

    def read(node: Node, reading: Reading) -> object:
        found = entries(node, reading, expected)
        if found is None:
            return None
        return tuple(made for key, held in found if (made := _field(key, held, field, reading)) is not None)

    return read


def _field(key: Scalar, held: Node, field: Reader, reading: Reading) -> Field | None:
    fields = field(held, reading)
    if not IDENTIFIER.fullmatch(key.value):
        reading.misfit(key, "a name of letters, digits, `_` and `'`")
        return None
    if not isinstance(fields, Fields):
        return Field(whole(key), Unreadable(held.start, held.end), None, "")
    type_, default = (_expression(value) for _, value in fields.values)
    return Field(whole(key), type_ or Unreadable(held.start, held.end), default, fields.doc)


def _expression(value: object) -> Expression | None:
    return cast("Expression | None", value)  # the sort of the key is one of terms, and their readers give terms


def interface(fields: Reader, expected: str) -> Reader:
    """The reader of ports, in order; ``fields`` reads what stands at a port."""

    def read(node: Node, reading: Reading) -> object:
        found = entries(node, reading, expected)
        if found is None:
            return None
        return tuple(made for key, held in found for made in _ports(key, held, fields, reading))

    return read


def _ports(key: Scalar, held: Node, fields: Reader, reading: Reading) -> Iterator[PortSyntax]:
    """The port of an entry; `in: {a: A}` is told, and its ports are those that were meant."""
    if key.value in ("in", "out") and isinstance(held, Mapping) and held.entries:
        meant = f"`{key.value} {held.entries[0][0].value}`"
        reading.misfit(key, "`in NAME` or `out NAME`", f"each port says its direction: write {meant}")
        for name, type_ in held.entries:
            yield _port(key.value, whole(name), name.start, type_, fields(type_, reading))
        return
    read = fields(held, reading)
    found = _PORT_KEY.fullmatch(key.value) or _misdirected(key, reading)
    if found is not None:
        yield _port((found[1] or "").lower(), within(key, *found.span(2)), key.start, held, read)


def _port(direction: str, name: Word, start: int, held: Node, read: object) -> PortSyntax:
    """The port with that name; ``read`` are its fields, if those could be read."""
    if not isinstance(read, Fields):
        read = Fields(PORT, tuple((name, None) for name, _ in PORT.fields), (), "", (), held.start, held.end)
    type_, assume, guarantee, is_, from_, admit, fixed = (value for _, value in read.values)
    return PortSyntax(
        "out" if direction.startswith("o") else "in",
        name,
        _expression(type_) or Unreadable(held.start, held.end),
        _expression(assume),
        _expression(guarantee),
        _expression(is_),
        tuple(word for word in from_ if isinstance(word, Word)) if isinstance(from_, tuple) else None,
        admit.text if isinstance(admit, Word) else "",
        isinstance(fixed, Word) and fixed.text == "true",
        read.doc,
        read.extra,
        start,
        max(name.end, held.end),
    )


def _misdirected(key: Scalar, reading: Reading) -> re.Match[str] | None:
    """Tell of a key that is no `in NAME`; what name it has is kept, since wires and types speak of the port."""
    found = _NEARLY_PORT_KEY.fullmatch(key.value)
    reading.misfit(key, "`in NAME` or `out NAME`", f"write `in {found[2]}` or `out {found[2]}`" if found else "")
    return found
