"""Why two types differ: at which argument, what each side has there, and which wires brought it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from interlock.diagram.element import Element
from interlock.elaborate.fault import Divergence
from interlock.elaborate.interface import Interface
from interlock.elaborate.metavariable import is_open
from interlock.kernel.context import Context
from interlock.kernel.convert import convertible
from interlock.kernel.quote import quote
from interlock.kernel.signature import Signature
from interlock.kernel.term import Apply, Constant, Free, Pi, Term
from interlock.text.site import Site


class Walking(Protocol):
    """What is read of a walk."""

    context: Context
    environments: dict[str, list[Term]]

    @property
    def sites_of(self) -> Mapping[Element, Site]:
        """Where each target's wire names it."""

    def interface_of(self, name: str) -> Interface:
        """The interface of a box."""


def divergences(
    walk: Walking, name: str, port: str, source: str, expected: Term, found: Term
) -> tuple[Divergence, ...]:
    """The innermost arguments at which two types part, each with the wires that brought either side.

    An argument that is not determined yet is only looked at where all that part are such.
    """
    every = list(_partings(expected, found, walk.context))
    parted = [one for one in every if not (is_open(one[1]) or is_open(one[2]))] or every
    machine = walk.context.machine
    told = []
    for label, wanted, had in parted:
        told.append(
            Divergence(
                label,
                quote(wanted, 0, machine),
                quote(had, 0, machine),
                _story(walk, name, port, wanted),
                _story(walk, source.rpartition(".")[0], source, had),
            )
        )
    return tuple(told)


def _partings(expected: Term, found: Term, context: Context) -> Iterator[tuple[str, Term, Term]]:
    """The arguments that differ under equal heads, outermost families looked through."""
    if not (isinstance(expected, Apply) and isinstance(found, Apply) and expected.head is found.head):
        return
    names = _names(expected.head, context.signature)
    for at, (one, other) in enumerate(zip(expected.arguments, found.arguments, strict=False)):
        if one is other or convertible(one, other, context):
            continue
        inner = list(_partings(one, other, context))
        # An argument that is itself a family's application parts further in; a variable is the end of the search.
        yield from inner or [(names[at] if at < len(names) else "", one, other)]


def _names(head: Term, signature: Signature) -> tuple[str, ...]:
    """The names of a family's parameters."""
    type_ = signature.type_of(head.name) if isinstance(head, Constant) else None
    names = []
    while isinstance(type_, Pi):
        names.append("" if type_.name == "_" else type_.name)
        type_ = type_.codomain
    return tuple(names)


def _story(walk: Walking, name: str, port: str, value: Term) -> tuple[tuple[Site, str], ...]:
    """The other ports of the box at which this value comes in, and where their wires stand."""
    interface, environment = walk.interface_of(name), walk.environments[name]
    offset = len(interface.telescope.parameters)
    prefix = f"{name}." if name else ""
    told = []
    for at, entry in enumerate(interface.telescope.ports):
        other = prefix + entry.name
        site = walk.sites_of.get(Element(other))
        if other != port and site is not None and environment[offset + at] is value:
            told.append((site, other))
    return tuple(told[:1]) or _origin(walk, value)


def _origin(walk: Walking, value: Term) -> tuple[tuple[Site, str], ...]:
    """Where a port that is itself the value is declared, if it is the box's own output."""
    if not isinstance(value, Free):
        return ()
    name, _, short = value.name.rpartition(".")
    interface = walk.interface_of(name)
    at = interface.shape.index.get(short)
    return () if at is None else ((interface.port_site(at), value.name),)
