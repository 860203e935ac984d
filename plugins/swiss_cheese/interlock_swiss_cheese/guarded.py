"""What the pictures of a hazard show, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from interlock.api.diagram import Element
from interlock.api.record import dataclass, field

Status = Literal["declared", "measured", "proved", "chosen", "open"]
"""What a barrier rests on; `chosen`: in some scenario an adversary opens it at will; `open`: what began the route does."""

Sets = tuple[tuple[str, ...], ...]
"""Sets of events, one of which is enough."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A barrier on a route.

    Attributes:
        box: The box that is one.
        status: What it rests on; `chosen` if in some scenario an adversary opens it at will, `open` if what began the
            route opens it as well.
        opened_by: The least sets of events that open it, once the failure is there; the smallest of many.
        told_all: Whether these are all.
        credited: Whether it counts beside the others on the route.
        because: Why it is not, or what else bears on its status; empty if there is nothing to say.
    """

    box: str
    status: Status
    opened_by: Sets
    told_all: bool
    credited: bool
    because: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A route: the sets of events with which it begins, what goes wrong where, its elements, and the barriers met."""

    begins_by: Sets
    begins_with: str
    way: tuple[str, ...]
    guards: tuple[Guard, ...]
    credited: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """An outer port by which what goes wrong leaves, as what, and the barriers that it meets on the way there."""

    port: str
    failure: str
    guards: tuple[Guard, ...]


@dataclass(frozen=True, slots=True)
class Guarded:
    """A hazard between what leads to it and what follows.

    Attributes:
        top: What goes wrong where when it happens, as far as failures do.
        lanes: The thinnest routes to it.
        routes: How many routes there are; at least so many if not ``complete``.
        complete: Whether all routes were counted.
        outlooks: The outer ports that are reached from it.
        cut_sets: The smallest minimal cut sets, where no failure travels: in a fault tree, or if the top is events alone.
        cut_sets_in_all: How many there are; None if that is not known.
        target: The target and whether it is met, in words; empty without one.
        lit: What the picture of the diagram lights.
        travels: Whether failures travel here; a fault tree of another program says nothing of that.
    """

    top: tuple[str, ...] = ()
    lanes: tuple[Lane, ...] = ()
    routes: int = 0
    complete: bool = True
    outlooks: tuple[Outlook, ...] = ()
    cut_sets: Sets = ()
    cut_sets_in_all: int | None = None
    target: str = ""
    lit: Mapping[Element, tuple[str, ...]] = field(default_factory=dict)
    travels: bool = True


@dataclass(frozen=True, slots=True)
class Barriers:
    """The hazards that are asked for, by name."""

    hazards: Mapping[str, Guarded] = field(default_factory=dict)
