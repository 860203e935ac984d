"""Checking: a read file becomes a checked diagram, or faults; the kernel judges again what was elaborated without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Literal

from interlock.check.assemble import assemble, vocabulary_faults
from interlock.check.checked import CheckedDiagram, Judged
from interlock.check.claims import Judged as Settled
from interlock.check.claims import judge_owed, owes
from interlock.check.earlier import Earlier, Verdict
from interlock.check.fault import Contradictory, FalseLemmas, KernelRefused, Vacuous, grave
from interlock.check.layout import script
from interlock.check.obligations import discharge
from interlock.check.prove import Fact, Prover
from interlock.check.vacuity import clashing, unmeetable, vacuous
from interlock.diagram.causality import shape_of
from interlock.diagram.wiring import Box, Wiring
from interlock.elaborate.box import Nested
from interlock.elaborate.fault import DuplicateName, TooLarge, UnknownThing
from interlock.elaborate.interface import Interface
from interlock.elaborate.items import event_names, family_numbers
from interlock.elaborate.library import Kind, Library, defines
from interlock.elaborate.proposal import Elaborated, elaborate
from interlock.kernel.context import Oracle, opening
from interlock.kernel.evaluate import STEP_LIMIT, evaluate
from interlock.kernel.judge import Refused
from interlock.kernel.obligation import Certificate, Discharged
from interlock.kernel.script import Script, judge, judge_signature, judge_telescope
from interlock.kernel.term import Deep, Large, Term
from interlock.record import dataclass, field, replace
from interlock.syntax.page import Page
from interlock.text.outcome import Fault, Outcome
from interlock.text.pause import paused
from interlock.text.site import Anchor, Site


@dataclass(frozen=True, slots=True)
class Shelves:
    """The read files of a bundle: pages by file, the vocabularies each uses, and which file each word names.

    A vocabulary among the ``shipped`` is checked as far as it is used, one of the user's own whole.
    The ``library`` is what an earlier check over the same vocabularies has elaborated of them, and the ``prover`` what it has
    decided; ``attached`` has what files of data say, by page and by word; the path sets of claims are looked for if it is ``searching``, and what is alike in an ``earlier`` check of the files is taken over. Where something could not be read the bundle is ``broken``: it is checked as far as it goes, and gives no diagram.
    """

    pages: Mapping[str, Page]
    uses: Mapping[str, tuple[str, ...]]
    nested: Mapping[tuple[str, str], str] = field(default_factory=dict)
    shipped: frozenset[str] = frozenset()
    broken: bool = False
    library: Library | None = None
    prover: Prover | None = None
    searching: bool = True
    earlier: Earlier | None = None
    attached: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(slots=True)
class _Checking:
    shelves: Shelves
    library: Library
    prover: Prover = field(default_factory=Prover)
    earlier: Earlier = field(default_factory=Earlier)
    diagrams: dict[str, CheckedDiagram | None] = field(default_factory=dict)
    nests: dict[str, Nested | None] = field(default_factory=dict)
    proved: dict[str, Sequence[Certificate]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    games: set[int] = field(default_factory=set)

    def proposal(self, source: str, variant: str) -> CheckedDiagram | None:
        """Elaborate, judge and assemble one file; what it nests first."""
        elaborated, before = self.elaborated(source)
        self.faults += elaborated.faults
        lemmas = self.lemmas(source) if owes(elaborated) or self.library.owed else ()
        judged = before.settled if before else self.settled(elaborated, lemmas)
        self.proved[source] = judged.certificates
        first = self.earlier.verdicts.setdefault(source, Verdict(elaborated, judged)).elaborated is elaborated
        hollow: list[Vacuous] = []
        for interface in {id(box.interface): box.interface for box in elaborated.boxes.values()}.values():
            hollow += self.empty(interface, elaborated.walked.free)
        told = [*_unsaid(judged.faults, hollow, elaborated), *hollow]
        self.faults += told
        diagrams = self.nested(elaborated)
        made, faults = assemble(
            elaborated, self.library, diagrams, variant, judged, self.shelves.attached.get(source, {})
        )
        self.faults += faults
        declared = discharge(self.library.owed, self.prover, lemmas)
        errors = (*elaborated.faults, *told, *faults, *self.library.faults, *declared.faults)
        if self.shelves.broken or grave(errors) or None in diagrams.values():
            return None
        if before is not None and before.judged is not None:
            return replace(made, judged=before.judged)
        seen = self.seen(source, elaborated, judged, declared.certificates)
        if seen is not None and first:
            self.earlier.verdicts[source] = Verdict(elaborated, judged, seen)
        return None if seen is None else replace(made, judged=seen)

    def seen(
        self, source: str, elaborated: Elaborated, judged: Settled, declared: Sequence[Certificate]
    ) -> Judged | None:
        """What the kernel was shown and accepted; that it refused is told."""
        laid = script(elaborated, judged.proved)
        proofs = (judged.certificates, judged.granted, declared, self.inside(elaborated))
        oracle = _oracle(self.library, chain.from_iterable(proofs))
        refused = recheck(laid, self.library, source, oracle)
        if refused is None:
            return Judged(laid, self.library.signature, oracle)
        self.faults.append(refused)
        return None

    def nested(self, elaborated: Elaborated) -> dict[str, CheckedDiagram | None]:
        """The diagrams within boxes, by their files."""
        files = (box.nested.source for box in elaborated.boxes.values() if box.nested)
        return {file: self.diagrams.get(file) for file in files}

    def elaborated(self, source: str) -> tuple[Elaborated, Verdict | None]:
        """A proposal elaborated, and the earlier verdict that covers it."""
        before = self.earlier.verdicts.get(source)
        found = elaborate(
            self.shelves.pages[source],
            self.library,
            lambda word: self.nest(source, word),
            None if before is None else before.elaborated.structure,
        )
        return found, before if before is not None and before.covers(found) else None

    def inside(self, elaborated: Elaborated) -> Iterator[Certificate]:
        """What was proved where the nested proposals were checked, by lemmas of theirs: their interfaces rest on it."""
        for source in dict.fromkeys(box.nested.source for box in elaborated.boxes.values() if box.nested):
            yield from self.proved.get(source, ())

    def settled(self, elaborated: Elaborated, lemmas: tuple[Fact, ...]) -> Settled:
        """What becomes of all that it owes and claims."""
        signature, searching = self.library.signature, self.shelves.searching
        return judge_owed(elaborated, signature, self.prover, lemmas, searching=searching)

    def lemmas(self, source: str) -> tuple[Fact, ...]:
        """The lemmas of the vocabularies that a file uses, without those that are told to contradict one another."""
        shelf = self.library.shelf(source, self.shelves.pages[source])
        every = tuple(
            Fact(f"lemma {entry.name}", self.prover.encoded.value(entry.type))
            for entry in self.library.lemmas(shelf.sources)
        )
        false = clashing(every, self.prover, opening(self.library.signature))
        if not false:
            return every
        names = tuple(one.name.removeprefix("lemma ") for one in false)
        self.faults.append(FalseLemmas(self.library.site(names[-1]), names))
        return tuple(one for one in every if one not in false)

    def empty(self, interface: Interface, free: Mapping[str, Term] = MappingProxyType({})) -> Iterator[Vacuous]:
        """That nothing can meet what an interface guarantees, whatever the free variables are, told once."""
        if id(interface) not in self.games:
            self.games.add(id(interface))
            known = self.earlier.vacuities.get(id(interface))
            if known is None:
                known = (
                    interface,
                    vacuous(interface, self.prover, opening(self.library.signature)._replace(free=free)),
                )
                self.earlier.vacuities[id(interface)] = known
            if known[1] is not None:
                yield known[1]

    def unfounded(self, source: str) -> Iterator[Vacuous]:
        """The functions of a vocabulary without equations that nothing can be, as their types say."""
        vocabulary = self.library.pages[source].name.text
        for name, (section, entry) in self.library.declared(source).items():
            declared = self.library.declarations.get(f"{vocabulary}.{name}")
            if section != "functions" or declared is None or defines(entry):
                continue
            if unmeetable(declared.type, self.prover, self.library.signature):
                says = evaluate(declared.type, (), opening(self.library.signature).machine)
                yield Vacuous(self.library.site(declared.name), declared.name, says, "function")

    def nest(self, source: str, word: str) -> Nested | Literal[False] | None:
        """The proposal that a word at `kind:` names, False for a vocabulary; its own faults are told once."""
        file = self.shelves.nested.get((source, word))
        page = None if file is None else self.shelves.pages.get(file)
        if file is None or page is None or (self.library.pages.get(file) is page and not word.endswith(".yaml")):
            return None
        if page.form != "proposal":  # of a file without a form it is told that it has none
            return False if page.form else None
        if file not in self.nests:
            self.nests[file] = None  # a cycle of files has been told by the bundle
            inner = elaborate(page, self.library, lambda name: self.nest(file, name))
            self.nests[file] = _nested(file, inner)
            self.diagrams[file] = self.proposal(file, "")
        return self.nests[file]


def _unsaid(found: Iterable[Fault], hollow: Sequence[Vacuous], elaborated: Elaborated) -> list[Fault]:
    """The faults without contradictions that a guarantee takes part in of which it is told that nothing can meet it."""
    sites = {fault.site for fault in hollow}
    boxes = elaborated.boxes
    empty = {
        f"{name}.{one.port}"
        for name, box in boxes.items()
        for one in hollow
        if one.port in box.interface.shape.index
        and box.interface.port_site(box.interface.shape.index[one.port]) in sites
    }
    return [one for one in found if not (isinstance(one, Contradictory) and not empty.isdisjoint(one.ports))]


def _nested(source: str, inner: Elaborated) -> Nested:
    """The interface of a proposal as a box: its telescope, and what depends on what by reachability."""
    types = inner.walked.types
    wiring = Wiring(
        Box(inner.interface.shape, types[""]),
        {name: Box(box.interface.shape, types[name]) for name, box in inner.boxes.items()},
        inner.wires.sources,
    )
    shape = inner.interface.shape if inner.faults else shape_of(wiring)
    events = tuple(inner.names.spaces.get("event") or event_names(inner.boxes))
    families = tuple(family_numbers(inner.boxes, {}))
    return Nested(source, replace(inner.interface, shape=shape), inner.instantaneous, events, families)


def misused(shelves: Shelves, page: Page) -> list[Fault]:
    """The words of `uses` that name a proposal."""
    item = page.header.get("uses")
    named = [(word, shelves.pages.get(shelves.nested.get((page.source, word.text), ""))) for word in page.uses]
    return [
        UnknownThing(item.site(word.start, word.end), "vocabulary", word.text)
        for word, used in named
        if item is not None and used is not None and used.form == "proposal"
    ]


def namesakes(library: Library) -> list[Fault]:
    """The vocabularies whose name another one bears: their declarations could not be told apart."""
    first: dict[str, Site] = {}
    told: list[Fault] = []
    for page in library.pages.values():
        word, item = page.name, page.header.get("vocabulary")
        if item is None or not word.text:
            continue
        site = item.site(word.start, word.end)
        if word.text in first:
            told.append(DuplicateName(site, word.text, first[word.text]))
        first.setdefault(word.text, site)
    return told


def open_library(pages: Mapping[str, Page], uses: Mapping[str, tuple[str, ...]]) -> Library:
    """The vocabularies among the pages, of which nothing is elaborated yet."""
    return Library({source: page for source, page in pages.items() if page.form == "vocabulary"}, uses)


def check(shelves: Shelves, start: str, variant: str = "") -> Outcome[CheckedDiagram | None]:
    """Check the file ``start``: a proposal gives a diagram if no error was told, a vocabulary gives None."""
    with paused():
        return _check(shelves, start, variant)


def _check(shelves: Shelves, start: str, variant: str) -> Outcome[CheckedDiagram | None]:
    is_proposal = shelves.pages[start].form == "proposal"
    library = (shelves.library if is_proposal else None) or open_library(shelves.pages, shelves.uses)
    checking = _Checking(shelves, library, shelves.prover or Prover(), shelves.earlier or Earlier())
    page = shelves.pages[start]
    diagram = None
    checking.faults += [*misused(shelves, page), *namesakes(library)]
    for source in library.pages:
        if source not in shelves.shipped:
            library.all_of(source)
            checking.faults += (*vocabulary_faults(library.pages[source], library), *checking.unfounded(source))
    if page.form == "proposal":
        diagram = checking.proposal(start, variant)
    for kind in library.kinds():
        if kind.source not in shelves.shipped:
            checking.faults += checking.empty(kind.interface)
    lemmas = checking.lemmas(start) if library.owed or page.form == "vocabulary" else ()
    declared = discharge(library.owed, checking.prover, lemmas)
    faults = (*library.faults, *declared.faults, *checking.faults)
    if page.form == "vocabulary" and not faults and not shelves.broken:
        stated = (entry.type for entry in library.signature.entries.values() if entry.sort == "lemmas")
        oracle = Discharged(declared.certificates, stated)
        refused = _judge_library(library, Site(Anchor(start, ""), 0, 0), oracle, library.kinds())
        faults = (refused,) if refused else ()
    if faults and library.spoken:
        from interlock.check.familiar import in_units_of

        faults = tuple(in_units_of(library, faults))
    return Outcome(None if grave(faults) else diagram, tuple(dict.fromkeys(faults)))


def _oracle(library: Library, certificates: Iterable[Certificate]) -> Discharged:
    """What the kernel may rely on: what was discharged, and the lemmas of the vocabularies."""
    lemmas = (entry.type for entry in library.signature.entries.values() if entry.sort == "lemmas")
    return Discharged(certificates, lemmas)


def recheck(laid: Script, library: Library, source: str, oracle: Oracle) -> KernelRefused | TooLarge | None:
    """The kernel's verdict on the signature, the interfaces and the wiring, given what was discharged."""
    site = Site(Anchor(source, ""), 0, 0)
    refused = _judge_library(library, site, oracle)
    if refused is not None:
        return refused
    try:
        judge(laid, library.signature, oracle)
    except Refused as no:
        return KernelRefused(site, no.rule, no.term, no.type)
    except (Deep, Large):
        return TooLarge(site, "steps of the kernel", STEP_LIMIT)
    return None


def _judge_library(
    library: Library, site: Site, oracle: Oracle, kinds: Iterable[Kind] = ()
) -> KernelRefused | TooLarge | None:
    """The kernel's verdict on what is declared; the interfaces of kinds in use are judged with the wiring."""
    signature = library.signature
    try:
        judge_signature(signature, signature.entries.values(), oracle)
        for kind in kinds:
            judge_telescope(kind.interface.telescope, opening(signature, oracle))
    except Refused as no:
        return KernelRefused(site, no.rule, no.term, no.type)
    except (Deep, Large):
        return TooLarge(site, "steps of the kernel", STEP_LIMIT)
    return None
