"""What is owed and what is claimed, decided: faults, admissions, certificates for the kernel, and what claims rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, cast

from interlock.check.checked import Assumption, CheckedClaim
from interlock.check.contracts import Guarantee, Standing, guarantees, outside, owed, owing, speaks, standing
from interlock.check.encode import Unknowable
from interlock.check.fault import Contradictory, Vacuous, grave
from interlock.check.obligations import discharge
from interlock.check.prove import Fact, Proved, Prover, Unproved
from interlock.check.vacuity import clashing, contradiction
from interlock.diagram.element import Element, item
from interlock.elaborate.fault import NotProved, TooLarge
from interlock.elaborate.owed import Owed
from interlock.elaborate.proposal import Elaborated
from interlock.kernel.context import Context
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.obligation import Certificate, normal_shape
from interlock.kernel.part import children
from interlock.kernel.proposition import conjuncts
from interlock.kernel.signature import Signature
from interlock.kernel.subsume import stripped
from interlock.kernel.term import Constant, Quantified, Term
from interlock.record import dataclass, field, replace
from interlock.syntax.declared import Claim
from interlock.syntax.page import Entry
from interlock.text.site import Site

if TYPE_CHECKING:
    from interlock.check.support import Names, Support

SEARCHING: Final = 2
"""By what the steps of the solver are divided for each question of a search for path sets; what takes more is not counted on."""

Fault = NotProved | TooLarge | Vacuous | Contradictory


@dataclass(slots=True)
class Judged:
    """What became of all that a proposal owes and claims; what was ``granted`` is admitted and nothing proves it."""

    faults: list[Fault] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    granted: list[Certificate] = field(default_factory=list)
    assumed: list[Assumption] = field(default_factory=list)
    claims: list[CheckedClaim] = field(default_factory=list)
    proved: list[Term] = field(default_factory=list)


@dataclass(slots=True)
class Stating:
    """A claim of the proposal: its name, what it says, why it is admitted, and where it stands."""

    name: str
    says: Term
    admit: str
    site: Site


def judge_owed(
    elaborated: Elaborated,
    signature: Signature,
    prover: Prover,
    lemmas: Sequence[Fact] = (),
    *,
    searching: bool = True,
) -> Judged:
    """Decide the obligations of a proposal's terms, wires and contracts, then its claims; with their path sets if asked."""
    context = Context(signature, elaborated.walked.free, (), Machine(entries=signature.entries))
    facts = standing(elaborated, context)
    senseless = {
        port: told for port, some in owing(elaborated) if (told := discharge(some, prover, lemmas, facts.at).faults)
    }
    if senseless:  # nothing is owed by, or follows from, what makes no sense
        facts = standing(elaborated, context, senseless)
    judged = Judged([fault for told in senseless.values() for fault in told])
    judgement = _Judgement(elaborated, context, prover, facts, tuple(lemmas), judged, searching)
    claims = stated(elaborated)
    if not judgement.consistent():
        return judgement.judged
    judgement.settle((*elaborated.owed, *owed(elaborated, facts, context)))
    # Of what is ill-typed or unwired a claim says little.
    if not (senseless or grave(elaborated.faults) or elaborated.wires.illegible):
        for claim in claims:
            judgement.claim(claim)
    return judgement.judged


def owes(elaborated: Elaborated) -> bool:
    """Whether anything of a proposal is to be proved."""
    telescopes = dict.fromkeys(box.interface.telescope for box in elaborated.boxes.values())
    return bool(
        elaborated.owed
        or elaborated.items.propositions
        or any(speaks(one) for one in (elaborated.interface.telescope, *telescopes))
    )


def stated(elaborated: Elaborated) -> list[Stating]:
    """The claims that are propositions, in the order of the file."""
    found = []
    for section, items in elaborated.items.values.items():
        entries = {one.name.text: one for one in elaborated.page.entries.get(section.name, ()) if one.name is not None}
        for one in items:
            if isinstance(one.value, Claim):
                says = cast(Term, one.value.says)  # resolved
                found.append(Stating(one.name, says, one.value.admit or "", _site(entries[one.name])))
    return found


def _site(entry: Entry) -> Site:
    assert entry.name is not None
    return entry.item.site(entry.name.start, entry.name.end)


@dataclass(slots=True)
class _Judgement:
    elaborated: Elaborated
    context: Context
    prover: Prover
    facts: Standing
    lemmas: tuple[Fact, ...]
    judged: Judged
    searching: bool
    admitted: dict[str, list[Term]] = field(default_factory=dict)
    owing: list[Owed] = field(default_factory=list)
    _search: Prover | None = None

    @property
    def search(self) -> Prover:
        """The prover of a search for path sets, which asks much and must not take long for one answer."""
        self._search = self._search or Prover(max(1, self.prover.limit // SEARCHING))
        return self._search

    def known(self, port: str) -> tuple[Fact, ...]:
        """The facts in force at a port, and the lemmas."""
        return (*self.facts.at(port), *self.lemmas)

    def consistent(self) -> bool:
        """Whether all that is stated can be true together; else that is told, and nothing is proved from it."""
        said = self.facts.stated
        found = contradiction(said, self.prover, self.context, self.lemmas)
        # What is not decided for what types say must not hide what is for contracts.
        if found is None and (more := outside(self.elaborated, self.context)):
            found = contradiction((*more, *said), self.prover, self.context, self.lemmas)
        if found is None:
            return True
        self.judged.faults.append(Contradictory(self._place(found[-1]), tuple(found)))
        return False

    def _place(self, port: str) -> Site:
        box = port.rpartition(".")[0]
        if box:
            return self.elaborated.boxes[box].site
        outer = self.elaborated.interface
        fields = (*outer.telescope.parameters, *outer.telescope.ports)
        return outer.sites[[one.name for one in fields].index(port)]

    def settle(self, everything: Sequence[Owed]) -> None:
        """Discharge what is owed; what is not may be admitted at its port."""
        admits = {one.port: reason for one in everything if (reason := self._admits(one.port))}
        settled = discharge(
            [one for one in everything if one.port not in admits], self.prover, self.lemmas, self.facts.at
        )
        lost = {self.elaborated.wires.sites[Element(port)] for port in self.facts.lost if self._wired(port)}
        self.judged.faults += [one for one in settled.faults if one.code != "not-proved" or one.site not in lost]
        self.judged.certificates += settled.certificates
        for one in everything:
            if one.port in admits:
                self._admit(one, admits[one.port])
        self.owing = [one for one in everything if one.port and one.goal not in self.admitted.get(one.port, ())]

    def _wired(self, port: str) -> bool:
        return Element(port) in self.elaborated.wires.sites

    def _admits(self, port: str) -> str:
        box, _, name = port.rpartition(".")
        interface = self.elaborated.boxes[box].interface if box else self.elaborated.interface
        return interface.admits.get(name, "") if port else ""

    def _admit(self, one: Owed, reason: str) -> None:
        """An obligation that does not follow is assumed, unless it contradicts what is known."""
        settled = discharge([one], self.prover, self.lemmas, self.facts.at)
        if settled.faults and self._allowed(one.goal, one.port):
            self.admitted.setdefault(one.port, []).append(one.goal)
            self.judged.assumed.append(Assumption(one.port, one.goal, reason))
            self.judged.granted.append(granted(one.goal, one.context))
        else:
            self.judged.faults += [self._inadmissible(fault, one.goal, one.port) for fault in settled.faults]
            self.judged.certificates += settled.certificates

    def _allowed(self, goal: Term, port: str) -> bool:
        try:
            return self.prover.consistent((Fact("", goal), *self._believed(port)), self.context) is not False
        except Unknowable:
            return False

    def _believed(self, port: str) -> tuple[Fact, ...]:
        """What is admitted so far, and what stands before a port."""
        admitted = (Fact(at, said) for at, some in self.admitted.items() for said in some)
        return (*admitted, *self.known(port))

    def _inadmissible(self, fault: NotProved | TooLarge, goal: Term, port: str) -> NotProved | TooLarge:
        """The fault of what was to be admitted, with what it contradicts and none of which can be left out."""
        found = clashing(self._believed(port), self.prover, self.context, (Fact("", goal),))
        against = tuple(dict.fromkeys(fact.name for fact in found))
        if not isinstance(fault, NotProved) or not against:
            return fault
        return fault._replace(against=against, admitted=self._declared(port) if port else None)

    def _declared(self, port: str) -> Site:
        box, _, name = port.rpartition(".")
        interface = self.elaborated.boxes[box].interface if box else self.elaborated.interface
        return interface.port_site(interface.shape.index[name])

    # ---- claims ------------------------------------------------------------------------------------------------------

    def claim(self, claim: Stating) -> None:
        """Prove a claim and say what it rests on; or admit it; or tell that it does not follow."""
        says = evaluate(claim.says, (), self.context.machine)
        parts = [Owed(claim.site, part, (), self.context) for part in conjuncts(says)]
        settled = discharge(parts, self.prover, self.lemmas, self.facts.at)
        element = item("claims", claim.name)
        if not settled.faults and len(settled.certificates) == len(parts):
            proved = CheckedClaim(element, claim.says, "proved", (), (), whole=False, used=self._used(parts))
            if self.searching:
                support = self._support(says, claim.site)
                proved = replace(proved, paths=support.paths, cuts=support.cuts, whole=support.whole)
            self.judged.certificates += settled.certificates
            self.judged.proved.append(claim.says)
            self.judged.claims.append(proved)
        elif claim.admit and self._allowed(says, ""):
            self.judged.assumed.append(Assumption(element, claim.says, claim.admit))
            self.judged.claims.append(CheckedClaim(element, claim.says, "admitted"))
        else:
            faults = [self._unprovable(one) for one in settled.faults[:1]]
            self.judged.faults += [self._inadmissible(one, says, "") for one in faults] if claim.admit else faults

    def _unprovable(self, fault: NotProved | TooLarge) -> NotProved | TooLarge:
        """That there is something of a type of which nothing says that it has members is refuted: it may have none."""
        if isinstance(fault, NotProved) and fault.missing == "inexact" and self._of_families(fault.proposition):
            return fault._replace(refuted=True, missing="")
        return fault

    def _of_families(self, says: Term) -> bool:
        """Whether a proposition is only that there is something of some families, of which no variable may be."""
        parts = list(_parts(says))
        entries = self.context.signature.entries
        families = {one for one in parts if isinstance(one, Constant) and one.name in entries}
        quantifiers = {one.quantifier for one in parts if isinstance(one, Quantified)}
        if quantifiers != {"exists"} or {entries[one.name].sort for one in families} != {"families"}:
            return False
        return not any(one in families for type_ in self.context.free.values() for one in _parts(type_))

    def _used(self, parts: Iterable[Owed]) -> tuple[str, ...]:
        """The names of all facts that the proofs use: ports, and lemmas."""
        names: dict[str, None] = {}
        for one in parts:
            verdict = self.prover.entail(self.known(""), one.goal, self.context)
            names |= dict.fromkeys(verdict.used if isinstance(verdict, Proved) else ())
        return tuple(names)

    def _support(self, says: Term, site: Site) -> Support:
        """The path sets and cut sets of what was proved."""
        from interlock.check.support import Contracts, supports

        stated = guarantees(self.elaborated, self.facts, self.context)
        assumptions: dict[str, list[Owed]] = {}
        for one in self.owing:
            assumptions.setdefault(one.port.rpartition(".")[0], []).append(one)
        proving = _Proving(self, stated)
        contracts = Contracts(
            {port: one.box for port, one in stated.items()},
            {box: tuple(some) for box, some in assumptions.items() if box},
            proving.prove,
        )
        found = supports(Owed(site, says, (), self.context), contracts)
        return found._replace(whole=found.whole and not proving.cut)


@dataclass(slots=True)
class _Proving:
    """The oracle of a search: what follows from some guarantees, what the outside guarantees, and admissions."""

    judgement: _Judgement
    stated: dict[str, Guarantee]
    answers: dict[tuple[Names, Term, str], Names | None] = field(default_factory=dict)
    cut: bool = False

    def prove(self, within: Names, goal: Owed) -> Names | None:
        """Those of the guarantees that a proof uses."""
        key = (within, goal.goal, goal.port)
        if key not in self.answers:
            self.answers[key] = self._prove(within, goal)
        return self.answers[key]

    def _prove(self, within: Names, goal: Owed) -> Names | None:
        judgement = self.judgement
        facts = [
            Fact(one.port, said)
            for one in judgement.facts.among(goal.port)
            if one.port in within or (not one.box and not one.owed)
            for said in one.propositions
        ]
        before = {one.port for one in judgement.facts.among(goal.port)}
        facts += [
            Fact(port, said)
            for port, some in judgement.admitted.items()
            if port in before or not goal.port
            for said in some
        ]
        context = goal.context
        bare = {p: stripped(context.free[p], context) for p in self.stated if p not in within}
        context = context._replace(free={**context.free, **bare})
        local = [Fact("", fact) for fact in goal.facts]
        verdict = judgement.search.entail([*local, *facts, *judgement.lemmas], goal.goal, context)
        self.cut = self.cut or (isinstance(verdict, Unproved) and verdict.missing == "limit")
        return frozenset(verdict.used) & within if isinstance(verdict, Proved) else None


def granted(goal: Term, context: Context) -> Certificate:
    """The certificate of what is admitted: the kernel takes it for granted, as whoever reads the list of these does."""
    bound = tuple(normal_shape(type_, at, context) for at, type_ in enumerate(context.bound))
    return Certificate(normal_shape(goal, context.depth, context), bound, (), ())


def _parts(term: Term) -> Iterable[Term]:
    stack = [term]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(children(node))
