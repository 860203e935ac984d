"""A surface without what a variant drops: the items named, and all that names them."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping

from interlock.record import replace
from interlock.syntax.drop import Going, GoingLearnWire, GoingNames, GoingWires, prune, remove
from interlock.syntax.ends import learn_ends, wire_ends
from interlock.syntax.fault import Dropped, NothingDropped, SyntaxFault, WrongShape
from interlock.syntax.node import Node, Scalar, Sequence, describe
from interlock.syntax.suggest import nearest
from interlock.syntax.surface import Item, Surface

_PARTS = frozenset(("failures", "refines"))  # their items are parts of one whole: keys in them are names
_SILENT = frozenset(("labels", "variants"))  # they name no item of the proposal
_CLOSED = frozenset(("boxes", "ports", "parameters"))  # what they name, save these, is a box's own
_OPENING = frozenset(("ports", "parameters", "scenarios"))
SHOWN = 100  # names told where one is not found
COMPARED = 1000  # names compared with it
_Sections = dict[str, AbstractMapping[str, Item]]


def without(surface: Surface, variant: Item, dropped: Node, faults: list[SyntaxFault]) -> Surface:
    """The surface without what the list ``dropped`` of a variant names; notes and mistakes are added to ``faults``.

    What goes because it names something that went takes along what names it.
    """
    sections: _Sections = dict(surface.sections)
    words = dropped.members if isinstance(dropped, Sequence) else (dropped,)
    for word in words:
        if not isinstance(word, Scalar):
            site = variant.site(word.start, word.end)
            faults.append(WrongShape(site, "an item such as `boxes.x`, or a wire", describe(word)))
            continue
        faults.append(_drop(surface, sections, variant, word))
    return replace(surface, sections=sections)


def _drop(surface: Surface, sections: _Sections, variant: Item, word: Scalar) -> SyntaxFault:
    site = variant.site(word.start, word.end)
    dropping = _Dropping(sections)
    learn, wire = learn_ends(word), wire_ends(word.value)
    if learn is not None:
        dropping.go(GoingLearnWire(learn), everywhere=False)
    elif wire is not None:
        dropping.go(GoingWires(wire), everywhere=False)
    else:
        dropping.drop(*word.value.split(".", 1))
    if dropping.gone or dropping.trimmed:
        return Dropped(site, word.value, tuple(dropping.gone), tuple(dropping.trimmed))
    known = tuple(f"{key}.{name}" for key in surface.sections for name in surface.sections[key] if key != "variants")
    return NothingDropped(site, word.value, known[:SHOWN], nearest(word.value, known[:COMPARED]))


class _Dropping:
    """One name of a `drop`, and what goes with it: anchor keys of items gone, and of items that lost a part."""

    def __init__(self, sections: _Sections) -> None:
        self._sections = sections
        self._own: dict[str, dict[str, Item]] = {}
        self.gone: dict[str, None] = {}
        self.trimmed: dict[str, None] = {}

    def drop(self, section: str, name: str = "") -> None:
        """Take out an item, or the part of an item to which a dotted path leads, and all that names it."""
        items = self._sections.get(section, {})
        if section == "variants" or not name:
            return
        meant = next((key for key in items if name in (key, _called(key))), None)
        if meant is not None:
            self._put(section, meant, None)
            self._cascade(_called(meant), everywhere=section in _OPENING)
            return
        for key, item in items.items():
            path = name[len(key) + 1 :]
            inner = remove(item.node, path) if name.startswith(f"{key}.") else None
            if inner is not None:
                self._put(section, key, inner)
                self._cascade(path, everywhere=False)
                return

    def _cascade(self, name: str, *, everywhere: bool) -> None:
        waiting = [name]
        while waiting:
            waiting = self.go(GoingNames(waiting), everywhere=everywhere)

    def go(self, going: Going, *, everywhere: bool) -> list[str]:
        """Take out all that names what goes; the names of the items that went thereby."""
        went: list[str] = []
        for section in self._sections:
            if section not in _SILENT and (everywhere or section not in _CLOSED):
                went += self._prune(section, going)
        return went

    def _prune(self, section: str, going: Going) -> list[str]:
        """Prune a section; the names of items that went."""
        went: list[str] = []
        for name, item in list(self._sections[section].items()):
            if item.key is not None and section not in _PARTS and going.names(name):
                self._put(section, name, None)
                went.append(name)
                continue
            pruned = prune(item.node, going, named=section in _PARTS)
            if not pruned.changed:
                continue
            whole = item.key is None and not isinstance(item.node, Scalar)
            self._put(section, name, None if whole else pruned.node)
            if pruned.node is None and item.key is not None:
                went.append(name)
        return went

    def _put(self, section: str, name: str, node: Node | None) -> None:
        """Give an item another node, or take it out."""
        if section not in self._own:
            self._own[section] = self._sections[section] = dict(self._sections[section])
        items = self._own[section]
        item = items[name]
        if node is None:
            del items[name]
            self.gone[item.anchor.key] = None
            self.trimmed.pop(item.anchor.key, None)
        elif node is not item.node:
            items[name] = item._replace(node=node)
            self.trimmed[item.anchor.key] = None


def _called(key: str) -> str:
    """What other items call an item by: a port without its direction."""
    direction, _, name = key.partition(" ")
    return name if direction in ("in", "out") and name else key
