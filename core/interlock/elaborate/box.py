"""Boxes: of a kind, of a proposal in another file, or with an interface of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal, cast

from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.expression import term
from interlock.elaborate.fault import AmbiguousName, DuplicateName, ElaborationFault, UnknownThing
from interlock.elaborate.interface import Declared, Interface, interface
from interlock.elaborate.library import Kind, Library, Shelf, flag
from interlock.elaborate.metavariable import Metavariables
from interlock.elaborate.owed import Owed
from interlock.elaborate.replicate import Family, family, interface_of
from interlock.elaborate.scope import Ambiguous, Scope
from interlock.kernel.builtin import UNKNOWN
from interlock.kernel.context import Context
from interlock.kernel.evaluate import evaluate
from interlock.kernel.term import Term
from interlock.record import dataclass, field, replace
from interlock.syntax.declared import Placed
from interlock.syntax.expression import Expression, Word
from interlock.syntax.node import Mapping as MappingNode
from interlock.syntax.page import Entry, Field, Fields, Page, PortSyntax
from interlock.syntax.suggest import nearest
from interlock.text.site import Site


@dataclass(frozen=True, slots=True)
class Nested:
    """A proposal used as a kind: its outer interface, and whether nothing in it outlives the instant.

    ``events`` are those of all its boxes and its own, ``families`` the families of boxes in it, by their names there.
    """

    source: str
    interface: Interface
    instantaneous: bool
    events: tuple[str, ...] = ()
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeBox:
    """A box before the walk: its interface, the value of each parameter (a hole where none is given), and its record.

    ``kind`` is None for a box of its own, whose record is then the box's; ``nested`` is set for a proposal, ``family`` if
    there are several of it: then the interface is that of all of them, and how many there are the last value given.
    """

    name: str
    entry: Entry
    site: Site
    interface: Interface
    given: tuple[Term, ...]
    kind: Kind | None
    nested: Nested | None = None
    family: Family | None = None

    @property
    def one(self) -> Interface:
        """The interface of a single box."""
        return self.family.one if self.family else self.interface

    @property
    def fields(self) -> Fields:
        """What the box itself states."""
        return cast(Fields, self.entry.value)

    @property
    def kind_name(self) -> str:
        """The qualified name of its kind, the file of its proposal, or nothing."""
        return self.kind.name if self.kind else self.nested.source if self.nested else ""

    @property
    def instantaneous(self) -> bool:
        """Whether nothing in it outlives the instant."""
        return self.nested.instantaneous if self.nested else not self.interface.shape.memory


@dataclass(frozen=True, slots=True)
class Waiting:
    """The elaboration of a box's `with`, some of whose comparisons wait for parameters that the wires determine."""

    elaboration: Elaboration
    site: Site

    def told(self) -> list[ElaborationFault]:
        """The faults so far, each at the box: a wrong `with` is a wrong box."""
        faults = [fault._replace(site=self.site) for fault in self.elaboration.faults]
        self.elaboration.faults.clear()
        return faults

    def owes(self) -> list[Owed]:
        """What is owed so far, at the box."""
        owed = [one._replace(site=self.site) for one in self.elaboration.owed]
        self.elaboration.owed.clear()
        return owed

    def settle(self) -> list[ElaborationFault]:
        """Decide what waited."""
        e = self.elaboration
        for comparison in e.deferred:
            e.limited(self.site, partial(e.compare, comparison, last=True), otherwise=True)
        e.recall(self.site)
        return self.told()


@dataclass(slots=True)
class Boxes:
    """Makes the boxes of a proposal; ``opaque`` are those whose interface is not known because of a fault.

    ``nest`` gives the proposal in a file; False if the file is something else, None if a word names no file.
    """

    page: Page
    library: Library
    shelf: Shelf
    scope: Scope
    free: dict[str, Term]
    metas: Metavariables
    nest: Callable[[str], Nested | Literal[False] | None]
    made: dict[str, MadeBox] = field(default_factory=dict)
    opaque: set[str] = field(default_factory=set)
    faults: list[ElaborationFault] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    _kinds: dict[str, Kind | Ambiguous | None] = field(default_factory=dict)
    _families: dict[int, Interface] = field(default_factory=dict)

    @property
    def meant(self) -> frozenset[str]:
        """The boxes that say `replicate` where it has no meaning, of which a fault of reading tells."""
        wrong = (e for e in self.page.entries.get("boxes", ()) if e.item.anchor in self.page.told)
        mappings = ((e.name, e.item.node) for e in wrong if isinstance(e.item.node, MappingNode))
        return frozenset(name.text for name, node in mappings if name is not None and "replicate" in node.keyed())

    def make(self, taken: Mapping[str, Site]) -> None:
        """Make every box; outer ports and boxes share one namespace."""
        for entry in self.page.entries.get("boxes", ()):
            assert entry.name is not None  # boxes are no list
            name, site = entry.name.text, entry.item.site(entry.name.start, entry.name.end)
            if name in taken:
                self.faults.append(DuplicateName(site, name, taken[name]))
                continue
            made = self._box(name, entry, site) if isinstance(entry.value, Fields) else None
            if made is None:
                self.opaque.add(name)
            else:
                self.made[name] = made

    def twice(self) -> set[str]:
        """The ports of boxes of their own that are declared twice: which of the two a wire means is not known."""
        told = {(fault.site.anchor, fault.name) for fault in self.faults if isinstance(fault, DuplicateName)}
        return {
            f"{name}.{port}" for name, box in self.made.items() for anchor, port in told if box.site.anchor == anchor
        }

    def _box(self, name: str, entry: Entry, site: Site) -> MadeBox | None:
        fields = cast(Fields, entry.value)
        if fields.sort.make is not Placed:
            return self._own(name, entry, site, fields)
        word = cast("Word | None", fields.value("kind"))
        if word is None:
            return None
        made = self._single(name, entry, site, fields, word)
        copies = cast("Expression | None", fields.value("replicate"))
        return made if made is None or copies is None else self._several(made, copies)

    def _single(self, name: str, entry: Entry, site: Site, fields: Fields, word: Word) -> MadeBox | None:
        nested = self.nest(word.text)
        if nested is False:
            spot = entry.item.site(word.start, word.end)
            self.faults.append(UnknownThing(spot, "kind", word.text, "", nearest(word.text, self.shelf.kinds())))
            return None
        if nested is not None:
            given = self._given(entry, fields, nested.interface, site, word.text)
            return MadeBox(name, entry, site, nested.interface, given, None, nested)
        kind = self._kind(word, entry)
        if kind is None:
            return None
        return MadeBox(
            name, entry, site, kind.interface, self._given(entry, fields, kind.interface, site, word.text), kind
        )

    def _several(self, one: MadeBox, copies: Expression) -> MadeBox | None:
        """The family of as many boxes; those of one kind share their interface."""
        e = Elaboration(one.entry.item, self.library.signature, self.metas)
        place = Place(self.scope, Context(self.library.signature, self.free, (), self.metas.machine))
        found, key = family(copies, one.interface, place, e), id(one.interface)
        if found is not None and key not in self._families:
            made = interface_of(one.interface, one.site, e)
            self._families.update({} if made is None else {key: made})
        self.faults += e.faults
        self.owed += e.owed
        if found is None or key not in self._families:
            return None
        return replace(one, interface=self._families[key], given=(*one.given, found.number), family=found)

    def _kind(self, word: Word, entry: Entry) -> Kind | None:
        if word.text not in self._kinds:
            self._kinds[word.text] = self.shelf.kind(word.text)
        kind = self._kinds[word.text]
        if isinstance(kind, Kind):
            return kind
        site = entry.item.site(word.start, word.end)
        if isinstance(kind, Ambiguous):
            self.faults.append(AmbiguousName(site, word.text, kind.vocabularies))
        elif not (self.shelf.partial or self.shelf.states(word.text) or word.text.startswith(("./", "../", "/"))):
            # The bundle has told of a file that is not there.
            self.faults.append(UnknownThing(site, "kind", word.text, "", nearest(word.text, self.shelf.kinds())))
        return None

    def _own(self, name: str, entry: Entry, site: Site, fields: Fields) -> MadeBox:
        e = Elaboration(entry.item, self.library.signature, self.metas)
        declared = Declared(
            cast("tuple[Field, ...]", fields.value("parameters") or ()),
            cast("tuple[PortSyntax, ...]", fields.value("ports") or ()),
            e,
            e,
            memory=flag(fields.value("memory")),
        )
        made = interface(declared, self.scope, e.context(self.free))
        self.faults += e.faults
        self.owed += e.owed
        given = tuple(self.metas.fresh(0, parameter.type) for parameter in made.telescope.parameters)
        return MadeBox(name, entry, site, made, given, None)

    def _given(self, entry: Entry, fields: Fields, made: Interface, site: Site, kind: str) -> tuple[Term, ...]:
        """The values of the parameters: those of `with`, which sees the proposal's parameters, and holes."""
        parameters = made.telescope.parameters
        stated = cast("tuple[tuple[Word, Expression], ...]", fields.value("with") or ())
        if not stated and entry.item.anchor in self.page.told and fields.value("with") is None:
            written = entry.item.node.keyed() if isinstance(entry.item.node, MappingNode) else {}
            if "with" in written:  # it could not be read, which is told
                return (UNKNOWN,) * len(parameters)
        if not stated:
            return tuple([self.metas.fresh(0, parameter.type) for parameter in parameters])
        names = [parameter.name for parameter in parameters]
        by_name: dict[str, tuple[Word, Expression]] = {}
        for word, node in stated:
            if word.text in names:
                by_name[word.text] = (word, node)
            else:
                near = nearest(word.text, names)
                self.faults.append(UnknownThing(site, "parameter", word.text, kind, near))
                if near:  # it is taken for that one, so that nobody is told to write it, too
                    by_name.setdefault(near[0], (word, node))
        return self._values(entry, by_name, made, site)

    def _values(
        self, entry: Entry, stated: Mapping[str, tuple[Word, Expression]], made: Interface, site: Site
    ) -> tuple[Term, ...]:
        e = Elaboration(entry.item, self.library.signature, self.metas)
        place = Place(self.scope, Context(self.library.signature, self.free, (), self.metas.machine))
        values: tuple[Term, ...] = ()
        for parameter in made.telescope.parameters:
            if parameter.name not in stated:
                values = (*values, self.metas.fresh(0, parameter.type))
                continue
            node = stated[parameter.name][1]
            due = partial(evaluate, parameter.type, values, self.metas.machine)
            expected = e.limited(e.site(node), due, UNKNOWN)
            found = term(node, expected, place, e, f"the parameter `{parameter.name}`")
            values = (*values, e.valued(found, place.context, e.site(node)))
        waiting = Waiting(e, site)
        self.faults += waiting.told()
        self.owed += waiting.owes()
        if e.deferred or e.pending or e.supplied:
            self.waiting.append(waiting)
        return values
