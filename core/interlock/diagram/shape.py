"""Interfaces without their types: ordered polarised ports, what depends on what at once, what mentions what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from interlock.record import NamedTuple, dataclass, field

Direction: TypeAlias = Literal["in", "out"]


class Port(NamedTuple):
    """A port of an interface."""

    name: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Shape:
    """An interface up to types: a finite sequence of polarised ports with two relations that point backwards in it.

    Attributes:
        ports: The ports in the order of the telescope; names are distinct.
        depends: Per port, ascending: of an output the inputs before it that it may use in the same instant; of an
            input nothing.
        mentions: Per port, ascending: the ports before it, of either direction, that its type or contract mentions.
        memory: Whether something may be carried from one instant to the next.
        index: The position of each name.
        inputs: The names of the inputs in order.
        outputs: The names of the outputs in order.

    Raises:
        ValueError: If names repeat, or a relation has the wrong length or points to a port that may not stand there.
    """

    ports: tuple[Port, ...]
    depends: tuple[tuple[int, ...], ...]
    mentions: tuple[tuple[int, ...], ...]
    memory: bool = False
    index: Mapping[str, int] = field(init=False, repr=False, compare=False)
    inputs: tuple[str, ...] = field(init=False, repr=False, compare=False)
    outputs: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the tables and refuse what is no interface."""
        object.__setattr__(self, "index", {port.name: at for at, port in enumerate(self.ports)})
        object.__setattr__(self, "inputs", tuple(port.name for port in self.ports if port.direction == "in"))
        object.__setattr__(self, "outputs", tuple(port.name for port in self.ports if port.direction == "out"))
        if not len(self.index) == len(self.ports) == len(self.depends) == len(self.mentions):
            raise ValueError("an interface needs distinct names and one entry of each relation a port")
        if not all(_backwards(self.ports, at, self.depends[at], self.mentions[at]) for at in range(len(self.ports))):
            raise ValueError(
                "outputs depend on inputs before them, inputs on nothing, and types mention what is before"
            )


def _backwards(ports: Sequence[Port], at: int, depends: tuple[int, ...], mentions: tuple[int, ...]) -> bool:
    """Whether both relations of a port are ascending and point to ports that may stand there."""
    ascending = all(list(relation) == sorted(set(relation)) for relation in (depends, mentions))
    before = all(0 <= other < at for other in (*depends, *mentions))
    honest = all(ports[other].direction == "in" for other in depends) and (ports[at].direction == "out" or not depends)
    return ascending and before and honest


def telescopic(
    ports: Iterable[Port],
    mentions: Iterable[Iterable[int]],
    from_: Mapping[str, Iterable[str]] | None = None,
    *,
    memory: bool = False,
) -> Shape:
    """The interface in which an output depends on every input before it, unless `from` narrows this.

    Args:
        ports: The ports in order, with distinct names.
        mentions: Per port, the positions of the earlier ports that its type or contract mentions.
        from_: Of an output, the names of the inputs before it on which alone it depends; of an input at most ``()``.
        memory: Whether the author says that it has one. An interface with an output that does not depend on every
            input is taken to have one in any case: what it does not use at once it may keep.

    Raises:
        ValueError: If names repeat, or `from` names what is no input before the output.
    """
    row = tuple(ports)
    narrowed = {} if from_ is None else {name: frozenset(names) for name, names in from_.items()}
    inputs: list[int] = []
    before: tuple[int, ...] = ()
    depends: list[tuple[int, ...]] = []
    for at, port in enumerate(row):
        if port.direction == "in":
            inputs.append(at)
            depends.append(_narrow(row, (), narrowed.pop(port.name, frozenset())))
            continue
        # Outputs side by side share one tuple, so that a wide interface stays linear.
        before = before if len(before) == len(inputs) else tuple(inputs)
        depends.append(_narrow(row, before, narrowed.pop(port.name)) if port.name in narrowed else before)
    if narrowed:
        raise ValueError(f"`from` stands at no port: {sorted(narrowed)}")
    keeps = any(port.direction == "out" and len(using) < len(inputs) for port, using in zip(row, depends, strict=True))
    return Shape(row, tuple(depends), tuple(tuple(sorted(set(places))) for places in mentions), memory or keeps)


def _narrow(ports: Sequence[Port], inputs: tuple[int, ...], names: frozenset[str]) -> tuple[int, ...]:
    """The positions, among the inputs before an output, of those that `from` names."""
    kept = tuple(at for at in inputs if ports[at].name in names)
    if len(kept) != len(names):
        raise ValueError(f"`from` names what is no input before the output: {sorted(names)}")
    return kept


def instantaneous(shape: Shape) -> bool:
    """Whether nothing outlives the instant: no memory is said, and every output depends on every input.

    Of a nested proposal: whether this holds of all its boxes, however its own outputs depend on its inputs.
    """
    return not shape.memory


def overreaches(shape: Shape) -> tuple[tuple[int, int], ...]:
    """The pairs (output, port that it mentions but may not): a `from` that its type or guarantee does not keep to.

    An output may mention the inputs that it depends on, and the outputs that depend on no others.
    """
    found = []
    for at, port in enumerate(shape.ports):
        allowed = frozenset(shape.depends[at])
        for other in shape.mentions[at] if port.direction == "out" else ():
            behind = (other,) if shape.ports[other].direction == "in" else shape.depends[other]
            if not allowed.issuperset(behind):
                found.append((at, other))
    return tuple(found)
