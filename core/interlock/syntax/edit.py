"""The edits of a variant: a box put into a wire, and a box replaced whole, both spelt out as sections laid over."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping

from interlock.record import NamedTuple
from interlock.syntax.ends import Ends, wire_ends
from interlock.syntax.fault import DuplicateKey, NothingEdited, SyntaxFault, WrongShape
from interlock.syntax.graft import Pieces, graft, renumber
from interlock.syntax.node import Mapping, Node, Scalar, Sequence, describe, place
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Item

_INSERT = ("on", "in", "out")
_EXAMPLE = "a mapping such as `{on: a.x -> b.y, kind: K, in: x, out: y}`"
_Items = AbstractMapping[str, Item]


class Inserted(NamedTuple):
    """Boxes and wires that insertions stand for."""

    boxes: Mapping
    wires: Sequence


def replaced(boxes: _Items, variant: Item, body: Node, faults: list[SyntaxFault]) -> dict[str, Item]:
    """The boxes, those that ``body`` names with the record it gives in place of their own."""
    found = dict(boxes)
    if not isinstance(body, Mapping):
        faults.append(WrongShape(variant.site(body.start, body.end), "a mapping from boxes to kinds", describe(body)))
        return found
    for key, value in body.entries:
        old = found.get(key.value)
        if old is None:
            near = nearest(key.value, tuple(boxes))
            faults.append(NothingEdited(variant.site(key.start, key.end), "box", key.value, near))
            continue
        pieces: Pieces = {}
        numbers = renumber(variant.anchor, variant.pieces, pieces)
        found[key.value] = old._replace(node=graft(value, numbers), pieces=tuple(pieces))
    return found


def inserted(boxes: _Items, wires: _Items, variant: Item, body: Node, faults: list[SyntaxFault]) -> Inserted:
    """The boxes of ``body`` without where they are put, and the wires that lead through them.

    A wire that is not there, and a name that a box has already, are told, and the box is left out.
    """
    made: list[tuple[Scalar, Node]] = []
    through: list[Node] = []
    if not isinstance(body, Mapping):
        faults.append(WrongShape(variant.site(body.start, body.end), "a mapping from new boxes", describe(body)))
        return Inserted(Mapping((), body.start, body.end), Sequence((), body.start, body.end))
    fed = dict(_fed(wires))
    for key, value in body.entries:
        put = value.keyed() if isinstance(value, Mapping) else {}
        on, into, out = (put.get(word) for word in _INSERT)
        if not (isinstance(on, Scalar) and isinstance(into, Scalar) and isinstance(out, Scalar)):
            faults.append(WrongShape(variant.site(value.start, value.end), _EXAMPLE, describe(value)))
            continue
        wrong = _misplaced(key, on, variant, boxes, fed)
        faults += wrong
        if not wrong:
            rest = tuple(entry for entry in _entries(value) if entry[0].value not in _INSERT)
            made.append((key, Mapping(rest, value.start, value.end)))
            through += _through(key, on, into, out)
    return Inserted(Mapping(tuple(made), body.start, body.end), Sequence(tuple(through), body.start, body.end))


def _entries(node: Node) -> tuple[tuple[Scalar, Node], ...]:
    return node.entries if isinstance(node, Mapping) else ()


def _fed(wires: _Items) -> Iterator[tuple[str, str]]:
    """Each target with its source."""
    for item in wires.values():
        ends = wire_ends(item.node.value) if isinstance(item.node, Scalar) else None
        if ends is not None:
            yield from ((target, ends.source) for target, _, _ in ends.targets)


def _misplaced(
    key: Scalar, on: Scalar, variant: Item, boxes: _Items, fed: AbstractMapping[str, str]
) -> list[SyntaxFault]:
    """What is wrong with the place where a box is to be put."""
    if key.value in boxes:
        before = boxes[key.value]
        first = before.site(before.key.start, before.key.end) if before.key else before.site(0, 0)
        return [DuplicateKey(variant.site(key.start, key.end), key.value, first)]
    ends = wire_ends(on.value) or Ends("", ())
    missing = [target for target in ends.targets if fed.get(target[0]) != ends.source]
    if ends.targets and not missing:
        return []
    known = tuple(f"{source} -> {target}" for target, source in fed.items())
    near = nearest(on.value, known)
    return [NothingEdited(variant.site(on.start, on.end), "wire", on.value, near)]


def _through(key: Scalar, on: Scalar, into: Scalar, out: Scalar) -> tuple[Scalar, Scalar]:
    """The wire to the new box, and that from it to the targets of the old one; each character keeps its place.

    A port of the new box stands where its bare name does.
    """
    arrow = on.value.index("->")
    inner, outer = (_stretch(port, 0, len(port.value), f"{key.value}.") for port in (into, out))
    source, targets = _stretch(on, 0, len(on.value[:arrow].rstrip())), _stretch(on, arrow, len(on.value))
    return _joined(source, " -> ", inner), _joined(outer, " ", targets)


def _stretch(scalar: Scalar, start: int, stop: int, before: str = "") -> Scalar:
    """A stretch of a scalar, with words before it that take no place."""
    offsets = tuple(place(scalar, k) for k in range(start, stop + 1))
    return Scalar(before + scalar.value[start:stop], "", offsets[0], offsets[-1], (offsets[0],) * len(before) + offsets)


def _joined(left: Scalar, between: str, right: Scalar) -> Scalar:
    """Two scalars as one; what stands between them takes no place."""
    assert left.offsets is not None and right.offsets is not None, "stretches know their places"
    offsets = (*left.offsets[:-1], *left.offsets[-1:] * len(between), *right.offsets)
    return Scalar(left.value + between + right.value, "", min(offsets), max(offsets), offsets)
