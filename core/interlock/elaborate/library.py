"""Vocabularies as libraries: a declaration is elaborated when it is first used, in the scope of its own file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.expression import term, type_
from interlock.elaborate.fault import DuplicateName, ElaborationFault, Misshapen, NotAType, UnknownThing
from interlock.elaborate.interface import Declared, Interface, interface
from interlock.elaborate.owed import Owed
from interlock.elaborate.quantity import declared_units
from interlock.elaborate.scope import Ambiguous, Meaning, Scope
from interlock.kernel.builtin import MEASURE, NAMES, PROP, UNKNOWN
from interlock.kernel.dimension import combined, measure, powers, scale
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.measure import Measure
from interlock.kernel.part import mentions
from interlock.kernel.signature import Entry as Declaration
from interlock.kernel.signature import Signature, Variance
from interlock.kernel.term import Constant, Pi, Term, Universe
from interlock.syntax.expression import Expression, Word
from interlock.syntax.page import Entry, Field, Fields, Page, PortSyntax
from interlock.syntax.suggest import nearest

CONSTANTS = ("families", "data", "predicates", "functions", "lemmas")
"""The sections of a vocabulary that declare terms."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of box: its interface, and the record and file in which it is declared."""

    name: str
    interface: Interface
    entry: Entry
    source: str

    @property
    def fields(self) -> Fields:
        """What is declared of the kind."""
        return cast(Fields, self.entry.value)


@dataclass(slots=True)
class Library:
    """Every vocabulary that was read, by the name of its file, and what has been elaborated of them so far."""

    pages: Mapping[str, Page]
    uses: Mapping[str, tuple[str, ...]]
    declarations: dict[str, Declaration] = field(default_factory=dict)
    faults: list[ElaborationFault] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    _meanings: dict[tuple[str, str], Meaning | None] = field(default_factory=dict)
    _kinds: dict[tuple[str, str], Kind | None] = field(default_factory=dict)
    _units: dict[str, Mapping[str, Measure]] = field(default_factory=dict)
    _places: dict[str, dict[str, tuple[str, Entry]]] = field(default_factory=dict)

    @property
    def signature(self) -> Signature:
        """What is declared; it grows as declarations are used."""
        return Signature(self.declarations)

    def shelf(self, source: str, page: Page | None = None) -> Shelf:
        """The vocabularies that a file uses; a vocabulary sees itself, too. Of a proposal the page is needed."""
        page = page or self.pages.get(source)
        own = (source,) if page is not None and page.form == "vocabulary" else ()
        used = tuple(file for file in self.uses.get(source, ()) if file in self.pages)
        partial = page is not None and len(used) < len({word.text for word in page.uses})
        return Shelf(self, (*own, *used), partial)

    def declared(self, source: str) -> Mapping[str, tuple[str, Entry]]:
        """The section and entry of each constant of a vocabulary; constructors of data belong to their data's entry."""
        if source not in self._places:
            found: dict[str, tuple[str, Entry]] = {}
            for section in CONSTANTS:
                for entry in self.pages[source].entries.get(section, ()):
                    for word in _introduced(section, entry):
                        self._declare(word, section, entry, found)
            self._places[source] = found
        return self._places[source]

    def _declare(self, word: Word, section: str, entry: Entry, found: dict[str, tuple[str, Entry]]) -> None:
        """Take up a name that is new in its vocabulary and not built in."""
        earlier = found.get(word.text)
        if earlier is None and word.text not in NAMES:
            found[word.text] = (section, entry)
            return
        first = None if earlier is None else next(w for w in _introduced(*earlier) if w.text == word.text)
        place = None if earlier is None or first is None else earlier[1].item.site(first.start, first.end)
        self.faults.append(DuplicateName(entry.item.site(word.start, word.end), word.text, place))

    def meaning(self, source: str, name: str) -> Meaning | None:
        """What a name means in one vocabulary; None while it is being elaborated, so that it cannot mention itself."""
        key = (source, name)
        if key not in self._meanings:
            place = self.declared(source).get(name)
            self._meanings[key] = None
            if place is not None:
                self._meanings[key] = self._elaborate(source, name, *place)
        return self._meanings[key]

    def _elaborate(self, source: str, name: str, section: str, entry: Entry) -> Meaning:
        e = Elaboration(entry.item, self.signature)
        place = Place(Scope(self.shelf(source)), e.context())
        fields = entry.value
        found: Term = UNKNOWN
        if isinstance(fields, Fields):
            found = _DECLARING[section](name, entry, fields, place, e)
        variance = _variance(found, fields, e) if isinstance(fields, Fields) else ()
        self.faults += e.faults
        self.owed += e.owed
        if found is UNKNOWN:
            return Meaning(UNKNOWN, UNKNOWN)
        qualified = f"{self.pages[source].name.text}.{name}"
        self.declarations[qualified] = Declaration(qualified, section, found, variance)
        return Meaning(Constant(qualified, _hidden(found)), evaluate(found, (), Machine()))

    def kind(self, source: str, name: str) -> Kind | None:
        """A kind of one vocabulary."""
        key = (source, name)
        if key not in self._kinds:
            entries = {e.name.text: e for e in self.pages[source].entries.get("kinds", ()) if e.name is not None}
            entry = entries.get(name)
            self._kinds[key] = None
            if entry is not None and isinstance(entry.value, Fields):
                self._kinds[key] = self._kind(source, name, entry, entry.value)
        return self._kinds[key]

    def _kind(self, source: str, name: str, entry: Entry, fields: Fields) -> Kind:
        e = Elaboration(entry.item, self.signature)
        declared = Declared(
            cast("tuple[Field, ...]", fields.value("parameters") or ()),
            cast("tuple[PortSyntax, ...]", fields.value("ports") or ()),
            e,
            e,
            memory=flag(fields.value("memory")),
        )
        made = interface(declared, Scope(self.shelf(source)), e.context())
        self.faults += e.faults
        self.owed += e.owed
        return Kind(f"{self.pages[source].name.text}.{name}", made, entry, source)

    def units(self, source: str) -> Mapping[str, Measure]:
        """The units of a vocabulary as measures; a `base` unit is independent of all others."""
        if source not in self._units:
            self._units[source], told = declared_units(self.pages[source].entries.get("units", ()))
            self.faults += told
        return self._units[source]

    def lemmas(self, sources: Iterable[str]) -> Iterator[Declaration]:
        """The lemmas of vocabularies, which nothing names and all may rest on."""
        for source in sources:
            for entry in self.pages[source].entries.get("lemmas", ()):
                name = "" if entry.name is None else entry.name.text
                self.meaning(source, name)
                found = self.declarations.get(f"{self.pages[source].name.text}.{name}")
                if found is not None:
                    yield found

    def unit(self, source: str, name: str) -> Meaning | None:
        """A unit of a vocabulary as a measure over constants, the base units on which it rests."""
        declared = self.units(source).get(name)
        if declared is None:
            return None
        vector = scale(declared.factor)
        for base, exponent in declared.powers:
            qualified = f"{self.pages[source].name.text}.units.{base}"  # a family may have the same name
            self.declarations.setdefault(qualified, Declaration(qualified, "units", MEASURE))
            vector = combined(vector, powers(Constant(qualified)), exponent)
        return Meaning(measure(vector), MEASURE)

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that have been elaborated."""
        return tuple(kind for kind in self._kinds.values() if kind is not None)

    def all_of(self, source: str) -> None:
        """Elaborate every declaration of a vocabulary."""
        self.units(source)
        for name in self.declared(source):
            self.meaning(source, name)
        for entry in self.pages[source].entries.get("kinds", ()):
            if entry.name is not None:
                self.kind(source, entry.name.text)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The vocabularies that one file uses."""

    library: Library
    sources: tuple[str, ...]
    partial: bool = False

    def constant(self, name: str) -> Meaning | Ambiguous | None:
        """What a bare name means; it is ambiguous if several vocabularies declare it."""
        holders = [source for source in self.sources if name in self.library.declared(source)]
        if len(holders) > 1:
            return Ambiguous(tuple(self.library.pages[source].name.text for source in holders))
        return self.library.meaning(holders[0], name) if holders else None

    def unit(self, name: str) -> Meaning | Ambiguous | None:
        """The measure that a unit is."""
        holders = [source for source in self.sources if name in self.library.units(source)]
        if len(holders) > 1:
            return Ambiguous(tuple(self.library.pages[source].name.text for source in holders))
        return self.library.unit(holders[0], name) if holders else None

    def units(self) -> Iterable[str]:
        """The units of the vocabularies."""
        return [name for source in self.sources for name in self.library.units(source)]

    def qualified(self, vocabulary: str, name: str) -> Meaning | None:
        """What `vocabulary.name` means."""
        source = self._named(vocabulary)
        if source is None:
            return None
        return self.library.meaning(source, name) or self.library.unit(source, name)

    def has(self, vocabulary: str) -> bool:
        """Whether a vocabulary of this name is in use."""
        return self._named(vocabulary) is not None

    def known(self) -> Iterable[str]:
        """Every bare name of the vocabularies."""
        return [name for source in self.sources for name in self.library.declared(source)]

    def kind(self, name: str) -> Kind | Ambiguous | None:
        """The kind of a bare or qualified name."""
        vocabulary, dot, short = name.rpartition(".")
        if dot:
            source = self._named(vocabulary)
            return None if source is None else self.library.kind(source, short)
        holders = [source for source in self.sources if name in self._kind_names(source)]
        if len(holders) > 1:
            return Ambiguous(tuple(self.library.pages[source].name.text for source in holders))
        return self.library.kind(holders[0], name) if holders else None

    def kinds(self) -> tuple[str, ...]:
        """The names of all kinds."""
        return tuple(name for source in self.sources for name in self._kind_names(source))

    def entries(self, section: str) -> Iterable[tuple[str, Entry]]:
        """The entries of a section of all the vocabularies, each with its file."""
        for source in self.sources:
            for entry in self.library.pages[source].entries.get(section, ()):
                yield source, entry

    def _kind_names(self, source: str) -> tuple[str, ...]:
        return tuple(e.name.text for e in self.library.pages[source].entries.get("kinds", ()) if e.name is not None)

    def _named(self, vocabulary: str) -> str | None:
        return next((s for s in self.sources if self.library.pages[s].name.text == vocabulary), None)


def flag(value: object) -> bool:
    """A flag that was read: a word or nothing."""
    return value.text == "true" if isinstance(value, Word) else bool(value)


def _introduced(section: str, entry: Entry) -> tuple[Word, ...]:
    """The name of a declaration, and of data those of the constructors."""
    if entry.name is None:
        return ()
    if section != "data" or not isinstance(entry.value, Fields):
        return (entry.name,)
    constructors = cast("tuple[Field, ...]", entry.value.value("constructors") or ())
    return (entry.name, *(constructor.name for constructor in constructors))


def _hidden(found: Term) -> tuple[bool, ...]:
    """Which arguments of a constant are implicit."""
    mask = []
    while isinstance(found, Pi):
        mask.append(found.implicit)
        found = found.codomain
    return tuple(mask)


def _result(found: Term) -> Term:
    while isinstance(found, Pi):
        found = found.codomain
    return found


def _typed(fields: Fields, key: str, place: Place, e: Elaboration) -> Term:
    node = cast(Expression, fields.value(key))
    return e.finish(type_(node, place, e), place, node)


def _family(_: str, __: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    """A family's type ends in `Type`."""
    found = _typed(fields, "type", place, e)
    result = _result(found)
    if found is UNKNOWN or (isinstance(result, Universe) and result.level == 0):
        return found
    e.faults.append(Misshapen(e.site(cast(Expression, fields.value("type"))), "a type that ends in `Type`", "another"))
    return UNKNOWN


def _predicate(_: str, __: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    """A predicate's type ends in `Prop`."""
    found = _typed(fields, "type", place, e)
    if found is UNKNOWN or _result(found) is PROP:
        return found
    e.faults.append(Misshapen(e.site(cast(Expression, fields.value("type"))), "a type that ends in `Prop`", "another"))
    return UNKNOWN


def _function(_: str, __: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    return _typed(fields, "type", place, e)


def _lemma(_: str, __: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    node = cast(Expression, fields.value("says"))
    return e.finish(term(node, PROP, place, e), place, node)


def _data(name: str, entry: Entry, fields: Fields, place: Place, e: Elaboration) -> Term:
    """A data type without parameters, or one of its constructors, whose type ends in the data type."""
    if entry.name is not None and name == entry.name.text:
        return Universe(0)
    constructors = cast("tuple[Field, ...]", fields.value("constructors") or ())
    node = next(constructor.type for constructor in constructors if constructor.name.text == name)
    found = e.finish(type_(node, place, e, 0), place, node)
    result = _result(found)
    owner = entry.name.text if entry.name is not None else ""
    if found is UNKNOWN or (isinstance(result, Constant) and result.name.rpartition(".")[2] == owner):
        return found
    e.faults.append(Misshapen(e.site(node), f"a type that ends in `{owner}`", "another"))
    return UNKNOWN


_DECLARING: Mapping[str, Callable[[str, Entry, Fields, Place, Elaboration], Term]] = {
    "families": _family,
    "predicates": _predicate,
    "functions": _function,
    "lemmas": _lemma,
    "data": _data,
}


def _variance(found: Term, fields: Fields, e: Elaboration) -> tuple[Variance, ...]:
    """The declared variance of each argument; only type arguments on whose values nothing later rests may vary."""
    stated = {word.text: value for word, value in cast("tuple[tuple[Word, Word], ...]", fields.value("variance") or ())}
    result: list[Variance] = []
    names: list[str] = []
    while isinstance(found, Pi):
        word, level = stated.get(found.name), len(names)
        names.append(found.name)
        varies = word is not None and word.text in ("covariant", "contravariant")
        if varies and word is not None and not _may_vary(found, level):
            e.faults.append(NotAType(e.site(word), found.domain, Universe(0)))
            varies = False
        result.append(cast(Variance, word.text) if varies and word is not None else "invariant")
        found = found.codomain
    for name, word in stated.items():
        if names and name not in names:
            e.faults.append(UnknownThing(e.site(word), "parameter", name, "", nearest(name, names)))
    return tuple(result)


def _may_vary(found: Pi, level: int) -> bool:
    """Whether an argument is a type that no later argument's type mentions."""
    later, rest = False, found.codomain
    while isinstance(rest, Pi):
        later = later or mentions(rest.domain, level)
        rest = rest.codomain
    return isinstance(found.domain, Universe) and not later
