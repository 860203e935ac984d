"""A surface in the making: where items come to lie, under which names, and which of them were there before."""

from __future__ import annotations

from interlock.syntax.alias import Aliases
from interlock.syntax.fault import DuplicateKey, SyntaxFault, WrongShape
from interlock.syntax.node import Mapping, Node, Scalar, Sequence
from interlock.syntax.surface import Form, Item, Surface, assemble
from interlock.text.site import Anchor, Site

NAME_LENGTH = 80
"""Characters up to which the text of a list's member is its name."""


class Part:
    """A section in the making: its items by name, and how often each text stood in the list."""

    __slots__ = ("before", "head", "items", "name", "repeats")

    def __init__(self, head: Item, before: dict[str, Item]) -> None:
        self.name = head.anchor.key
        self.head = head
        self.before = before
        self.items: dict[str, Item] = {}
        self.repeats: dict[str, int] = {}


class Draft:
    """Collects items; one that equals the item of its name in ``before`` is that very object."""

    def __init__(self, name: str, before: Surface | None) -> None:
        self.name = name
        self.file = Anchor(name, "")
        self.starts: dict[Anchor, int] = {self.file: 0}
        self.faults: list[SyntaxFault] = []
        self.aliases = Aliases()
        self.torn: list[str] = []
        self.top = 0  # where the last top-level key begins
        self.reached = 0  # everything before this offset is kept
        self._before = before
        self._header: dict[str, Item] = {}
        self._parts: dict[str, Part] = {}

    def surface(self) -> Surface:
        """The surface as far as it came; the one before if nothing in it changed."""
        form: Form = "proposal" if "proposal" in self._header else "vocabulary" if "vocabulary" in self._header else ""
        sections = {name: part.items for name, part in self._parts.items()}
        heads = {name: part.head for name, part in self._parts.items()}
        torn = tuple(dict.fromkeys(self.torn))
        return Surface(self.name, form, self._header, sections, heads, torn)

    def header(self, key: Scalar, node: Node, pieces: tuple[Anchor, ...], start: int) -> None:
        """Keep a header key with its value."""
        anchor = Anchor(self.name, key.value)
        if key.value in self._header:
            self._duplicate(key, start, self.starts[anchor])
            return
        self.starts[anchor] = start
        item = Item(anchor, key, node, pieces)
        old = self._before.header.get(key.value) if self._before else None
        self._header[key.value] = old if old is not None and old == item else item

    def part(
        self, key: Scalar, shape: type[Mapping] | type[Sequence], start: int, *, again: bool = False
    ) -> Part | None:
        """The section under the key; None (and a fault) if it is there in another shape.

        A section that stands in the file twice is a fault; one where reading goes on after a mistake is not.
        """
        found = self._parts.get(key.value)
        if found is not None:
            if not again and start != self.starts[found.head.anchor]:
                self._duplicate(key, start, self.starts[found.head.anchor])
            if isinstance(found.head.node, shape):
                return found
            if found.items or not again:
                return None
        empty: Node = Mapping((), 0, key.end) if shape is Mapping else Sequence((), 0, key.end)
        return self._open(key, empty, (), start)

    def odd(self, key: Scalar, node: Scalar, pieces: tuple[Anchor, ...], start: int) -> None:
        """Keep a section that is neither a mapping nor a list; without a value it is empty."""
        if key.value in self._parts:
            self._duplicate(key, start, self.starts[self._parts[key.value].head.anchor])
            return
        part = self._open(key, node, pieces, start)
        if node.value or node.style:
            part.items[""] = part.head

    def _open(self, key: Scalar, node: Node, pieces: tuple[Anchor, ...], start: int) -> Part:
        anchor = Anchor(self.name, key.value)
        self.starts[anchor] = start
        head = Item(anchor, key, node, pieces)
        before = self._before
        old = before.heads.get(key.value) if before else None
        items = dict(before.sections.get(key.value, {})) if before else {}
        self._parts[key.value] = part = Part(old if old is not None and old == head else head, items)
        return part

    def named(self, part: Part, key: Scalar, node: Node, start: int, pieces: tuple[Anchor, ...] | None = None) -> None:
        """Keep an item under its name, with the pieces that aliases brought into it unless others are given."""
        name = key.value
        anchor = Anchor(self.name, f"{part.name}:{name}")
        brought = self.aliases.settle(anchor)
        if name in part.items:
            self._duplicate(key, start, self.starts[part.items[name].anchor])
        else:
            self.starts[anchor] = start
            self._keep(part, name, Item(anchor, key, node, brought if pieces is None else pieces))

    def listed(self, part: Part, text: str, node: Node, start: int, pieces: tuple[Anchor, ...] | None = None) -> None:
        """Keep a member of a listed section under its text, with the pieces that aliases brought unless others are given."""
        name = text if len(text) <= NAME_LENGTH else shorten(text)
        if name in part.items:
            count = part.repeats[name] = part.repeats.get(name, 1) + 1
            name = f"{name}#{count}"
        anchor = Anchor(self.name, f"{part.name}:{name}")
        brought = self.aliases.settle(anchor)
        self.starts[anchor] = start
        self._keep(part, name, Item(anchor, None, node, brought if pieces is None else pieces))

    def _keep(self, part: Part, name: str, item: Item) -> None:
        if part.before:
            old = part.before.get(name)
            if old is not None and old == item:
                item = old
        part.items[name] = item

    def name_section(self, name: str, part: Part) -> None:
        """Give an anchor of YAML the meaning of the whole section."""
        item = assemble(part.head, part.items.values())
        self.aliases.define_section(name, item.anchor, item.node, item.pieces)

    def misshapen(self, start: int, end: int, expected: str, found: str) -> None:
        """Tell that something else than expected stands at [start, end) of the file."""
        self.faults.append(WrongShape(Site(self.file, start, end), expected, found))

    def _duplicate(self, key: Scalar, start: int, first: int) -> None:
        length = max(key.end - key.start, 0)
        where = Site(self.file, start, start + length)
        self.faults.append(DuplicateKey(where, key.value, Site(self.file, first, first + length)))


def shorten(text: str) -> str:
    """A text as a name: itself, or if it is long a shorter one that no other text is likely to have."""
    if len(text) <= NAME_LENGTH:
        return text
    from zlib import adler32, crc32

    content = text.encode(errors="replace")
    return f"{text[: NAME_LENGTH - 17]}~{crc32(content):08x}{adler32(content):08x}"
