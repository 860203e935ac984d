"""Scopes: what a name means where a term stands, innermost first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Protocol

from interlock.kernel.builtin import NAMES, TYPES, UNKNOWN
from interlock.kernel.dimension import Powers
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.quote import quote
from interlock.kernel.term import Constant, Free, Literal, Local, Term
from interlock.record import NamedTuple


class Meaning(NamedTuple):
    """A term and, where the context does not know it, its type's value (None for `Type`'s own kin)."""

    term: Term
    type: Term | None


class Ambiguous(NamedTuple):
    """A bare name that several vocabularies declare."""

    vocabularies: tuple[str, ...]


class Declarations(Protocol):
    """The vocabularies in use."""

    def constant(self, name: str) -> Meaning | Ambiguous | None:
        """What a bare name means in them."""

    def qualified(self, vocabulary: str, name: str) -> Meaning | None:
        """What `vocabulary.name` means."""

    def known(self) -> Iterable[str]:
        """Every bare name."""

    def unit(self, name: str) -> Meaning | Ambiguous | None:
        """The measure that a unit is."""

    def units(self) -> Iterable[str]:
        """The names of all units."""

    def wrote(self, found: Term, size: Powers, names: Iterable[tuple[str, Fraction]]) -> None:
        """Take note how the author writes a measure: a number of a product of powers of names."""

    @property
    def partial(self) -> bool:
        """Whether a vocabulary that the file names is missing, so that an unknown name may be one of its."""


Lookup = Callable[[str], Meaning | None]
"""What a port is defined to be, None if it is a variable."""


def _variable(port: str) -> None:
    """No port is defined to be anything."""
    del port


_NO_PORTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType({})
_NO_LEVELS: Final[Mapping[int, Meaning]] = MappingProxyType({})


class Scope(NamedTuple):
    """``names`` are those of the bound variables, by level; ``frees`` the diagram's bare names; ``ports`` those of boxes.

    ``defined`` has the ports that are no variables but defined to be their sources, with value and type. Of an ``opaque``
    box, whose kind is at fault, every port is unknown. ``given`` has the bound variables, by level, that are defined to be
    a value.
    Innermost first: bound variables, ports and parameters, vocabularies, built-ins.
    """

    declarations: Declarations
    names: tuple[str, ...] = ()
    frees: frozenset[str] = frozenset()
    ports: Mapping[str, frozenset[str]] = _NO_PORTS
    defined: Lookup = _variable
    opaque: frozenset[str] = frozenset()
    given: Mapping[int, Meaning] = _NO_LEVELS

    def bind(self, name: str) -> Scope:
        """The scope with one more variable."""
        names = (*self.names, name)
        return Scope(self.declarations, names, self.frees, self.ports, self.defined, self.opaque, self.given)

    def give(self, meaning: Meaning) -> Scope:
        """The scope in which the last bound name means a value, with its type, instead of a variable."""
        return self._replace(given={**self.given, len(self.names) - 1: meaning})

    def meaning(self, name: str) -> Meaning | Ambiguous | None:
        """What a bare name means here."""
        names = self.names
        if name in names:
            level = len(names) - 1 - names[::-1].index(name)
            given = self.given.get(level)
            if given is None:
                return Meaning(Local(level), None)
            return given._replace(term=quote(given.term, len(names), Machine()))
        if name in self.frees:
            return self.defined(name) or Meaning(Free(name), None)
        declared = self.declarations.constant(name)
        found = declared if declared is not None else builtin(name) or self.declarations.unit(name)
        return Meaning(UNKNOWN, UNKNOWN) if found is None and self.declarations.partial else found

    def dotted(self, head: str, name: str) -> Meaning | None:
        """What `head.name` means if it is a port of a box or a vocabulary's name."""
        if head in self.names or head in self.frees:
            return None
        if head in self.opaque:
            return Meaning(UNKNOWN, UNKNOWN)
        if name in self.ports.get(head, frozenset()):
            return self.defined(f"{head}.{name}") or Meaning(Free(f"{head}.{name}"), None)
        return self.declarations.qualified(head, name)

    def unit(self, name: str) -> Meaning | Ambiguous | None:
        """What a name in a unit means."""
        return self.declarations.unit(name)

    def units(self) -> tuple[str, ...]:
        """Every name that could have been meant in a unit."""
        return (*self.declarations.units(), *self.names, *sorted(self.frees))

    def known(self) -> tuple[str, ...]:
        """Every name that could have been meant."""
        return (*self.names, *sorted(self.frees), *self.declarations.known(), *NAMES)


def builtin(name: str) -> Meaning | None:
    """What a built-in name means."""
    term = NAMES.get(name)
    if isinstance(term, Literal):
        return Meaning(term, Constant("Bool"))
    if isinstance(term, Constant):
        type_ = TYPES.get(term.name)
        return Meaning(term, None if type_ is None else evaluate(type_, (), Machine()))
    return None
