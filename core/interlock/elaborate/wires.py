"""Wires: from what the author wrote to pairs of ports, each with the place of its target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from interlock.diagram import wellformed as w
from interlock.diagram.element import Element, owner
from interlock.diagram.shape import Shape
from interlock.elaborate.fault import ElaborationFault, TwoSources, UnknownThing, WrongDirection
from interlock.syntax.expression import Word
from interlock.syntax.page import Entry, WireSyntax
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Item
from interlock.text.site import Site


class Sites(Mapping[Element, Site]):
    """Where each target's wire names it; a site is made when it is asked for, since most never are."""

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[Element, tuple[Item, Word]]) -> None:
        """From the word that names each target."""
        self._words = words

    def __getitem__(self, target: Element) -> Site:
        """The site of a target's name."""
        item, word = self._words[target]
        return item.site(word.start, word.end)

    def __iter__(self) -> Iterator[Element]:
        """The targets."""
        return iter(self._words)

    def __len__(self) -> int:
        """How many targets have a wire."""
        return len(self._words)


@dataclass(frozen=True, slots=True)
class Wires:
    """The wires that hold, what is wrong with the others, and the sources that feed nothing.

    ``missing`` are the targets to which no wire goes.
    """

    sources: Mapping[Element, Element]
    paths: Mapping[Element, tuple[str, ...]]
    sites: Sites
    missing: frozenset[Element]
    unused: tuple[Element, ...]
    faults: tuple[ElaborationFault, ...]

    def positions(self) -> dict[Element, int]:
        """The order of the targets' wires in the file."""
        return {target: -at for at, target in enumerate(self.sites)}


Row = tuple[Item, Word, Word]


def connect(entries: Iterable[Entry], outer: Shape, boxes: Mapping[str, Shape], opaque: frozenset[str]) -> Wires:
    """Read the wires over the interfaces of the boxes; those of ``opaque`` boxes are left out silently."""
    rows: list[Row] = []
    pairs: list[tuple[Element, Element]] = []
    paths: dict[Element, tuple[str, ...]] = {}
    for entry in entries:
        if not isinstance(entry.value, WireSyntax):
            continue
        source, path = _split(entry.value.source.text, outer)
        for target in entry.value.targets:
            rows.append((entry.item, entry.value.source, target))
            pairs.append((source, Element(target.text)))
            if path or paths:
                # Of several wires to a target the first is kept, with its way or with none.
                paths.setdefault(Element(target.text), path)
    sources, found = w.wellformed(outer, boxes, pairs, opaque)
    paths = {target: way for target, way in paths.items() if way and target in sources}
    words = {Element(target.text): (item, target) for item, _, target in reversed(rows)}
    missing = frozenset(fault.target for fault in found if isinstance(fault, w.NoSource))
    unused = tuple(fault.source for fault in found if isinstance(fault, w.UnusedSource))
    teller = _Teller(rows, outer, boxes)
    faults = tuple(told for fault in found for told in teller.tell(fault))
    return Wires(sources, paths, Sites(words), missing, unused, faults)


def _split(text: str, outer: Shape) -> tuple[Element, tuple[str, ...]]:
    """A source and the way into its record: `keep.now.m` is the field m of `keep.now`."""
    if text.count(".") == 1:
        head, _, tail = text.partition(".")
        return (Element(head), (tail,)) if head in outer.index else (Element(text), ())
    parts = text.split(".")
    root = 1 if len(parts) == 1 or parts[0] in outer.index else 2
    return Element(".".join(parts[:root])), tuple(parts[root:])


class _Teller:
    """Gives the faults of pairs their places and what may have been meant."""

    def __init__(self, rows: list[Row], outer: Shape, boxes: Mapping[str, Shape]) -> None:
        self.rows, self.outer, self.boxes = rows, outer, boxes

    def tell(self, fault: w.WiringFault) -> Iterator[ElaborationFault]:
        match fault:
            case w.UnknownBox(name=name, end=end, pair=pair):
                word = self._word(pair, end)
                site = self.rows[pair][0].site(word.start, word.start + len(name))
                yield UnknownThing(site, "box", name, "", nearest(name, (*self.boxes, *self.outer.index)))
            case w.UnknownPort():
                yield self._unknown_port(fault)
            case w.WrongDirection(pair=pair, swapped=True):
                item, source, _ = self.rows[pair]
                site = item.site(source.start, source.end)
                yield WrongDirection(site, source.text, "source", self._fitting(Element(source.text), "source"))
            case w.WrongDirection(port=port, pair=pair):
                wanted: w.End = "source" if port == _root(self.rows[pair][1].text, port) else "target"
                word = self._word(pair, wanted)
                site = self.rows[pair][0].site(word.start, word.end)
                yield WrongDirection(site, port, wanted, self._fitting(port, wanted))
            case w.TwoSources(target=target, first=first, second=second):
                item, source, word = self.rows[second]
                before, other, earlier = self.rows[first]
                site, origin = item.site(word.start, word.end), before.site(earlier.start, earlier.end)
                yield TwoSources(site, target, (other.text, source.text), origin)
            case w.NoSource() | w.UnusedSource():
                return  # told by the walk, which knows the type that is missing, and once all items are read

    def _word(self, pair: int, end: w.End) -> Word:
        _, source, target = self.rows[pair]
        return source if end == "source" else target

    def _unknown_port(self, fault: w.UnknownPort) -> ElaborationFault:
        word, item = self._word(fault.pair, fault.end), self.rows[fault.pair][0]
        if not fault.box:
            known = (*self.outer.index, *self.boxes)
            return UnknownThing(item.site(word.start, word.end), "port", fault.name, "", nearest(fault.name, known))
        start = word.start + len(fault.box) + 1
        ports = self.boxes[fault.box].index
        site = item.site(start, start + len(fault.name))
        return UnknownThing(site, "port", fault.name, fault.box, nearest(fault.name, ports))

    def _fitting(self, port: Element, end: w.End) -> tuple[str, ...]:
        """Ports of the same box that may stand there."""
        box = owner(port)
        shape = self.boxes[box] if box else self.outer
        names = shape.outputs if (end == "source") is bool(box) else shape.inputs
        prefix = f"{box}." if box else ""
        return tuple(prefix + name for name in nearest(port.rpartition(".")[2], names) or names[:3])


def _root(text: str, port: str) -> str:
    return port if text == port or text.startswith(f"{port}.") else ""
