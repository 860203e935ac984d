"""Values of items after resolution: conditions over elements, exact numbers with units, ends of wires."""

from __future__ import annotations

from fractions import Fraction
from typing import Any as Anything
from typing import TypeAlias, cast

from interlock.diagram.element import Element
from interlock.record import NamedTuple, dataclass


class Quantity(NamedTuple):
    """An exact number or interval (``low == high`` for a point) in a unit; ``unit`` is `1` for a pure number."""

    low: Fraction
    high: Fraction
    unit: str = "1"


class Happens(NamedTuple):
    """An event, by its dotted name, or bare if it is the proposal's own."""

    event: str


class Carries(NamedTuple):
    """A failure type (or `any`) at a port; within a kind the port is bare, `learning` is what learn wires bring."""

    failure: str
    port: Element


class Breach(NamedTuple):
    """The breach of a claim."""

    claim: str


class Several(NamedTuple):
    """At least ``threshold`` of the conditions."""

    threshold: int
    conditions: tuple[Condition, ...]


class ExactlyOne(NamedTuple):
    """Exactly one of the conditions."""

    conditions: tuple[Condition, ...]


class All(NamedTuple):
    """Every condition."""

    conditions: tuple[Condition, ...]


class Any(NamedTuple):
    """Some condition."""

    conditions: tuple[Condition, ...]


Condition: TypeAlias = Happens | Carries | Breach | Several | ExactlyOne | All | Any


class WireRef(NamedTuple):
    """Wires from one source, a port and the steps on into its value if any are named, to targets; all of them are there."""

    source: Element
    targets: tuple[Element, ...]
    way: tuple[str, ...] = ()


class LearnRef(NamedTuple):
    """A learn wire by its ends; a target without a dot is a box."""

    source: Element
    target: Element


class FailureRule(NamedTuple):
    """`failure at port if condition`; no condition: always."""

    failure: str
    port: Element
    condition: Condition | None


class Stop(NamedTuple):
    """`stop failure at port`."""

    failure: str
    port: Element


def phrase(parts: tuple[object, ...], found: tuple[object, ...]) -> object:
    """What a phrase of these parts says with the values found: a rule of failures as such, any other as its values."""
    if parts[0] == "stop" and len(found) == 2:
        return Stop(str(found[0]), Element(str(found[1])))
    if "at" in parts and len(found) == 3:
        inner = cast("tuple[Condition, ...] | None", found[2])
        return FailureRule(str(found[0]), Element(str(found[1])), inner[0] if inner else None)
    return found


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """An item of a section, resolved: ``value`` is what the section's record makes, names in it are elements."""

    element: Element
    name: str
    value: Anything
    doc: str = ""
    cites: tuple[str, ...] = ()
