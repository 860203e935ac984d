"""The names of the things of a diagram: an element *is* its canonical text, the same in every result and picture."""

from __future__ import annotations

from typing import NewType

Element = NewType("Element", str)


def box(name: str) -> Element:
    """The box of that name: ``gate``, of a family ``monitor[2]``."""
    return Element(name)


def port(owner: str, name: str) -> Element:
    """The port of a box, ``gate.certificate``; of the outside (owner ``""``), the bare name ``action``."""
    return Element(f"{owner}.{name}" if owner else name)


def wire(target: Element) -> Element:
    """The wire that ends at a target: ``wire:gate.certificate``; a target has one source, so this names it."""
    return Element(f"wire:{target}")


def learn(source: Element, target: Element) -> Element:
    """The learn wire between two elements: ``learn:reward.score~policy``."""
    return Element(f"learn:{source}~{target}")


def item(section: str, name: str) -> Element:
    """The item of a section: ``hazards:harm``."""
    return Element(f"{section}:{name}")


def key(item: Element, *path: str) -> Element:
    """A key within an item, or one of those within that: ``kernels:noise/rows/true``."""
    return Element("/".join((item, *path)))


def nested(outer: str, element: Element) -> Element:
    """The element as it is called from outside box ``outer`` that holds it: ``stack/filter.out``.

    The prefix stands before each box, inside the scheme (``wire:stack/filter.in``). ``nested("", e) == e``, and
    ``nested(a, nested(b, e)) == nested(f"{a}/{b}", e)``.
    """
    if not outer:
        return element
    scheme, colon, body = element.rpartition(":")
    ends = body.split("~") if scheme == "learn" else [body]
    return Element(scheme + colon + "~".join(f"{outer}/{end}" for end in ends))


def owner(port: Element) -> str:
    """The box of a port, or ``""`` for a port of the outer interface."""
    return port.rpartition(".")[0]


def port_name(port: Element) -> str:
    """The name of a port within its box."""
    return port.rpartition(".")[2]
