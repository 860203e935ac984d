"""What has changed between two diagrams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from interlock.diagram.element import Element, port
from interlock.diagram.wiring import Box, Wiring, targets
from interlock.record import NamedTuple, dataclass

T = TypeVar("T")


class Rewired(NamedTuple):
    """A target of both diagrams with another source, or another way into the source's value; ``None``: no source."""

    target: Element
    old: Element | None
    new: Element | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What leads from one diagram to another.

    Attributes:
        added: The boxes that only the second has, in its order.
        removed: The boxes that only the first has, in its order.
        reshaped: The boxes of both (``""``: the outside) whose interfaces differ otherwise than in types.
        rewired: The targets of both that are fed otherwise.
        retyped: The ports of both whose types differ.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    reshaped: tuple[str, ...]
    rewired: tuple[Rewired, ...]
    retyped: tuple[Element, ...]

    @property
    def same(self) -> bool:
        """Whether the diagrams are equal, up to the order in which boxes and wires stand."""
        return not (self.added or self.removed or self.reshaped or self.rewired or self.retyped)


def compare(before: Wiring[T], after: Wiring[T], equal: Callable[[T, T], bool]) -> Difference:
    """The difference of two diagrams, told in the order of the second, given when types are equal."""
    old, new = {"": before.outer, **before.boxes}, {"": after.outer, **after.boxes}
    kept = {name: (old[name], box) for name, box in new.items() if name in old}
    return Difference(
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
        reshaped=tuple(name for name, (was, now) in kept.items() if was.shape != now.shape),
        rewired=_rewired(before, after),
        retyped=_retyped(kept, equal),
    )


def _rewired(before: Wiring[T], after: Wiring[T]) -> tuple[Rewired, ...]:
    common = frozenset(targets(before))
    return tuple(
        Rewired(target, before.wires.get(target), after.wires.get(target))
        for target in targets(after)
        if target in common and _feed(before, target) != _feed(after, target)
    )


def _feed(wiring: Wiring[T], target: Element) -> tuple[Element | None, tuple[str, ...]]:
    return wiring.wires.get(target), wiring.paths.get(target, ())


def _retyped(kept: Mapping[str, tuple[Box[T], Box[T]]], equal: Callable[[T, T], bool]) -> tuple[Element, ...]:
    return tuple(
        port(name, at.name)
        for name, (was, now) in kept.items()
        for at, type_ in zip(now.shape.ports, now.types, strict=True)
        if at.name in was.shape.index and not equal(was.types[was.shape.index[at.name]], type_)
    )
