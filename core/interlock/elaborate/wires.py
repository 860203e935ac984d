"""Wires: from what the author wrote to pairs of ports, each with the place of its target."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

from interlock.diagram import wellformed as w
from interlock.diagram.element import Element, owner
from interlock.diagram.shape import Shape
from interlock.diagram.wiring import ends
from interlock.elaborate.ends import Ends, bare
from interlock.elaborate.fault import ElaborationFault, TwoSources, UnknownThing, WrongDirection, WrongMember
from interlock.record import NamedTuple, dataclass
from interlock.syntax.expression import Word
from interlock.syntax.lexis import PATH
from interlock.syntax.node import Mapping as MappingNode
from interlock.syntax.node import Node, Scalar
from interlock.syntax.page import Entry, WireSyntax
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Item
from interlock.text.site import Site

Row: TypeAlias = tuple[Item, Word, Word]
"""A wire to one target: its item, its source, the target."""


class Sites(Mapping[Element, Site]):
    """Where each target's wire names it; a site is made when it is asked for, since most never are."""

    __slots__ = ("_pairs", "_rows", "_words")

    def __init__(self, rows: Sequence[Row], pairs: Sequence[w.Pair]) -> None:
        """From all wires, with the words that name source and target; of several to one target the first counts."""
        self._rows, self._pairs = rows, pairs
        self._words: Mapping[Element, Row] | None = None

    def _by_target(self) -> Mapping[Element, Row]:
        if self._words is None:
            backwards = zip(reversed(self._rows), reversed(self._pairs), strict=True)
            self._words = {target: row for row, (_, target) in backwards}
        return self._words

    def __getitem__(self, target: Element) -> Site:
        """The site of a target's name."""
        item, _, word = self._by_target()[target]
        return item.site(word.start, word.end)

    def source(self, target: Element) -> Site:
        """The site of the name of a target's source."""
        item, word, _ = self._by_target()[target]
        return item.site(word.start, word.end)

    def written(self, target: Element) -> str:
        """How a target's wire writes its source."""
        return self._by_target()[target][1].text

    def step(self, target: Element, name: str) -> Site:
        """The site of a field in the way that leads to a target."""
        item, word, _ = self._by_target()[target]
        start = word.start + word.text.rfind(f".{name}") + 1
        return item.site(start, start + len(name))

    def item(self, target: Element) -> Item:
        """The wire of a target."""
        return self._by_target()[target][0]

    def __iter__(self) -> Iterator[Element]:
        """The targets."""
        return iter(self._by_target())

    def __len__(self) -> int:  # pragma: no cover - nobody counts them, but a mapping has to say
        """How many targets have a wire."""
        return len(self._by_target())


@dataclass(frozen=True, slots=True)
class Wires:
    """The wires that hold, what is wrong with the others, and the sources that feed nothing.

    ``illegible`` are the names in wires that could not be read, of which nothing is told to be missing. ``missing`` are the
    targets to which no wire goes, ``broken`` those of a wire that names no member, or no such.
    """

    sources: Mapping[Element, Element]
    paths: Mapping[Element, tuple[str, ...]]
    sites: Sites
    missing: frozenset[Element]
    unused: tuple[Element, ...]
    faults: tuple[ElaborationFault, ...]
    broken: frozenset[Element] = frozenset()
    illegible: frozenset[Element] = frozenset()

    def settled(self, faults: Collection[ElaborationFault]) -> Mapping[Element, Element]:
        """The source of each target about whose wire nothing is told: what items say of others may be an echo."""
        if not faults:
            return self.sources
        told = {fault.site for fault in faults}
        twice = {fault.target for fault in faults if isinstance(fault, TwoSources)}
        return {
            target: source
            for target, source in self.sources.items()
            if target not in twice and self.sites[target] not in told
        }

    def positions(self) -> dict[Element, int]:
        """The order of the targets' wires in the file."""
        return {target: -at for at, target in enumerate(self.sites)}


class _Read(NamedTuple):
    """Wires as they are written: a row and a pair each, the ways into records and families, and the odd ends by target.

    ``illegible`` are the names in those that could not be read.
    """

    rows: list[Row]
    pairs: list[w.Pair]
    paths: dict[Element, tuple[str, ...]]
    odd: list[tuple[Element, WrongMember]]
    illegible: set[Element]


def connect(
    entries: Iterable[Entry],
    outer: Shape,
    boxes: Mapping[str, Shape],
    opaque: frozenset[str],
    families: frozenset[str] = frozenset(),
    meant: frozenset[str] = frozenset(),
) -> Wires:
    """Read the wires over the interfaces of the boxes; those of ``opaque`` boxes are left out silently.

    Of the boxes that are ``meant`` to be families and are none, which is told, members may be named.
    """
    ports = ends(outer, boxes)
    read = _read(entries, Ends(outer.index, boxes, families), *(({}, {}) if families else ports))
    held, found = w.judged(ports, boxes, read.pairs, opaque)
    paths = {target: way for target, way in read.paths.items() if way and target in held}
    illegible = read.illegible
    missing = frozenset(fault.target for fault in found if isinstance(fault, w.NoSource)) - illegible
    unused = tuple(
        fault.source for fault in found if isinstance(fault, w.UnusedSource) and fault.source not in illegible
    )
    teller = _Teller(read.rows, outer, boxes)
    # Of a source that is wrong to all its targets it is told once.
    faults = (
        *(told for fault in found for told in teller.tell(fault)),
        *dict.fromkeys(fault for _, fault in read.odd if fault.due != "family" or _box(fault.end) not in meant),
    )
    broken = frozenset(target for target, _ in read.odd)
    return Wires(held, paths, Sites(read.rows, read.pairs), missing, unused, faults, broken, frozenset(illegible))


def _read(
    entries: Iterable[Entry], reader: Ends, sources: Mapping[Element, None], targets: Mapping[Element, None]
) -> _Read:
    """The wires; an end that is one of the plain sources or targets is what it is called, any other is read in full."""
    read = _Read([], [], {}, [], set())
    rows, pairs, paths, odd, illegible = read
    for entry in entries:
        wire, item = entry.value, entry.item
        if not isinstance(wire, WireSyntax):
            illegible.update(map(Element, written_names(item.node)))
            continue
        word, into_all = wire
        text = Element(word.text)
        source, path, due = (text, (), None) if text in sources else reader.source(text)
        for target in into_all:
            into, other = Element(target.text), None
            if into not in targets:
                into, _, other = reader.target(into)
            rows.append((item, word, target))
            pairs.append((source, into))
            if path or paths:
                # Of several wires to a target the first is kept, with its way or with none.
                paths.setdefault(into, path)
            lacks = due or other
            if lacks is not None:
                at = word if due else target
                odd.append((into, WrongMember(item.site(at.start, at.end), at.text, lacks)))
    return read


def written_names(node: Node) -> Iterator[str]:
    """The names in what could not be read: nothing is told to lack it."""
    if isinstance(node, Scalar):
        yield from PATH.findall(bare(node.value))
    elif isinstance(node, MappingNode):
        yield from (name for key, value in node.entries for part in (key, value) for name in written_names(part))
    else:
        yield from (name for member in node.members for name in written_names(member))


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
                item, source, target = self.rows[pair]
                site = item.site(source.start, source.end)
                yield WrongDirection(site, source.text, "source", turned=f"{target.text} -> {source.text}")
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
            case _:
                assert_never(fault)

    def _word(self, pair: int, end: w.End) -> Word:
        _, source, target = self.rows[pair]
        return source if end == "source" else target

    def _unknown_port(self, fault: w.UnknownPort) -> ElaborationFault:
        word, item = self._word(fault.pair, fault.end), self.rows[fault.pair][0]
        if not fault.box:
            known = (*self.outer.index, *self.boxes)
            return UnknownThing(item.site(word.start, word.end), "port", fault.name, "", nearest(fault.name, known))
        start = word.start + word.text.index(".") + 1
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


def _box(end: str) -> str:
    """The box that an end of a wire names."""
    return bare(end).partition(".")[0]


def _root(text: str, port: str) -> str:
    plain = bare(text)
    return port if plain == port or plain.startswith(f"{port}.") else ""
