"""A variant of a file as a surface of its own: what the variant drops is taken out, what it says is laid over the rest.

Items that a variant does not touch are the very objects of the base. What comes from the variant keeps its places there.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping

from interlock.record import replace
from interlock.syntax.draft import shorten
from interlock.syntax.ends import learn_ends, wire_ends, without_targets
from interlock.syntax.fault import SyntaxFault, UnknownKey, UnknownParameter, UnknownVariant, WrongShape
from interlock.syntax.graft import Pieces, graft, graft_scalar, renumber
from interlock.syntax.merge import merge_item
from interlock.syntax.node import Mapping, Node, Scalar, Sequence, describe
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import HEADER, Item, Surface
from interlock.syntax.without import without
from interlock.text.outcome import Outcome
from interlock.text.site import Anchor, Site

LEADING: AbstractMapping[str, tuple[str, ...]] = {"boxes": ("kind",), "parameters": ("type",), "ports": ("type",)}
"""The keys for which bare scalars are short, by section, where the caller says no more."""

_OWN = frozenset(("drop", "replace", "insert", "fails", "doc", "cites", "title"))


def overlay(
    surface: Surface, variant: str, leading: AbstractMapping[str, tuple[str, ...]] = LEADING
) -> Outcome[Surface]:
    """The surface under a variant of its own.

    Mappings merge key by key; a wire takes over its targets; a learn wire with the same two ends replaces; other lists
    replace. ``leading`` has the keys that lead the items of a section, the one for which a bare scalar is short first.
    What `drop` takes out is told by notes.
    """
    variants = surface.sections.get("variants", {})
    item = variants.get(variant)
    if item is None or variant == "":
        return Outcome(surface, (_unknown(surface, variant),))
    if isinstance(item.node, Scalar) and not item.node.value:
        return Outcome(surface)
    if not isinstance(item.node, Mapping):
        fault = WrongShape(item.site(item.node.start, item.node.end), "a mapping of sections", describe(item.node))
        return Outcome(surface, (fault,))
    faults: list[SyntaxFault] = []
    laying = _Laying(item, leading, faults)
    dropped = item.node.keyed().get("drop")
    below = surface if dropped is None else without(surface, item, dropped, faults)
    return Outcome(laying.lay(laying.edit(below, item.node.keyed()), item.node), tuple(faults))


def _unknown(surface: Surface, variant: str) -> UnknownVariant:
    known = tuple(name for name in surface.sections.get("variants", {}) if name)
    head = surface.heads.get("variants")
    site = head.site(0, head.key.end) if head and head.key else Site(Anchor(surface.source, ""), 0, 0)
    return UnknownVariant(site, variant, known, nearest(variant, known))


class _Laying:
    """Lays the sections of one item, a variant, over a surface."""

    def __init__(self, item: Item, leading: AbstractMapping[str, tuple[str, ...]], faults: list[SyntaxFault]) -> None:
        self.item = item
        self.leading = leading
        self.faults = faults

    def edit(self, surface: Surface, body: AbstractMapping[str, Node]) -> Surface:
        """The surface with boxes replaced, then others inserted."""
        if "replace" not in body and "insert" not in body:
            return surface
        from interlock.syntax.edit import inserted, replaced

        boxes, wires = (surface.sections.get(name, {}) for name in ("boxes", "wires"))
        if "replace" in body:
            boxes = replaced(boxes, self.item, body["replace"], self.faults)
            surface = replace(surface, sections={**surface.sections, "boxes": boxes})
        if "insert" not in body:
            return surface
        new = inserted(boxes, wires, self.item, body["insert"], self.faults)
        if not new.boxes.entries:
            return surface
        start = Scalar("", "", new.boxes.start, new.boxes.start, None)
        key = {name: start._replace(value=name) for name in ("boxes", "wires")}
        return self.lay(
            surface, Mapping(((key["boxes"], new.boxes), (key["wires"], new.wires)), start.start, start.end)
        )

    def lay(self, surface: Surface, body: Mapping) -> Surface:
        """The surface with all sections of the body laid over."""
        sections, heads = dict(surface.sections), dict(surface.heads)
        for key, node in body.entries:
            section = key.value
            if section in _OWN:
                continue
            if section in HEADER or section == "variants":
                known = tuple(name for name in sections if name != "variants")
                site = self.item.site(key.start, key.end)
                self.faults.append(UnknownKey(site, section, known, nearest(section, known)))
                continue
            if section not in heads or (not sections[section] and not isinstance(node, Scalar)):
                heads[section] = self._head(surface, key, node)
            sections[section] = self._section(heads[section], sections.get(section, {}), node)
        before, after = surface.sections.get("wires", {}), sections.get("wires", {})
        ousted = surface.ousted if after is before else surface.ousted | (_fed(before) - _fed(after))
        return replace(surface, sections=sections, heads=heads, ousted=ousted)

    def _head(self, surface: Surface, key: Scalar, node: Node) -> Item:
        """The head of a section that the base does not have."""
        pieces: Pieces = {}
        numbers = renumber(self.item.anchor, self.item.pieces, pieces)
        moved = graft_scalar(key, numbers)
        empty: Node = Mapping((), moved.start, moved.end)
        if isinstance(node, Sequence):
            empty = Sequence((), moved.start, moved.end)
        return Item(Anchor(surface.source, key.value), moved, empty, tuple(pieces))

    def _section(self, head: Item, below: AbstractMapping[str, Item], node: Node) -> AbstractMapping[str, Item]:
        if isinstance(node, Scalar) and not node.value:
            return below
        if isinstance(node, Mapping) and isinstance(head.node, Mapping):
            return self._named(head, below, node)
        if isinstance(node, Sequence) and isinstance(head.node, Sequence):
            kept = _KEPT.get(head.anchor.key, _none)(below, node)
            return self._listed(head, kept, node)
        expected = "a list" if isinstance(head.node, Sequence) else "a mapping"
        self.faults.append(WrongShape(self.item.site(node.start, node.end), expected, describe(node)))
        return below

    def _named(self, head: Item, below: AbstractMapping[str, Item], node: Mapping) -> dict[str, Item]:
        """Items by name, one over the other."""
        section = head.anchor.key
        items = dict(below)
        for key, value in node.entries:
            old = items.get(key.value)
            pieces: Pieces = dict(zip(old.pieces, range(1, len(old.pieces) + 1), strict=True)) if old else {}
            numbers = renumber(self.item.anchor, self.item.pieces, pieces)
            over = graft(value, numbers)
            if old is None:
                anchor = Anchor(head.anchor.source, f"{section}:{key.value}")
                items[key.value] = Item(anchor, graft_scalar(key, numbers), over, tuple(pieces))
            else:
                laid = merge_item(old.node, over, self.leading.get(section, ()))
                items[key.value] = old._replace(node=laid, pieces=tuple(pieces))
        return items

    def _listed(self, head: Item, kept: AbstractMapping[str, Item], node: Sequence) -> dict[str, Item]:
        """Members of a list behind those that are kept."""
        items = dict(kept)
        pieces: Pieces = {}
        numbers = renumber(self.item.anchor, self.item.pieces, pieces)
        for member in node.members:
            name = _free(items, _text(member))
            anchor = Anchor(head.anchor.source, f"{head.anchor.key}:{name}")
            items[name] = Item(anchor, None, graft(member, numbers), tuple(pieces))
        return items


def _text(node: Node) -> str:
    """A text by which a member of a list is called."""
    if isinstance(node, Scalar):
        return shorten(node.value)
    if isinstance(node, Mapping):
        return shorten("{" + ", ".join(f"{key.value}: {_text(value)}" for key, value in node.entries) + "}")
    return shorten("[" + ", ".join(map(_text, node.members)) + "]")


def _free(items: AbstractMapping[str, Item], name: str) -> str:
    """The name, or the first of `name#2`, `name#3`, ... that no item has."""
    found, count = name, 1
    while found in items:
        count += 1
        found = f"{name}#{count}"
    return found


_Kept = Callable[[AbstractMapping[str, Item], Sequence], AbstractMapping[str, Item]]


def _none(below: AbstractMapping[str, Item], over: Sequence) -> AbstractMapping[str, Item]:
    """Nothing of a list is kept that another replaces."""
    return {}


def _without_taken(below: AbstractMapping[str, Item], over: Sequence) -> AbstractMapping[str, Item]:
    """Wires without the targets that wires laid over them have."""
    laid = [wire_ends(member.value) for member in over.members if isinstance(member, Scalar)]
    taken = frozenset(target for ends in laid if ends for target, _, _ in ends.targets)
    kept: dict[str, Item] = {}
    for name, item in below.items():
        node = without_targets(item.node, taken) if isinstance(item.node, Scalar) else item.node
        if node is item.node:
            kept[name] = item
        elif node is not None:
            kept[name] = item._replace(node=node)
    return kept


def _fed(wires: AbstractMapping[str, Item]) -> frozenset[tuple[str, str]]:
    """The sources and targets of wires."""
    ends = (wire_ends(item.node.value) for item in wires.values() if isinstance(item.node, Scalar))
    return frozenset((found.source, target) for found in ends if found for target, _, _ in found.targets)


def _without_replaced(below: AbstractMapping[str, Item], over: Sequence) -> AbstractMapping[str, Item]:
    """Learn wires without those that have the same two ends as one laid over them."""
    laid = {ends for ends in map(learn_ends, over.members) if ends}
    return {name: item for name, item in below.items() if learn_ends(item.node) not in laid}


_KEPT: AbstractMapping[str, _Kept] = {"wires": _without_taken, "learns": _without_replaced}


def settings(surface: Surface, values: AbstractMapping[str, str]) -> Outcome[Surface]:
    """The surface with other defaults of parameters: ``{"n": "3"}``; their places are the parameters' names."""
    parameters = dict(surface.sections.get("parameters", {}))
    faults: list[SyntaxFault] = []
    for name, value in values.items():
        item = parameters.get(name)
        if item is None or item.key is None:
            known = tuple(parameters)
            site = Site(Anchor(surface.source, ""), 0, 0)
            faults.append(UnknownParameter(site, name, known, nearest(name, known)))
            continue
        key = item.key
        default = _spread("default", key.start, key.end)
        over = Mapping(((default, _spread(value, key.start, key.end)),), key.start, key.end)
        parameters[name] = item._replace(node=merge_item(item.node, over, LEADING["parameters"]))
    if all(parameters[name] is item for name, item in surface.sections.get("parameters", {}).items()):
        return Outcome(surface, tuple(faults))
    sections = {**surface.sections, "parameters": parameters}
    return Outcome(replace(surface, sections=sections), tuple(faults))


def _spread(value: str, start: int, end: int) -> Scalar:
    """A text that stands nowhere, as if at [start, end)."""
    return Scalar(value, "", start, end, (start,) * len(value) + (end,))
