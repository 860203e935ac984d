"""Vocabularies as libraries: a declaration is elaborated when it is first used, in the scope of its own file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import cast

from interlock.elaborate.declaration import DECLARING, variances
from interlock.elaborate.elaboration import Elaboration, Place
from interlock.elaborate.fault import DuplicateName, ElaborationFault
from interlock.elaborate.interface import Declared, Interface, interface
from interlock.elaborate.misdefined import NotPositive
from interlock.elaborate.owed import Owed
from interlock.elaborate.quantity import Units, declared_units
from interlock.elaborate.scope import Ambiguous, Meaning, Scope
from interlock.kernel.builtin import MEASURE, NAMES, UNKNOWN
from interlock.kernel.definition import hidden
from interlock.kernel.dimension import Powers, combined, measure, powers, scale
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.measure import Measure
from interlock.kernel.signature import Entry as Declaration
from interlock.kernel.signature import Signature
from interlock.kernel.term import Constant, Literal, Term
from interlock.record import dataclass, field, replace
from interlock.syntax.expression import Expression, Word
from interlock.syntax.page import Entry, Field, Fields, Page, PortSyntax
from interlock.text.site import Site

CONSTANTS = ("families", "data", "predicates", "functions", "lemmas")
"""The sections of a vocabulary that declare terms."""

_UNKNOWN = Meaning(UNKNOWN, UNKNOWN)


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
    """Every vocabulary that was read, by the name of its file, and what has been elaborated of them so far.

    ``spoken`` has the measures that somebody wrote as a text, each with a product of the units that were named.
    """

    pages: Mapping[str, Page]
    uses: Mapping[str, tuple[str, ...]]
    declarations: dict[str, Declaration] = field(default_factory=dict)
    faults: list[ElaborationFault] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    spoken: dict[Term, Term] = field(default_factory=dict)
    _meanings: dict[tuple[str, str], Meaning | None] = field(default_factory=dict)
    _kinds: dict[tuple[str, str], Kind | None] = field(default_factory=dict)
    _units: dict[str, Units] = field(default_factory=dict)
    _places: dict[str, dict[str, tuple[str, Entry]]] = field(default_factory=dict)
    _interfaces: dict[tuple[object, ...], Interface] = field(default_factory=dict)
    _stated: dict[str, dict[str, Entry]] = field(default_factory=dict)

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
        place = self.declared(source).get(name) if key not in self._meanings else None
        if place is not None and place[0] == "data" and place[1].name is not None and place[1].name.text != name:
            self.meaning(source, place[1].name.text)  # constructors are elaborated with their data
        if key not in self._meanings:
            self._meanings[key] = None
            if place is not None:
                self._meanings[key] = self._elaborate(source, name, *place)
        return self._meanings[key]

    def _elaborate(self, source: str, name: str, section: str, entry: Entry) -> Meaning:
        e = Elaboration.alone(entry.item, self.signature)
        place = Place(Scope(self.shelf(source)), e.context())
        fields = entry.value
        found: Term = UNKNOWN
        if isinstance(fields, Fields):
            found = DECLARING[section](name, entry, fields, place, e)
        variance = variances(found, fields, e) if isinstance(fields, Fields) else ()
        if found is UNKNOWN or not isinstance(fields, Fields):
            self.faults += e.faults
            self.owed += e.owed
            return _UNKNOWN
        vocabulary = self.pages[source].name.text
        made = Declaration(f"{vocabulary}.{name}", section, found, variance)
        if section == "data" and entry.name is not None and entry.name.text != name:
            made = replace(made, of=f"{vocabulary}.{entry.name.text}")
        self.declarations[made.name] = made
        defined = section == "functions" and defines(entry)
        constant = Constant(made.name, hidden(found), reducible=defined)
        meaning = Meaning(constant, evaluate(found, (), Machine(entries=self.declarations)))
        if section == "data" and not made.of:
            meaning = self._constructors(source, entry, fields, made, meaning, e)
        elif defined:
            meaning = self._defined(source, entry, fields, made, meaning, e)
        self.faults += e.faults
        self.owed += e.owed
        return meaning

    def _constructors(
        self, source: str, entry: Entry, fields: Fields, made: Declaration, meaning: Meaning, e: Elaboration
    ) -> Meaning:
        """The meaning of data whose constructors are elaborated with it, unless it is not well founded."""
        from interlock.kernel.data import ill_founded

        vocabulary, _, short = made.name.rpartition(".")
        self._meanings[source, short] = meaning
        words = [field.name for field in cast("tuple[Field, ...]", fields.value("constructors") or ())]
        known = [self.meaning(source, word.text) for word in words]
        if any(one is None or one.term is UNKNOWN for one in known):
            return _UNKNOWN
        names = tuple(f"{vocabulary}.{word.text}" for word in words)
        self.declarations[made.name] = replace(made, constructors=names)
        occurrence = ill_founded(made.name, self.signature)
        if occurrence is None:
            return meaning
        word = words[names.index(occurrence.constructor)]
        e.faults.append(NotPositive(e.site(word), made.name, *occurrence))
        for one in words:
            self._meanings[source, one.text] = _UNKNOWN
        return _UNKNOWN

    def _defined(
        self, source: str, entry: Entry, fields: Fields, made: Declaration, meaning: Meaning, e: Elaboration
    ) -> Meaning:
        """The meaning of a function that its equations define: it has its clauses when they are found to be lawful."""
        from interlock.elaborate.clause import clauses, lawful

        name = made.name.rpartition(".")[2]
        self._meanings[source, name] = meaning
        equations = cast("tuple[Expression, ...]", fields.value("equations"))
        place = Place(Scope(self.shelf(source)), e.context())
        assert meaning.type is not None
        found = clauses(name, meaning.type, equations, place, e)
        if found is None:
            return _UNKNOWN
        whole = replace(made, clauses=found)
        word = entry.name
        site = e.site(word) if word is not None else e.item.site(0, 0)
        if not lawful(whole, equations, site, self.signature, e):
            return _UNKNOWN
        self.declarations[made.name] = whole
        return meaning

    def stated(self, source: str) -> Mapping[str, Entry]:
        """The entries of the kinds of one vocabulary."""
        if source not in self._stated:
            entries = self.pages[source].entries.get("kinds", ())
            self._stated[source] = {entry.name.text: entry for entry in entries if entry.name is not None}
        return self._stated[source]

    def kind(self, source: str, name: str) -> Kind | None:
        """A kind of one vocabulary."""
        key = (source, name)
        if key not in self._kinds:
            entry = self.stated(source).get(name)
            self._kinds[key] = None
            if entry is not None and isinstance(entry.value, Fields):
                self._kinds[key] = self._kind(source, name, entry, entry.value)
        return self._kinds[key]

    def _kind(self, source: str, name: str, entry: Entry, fields: Fields) -> Kind:
        e = Elaboration.alone(entry.item, self.signature)
        declared = Declared(
            cast("tuple[Field, ...]", fields.value("parameters") or ()),
            cast("tuple[PortSyntax, ...]", fields.value("ports") or ()),
            e,
            e,
            memory=flag(fields.value("memory")),
        )
        made = self._interface(source, declared)
        self.faults += e.faults
        self.owed += e.owed
        return Kind(f"{self.pages[source].name.text}.{name}", made, entry, source)

    def _interface(self, source: str, declared: Declared) -> Interface:
        """The interface of a kind; those that are written alike in a file share all but their places."""
        e, plain = declared.ports_in, not any(port.extra for port in declared.ports)
        written = (source, tuple(declared.parameters), tuple(declared.ports), declared.memory)
        like = self._interfaces.get(written) if plain else None
        if like is not None:
            names = [*(one.name for one in declared.parameters), *(port.name for port in declared.ports)]
            return replace(like, sites=tuple(map(e.site, names)))
        made = interface(declared, Scope(self.shelf(source)), e.context())
        if plain and not e.faults and not e.owed:
            self._interfaces[written] = made
        return made

    def units(self, source: str) -> Units:
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

    def site(self, name: str) -> Site:
        """Where a constant, called by its vocabulary and its name there, is declared."""
        vocabulary, _, short = name.rpartition(".")
        source = next(source for source, page in self.pages.items() if page.name.text == vocabulary)
        section, entry = self.declared(source)[short]
        word = next(word for word in _introduced(section, entry) if word.text == short)
        return entry.item.site(word.start, word.end)

    def unit(self, source: str, name: str) -> Meaning | None:
        """A unit of a vocabulary as a measure over constants, the base units on which it rests."""
        units = self.units(source)
        declared = units.get(name)
        if declared is None:
            return _UNKNOWN if name in units else None
        vector = self.expanded(source, declared)
        for base in vector:
            if isinstance(base, Constant):
                self.declarations.setdefault(base.name, Declaration(base.name, "units", MEASURE))
        return Meaning(measure(vector), MEASURE)

    def expanded(self, source: str, declared: Measure) -> Powers:
        """A measure of a vocabulary as a vector over primes and base units."""
        vector = scale(declared.factor)
        for base, exponent in declared.powers:
            atom = Literal(int(base)) if base.isdecimal() else self.unit_name(source, base)
            vector = combined(vector, powers(atom), exponent)
        return vector

    def unit_name(self, source: str, name: str) -> Constant:
        """What a unit is called; a family may have the same name."""
        return Constant(f"{self.pages[source].name.text}.units.{name}")

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that have been elaborated."""
        return tuple(kind for kind in self._kinds.values() if kind is not None)

    def all_of(self, source: str) -> None:
        """Elaborate every declaration of a vocabulary."""
        self.units(source)
        for name in self.declared(source):
            self.meaning(source, name)
        for name in self.stated(source):
            self.kind(source, name)


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
        """The measure that a unit of a bare or qualified name is."""
        vocabulary, dot, short = name.rpartition(".")
        if dot:
            source = self._named(vocabulary)
            return None if source is None else self.library.unit(source, short)
        holders = [source for source in self.sources if name in self.library.units(source)]
        if len(holders) > 1:
            return Ambiguous(tuple(self.library.pages[source].name.text for source in holders))
        return self.library.unit(holders[0], name) if holders else None

    def wrote(self, found: Term, size: Powers, names: Iterable[tuple[str, Fraction]]) -> None:
        """Take note how a measure is written, unless it has a variable in it."""
        vector = dict(size)
        for name, exponent in names:
            vocabulary, dot, short = name.rpartition(".")
            homes = (self._named(vocabulary),) if dot else self.sources
            holder = next((source for source in homes if source and short in self.library.units(source)), None)
            if holder is None:
                return
            vector = combined(vector, powers(self.library.unit_name(holder, short)), exponent)
        self.library.spoken.setdefault(found, measure(vector))

    def units(self) -> Iterable[str]:
        """The units of the vocabularies."""
        return [name for source in self.sources for name in self.library.units(source)]

    def qualified(self, vocabulary: str, name: str) -> Meaning | None:
        """What `vocabulary.name` means."""
        source = self._named(vocabulary)
        if source is None:
            return None
        return self.library.meaning(source, name) or self.library.unit(source, name)

    def known(self) -> Iterable[str]:
        """Every bare name of the vocabularies."""
        return [name for source in self.sources for name in self.library.declared(source)]

    def kind(self, name: str) -> Kind | Ambiguous | None:
        """The kind of a bare or qualified name."""
        vocabulary, dot, short = name.rpartition(".")
        if dot:
            source = self._named(vocabulary)
            return None if source is None else self.library.kind(source, short)
        holders = [source for source in self.sources if name in self.library.stated(source)]
        if len(holders) > 1:
            return Ambiguous(tuple(self.library.pages[source].name.text for source in holders))
        return self.library.kind(holders[0], name) if holders else None

    def states(self, name: str) -> bool:
        """Whether a vocabulary has a kind of a bare or qualified name, be it one that could not be read."""
        vocabulary, dot, short = name.rpartition(".")
        return any(
            short in self.library.stated(one) for one in ((self._named(vocabulary),) if dot else self.sources) if one
        )

    def kinds(self) -> tuple[str, ...]:
        """The names of all kinds."""
        return tuple(name for source in self.sources for name in self.library.stated(source))

    def entries(self, section: str) -> Iterable[tuple[str, Entry]]:
        """The entries of a section of all the vocabularies, each with its file."""
        for source in self.sources:
            for entry in self.library.pages[source].entries.get(section, ()):
                yield source, entry

    def _named(self, vocabulary: str) -> str | None:
        return next((s for s in self.sources if self.library.pages[s].name.text == vocabulary), None)


def flag(value: object) -> bool:
    """A flag that was read: a word or nothing."""
    return value.text == "true" if isinstance(value, Word) else bool(value)


def defines(entry: Entry) -> bool:
    """Whether a declaration has equations."""
    return isinstance(entry.value, Fields) and entry.value.value("equations") is not None


def _introduced(section: str, entry: Entry) -> tuple[Word, ...]:
    """The name of a declaration, and of data those of the constructors."""
    assert entry.name is not None  # declarations are no list
    if section != "data" or not isinstance(entry.value, Fields):
        return (entry.name,)
    constructors = cast("tuple[Field, ...]", entry.value.value("constructors") or ())
    return (entry.name, *(constructor.name for constructor in constructors))
