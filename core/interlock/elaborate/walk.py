"""The walk over a wiring in causal order: parameters are solved, interfaces instantiated, wires judged.

A pass visits every port once. Where holes were still open when a type was needed, the walk is taken again with what has
been learnt, until nothing new is; then defaults fill in, and what is left is told. Only the last pass tells faults.
"""

from __future__ import annotations

from collections.abc import Mapping

from interlock.diagram.element import Element
from interlock.elaborate.alike import Alike
from interlock.elaborate.determine import Constraint, determine
from interlock.elaborate.fault import (
    ElaborationFault,
    TermMismatch,
    TooDeep,
    TooLarge,
)
from interlock.elaborate.interface import Interface
from interlock.elaborate.metavariable import Metavariables, holes, is_open, is_unknown
from interlock.elaborate.owed import Ledger, Owed
from interlock.elaborate.plan import Opened, Plan, Walked, first_limit, given_ports, is_inferred, unfixed
from interlock.elaborate.solution import judged
from interlock.elaborate.source import along
from interlock.elaborate.unfit import hopeless, mismatch, missing
from interlock.elaborate.unify import apart, fit_each
from interlock.elaborate.unsolved import undetermined
from interlock.kernel.builtin import UNKNOWN
from interlock.kernel.context import Context
from interlock.kernel.convert import convertible
from interlock.kernel.evaluate import STEP_LIMIT, evaluate, evaluate_in
from interlock.kernel.family import embedded_each
from interlock.kernel.quote import quote
from interlock.kernel.subsume import embedded, fits
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import (
    DEPTH_LIMIT,
    Deep,
    Free,
    Hole,
    Large,
    Local,
    Pi,
    Term,
)
from interlock.text.site import Site


class Walk:
    """One walk; its state is the environments of the boxes and the types of the variables met so far."""

    def __init__(self, plan: Plan, metas: Metavariables) -> None:
        """The walk of a plan, with the holes of its parameters."""
        self.plan, self.metas = plan, metas
        self.free: dict[str, Term] = {}
        self.context = Context(plan.signature, self.free, (), metas.machine)
        self.ledger = Ledger()
        self.asking = self.context.asking(self.ledger)
        self.owed: list[Owed] = []
        self.environments: dict[str, list[Term]] = {}
        self.types: dict[str, list[Term]] = {}
        self.unsolved: dict[str, list[int]] = {}
        self.solved_at: dict[tuple[str, int], str] = {}
        self.sources: dict[str, Term] = {}
        self.faults: list[ElaborationFault] = []
        self.open = False
        self.fitting: set[tuple[Telescope, tuple[Term, ...]]] = set()
        self.moving: dict[Term, tuple[str, ...]] = {}
        self.defined = frozenset(given_ports(plan))
        self.silent: set[Hole] = set()
        self.judging = False
        self.impossible: list[ElaborationFault] = []
        self.doubtful = False
        self.blamed: set[str] = set()
        self.refused: set[Term] = {UNKNOWN}
        self.met: list[Constraint] | None = None
        self.alike = Alike(metas)
        self.before = dict(metas.solutions)

    @property
    def sites_of(self) -> Mapping[Element, Site]:
        """Where each target's wire names it."""
        return self.plan.sites

    def interface_of(self, name: str) -> Interface:
        """The interface of a box; that of the outside under ``""``."""
        return self.plan.boxes[name].interface

    def run(self) -> Walked:
        """Walk until nothing new is learnt, then once more for the verdicts."""
        self._settle()
        if self.doubtful:
            self._reconsider()
            self._settle()
        if self.open:
            self._default()
            self._settle()
        return self._give_up() if self.open else self._walked((*self.impossible,))

    def _settle(self) -> None:
        """Walk until a pass learns nothing new."""
        known = -1
        while True:
            self._pass()
            if not self.open or len(self.metas.solutions) == known:
                return
            known = len(self.metas.solutions)

    def _reconsider(self) -> None:
        """Solve anew, in an order that is the diagram's own: what the walk met first decided, and a wire disagrees."""
        self.metas.solutions.clear()
        self.metas.equations.clear()
        self.metas.solutions.update(self.before)
        self.unsolved.clear()
        self.solved_at.clear()
        self.met = []
        self._pass()
        determine(self.met, self.plan, self.metas, self.context)
        self.met = None

    def _default(self) -> None:
        self.metas.machine.steps = STEP_LIMIT
        for name, places in self.unsolved.items():
            opened = self.plan.boxes[name]
            for at in places:
                default, hole = opened.interface.defaults[at], opened.given[at]
                if default is not None and isinstance(hole, Hole) and hole.name not in self.metas.solutions:
                    environment = tuple(self.environments[name][:at])
                    try:
                        self.metas.solutions[hole.name] = evaluate(default, environment, self.metas.machine)
                    except (Deep, Large) as limit:
                        self.metas.solutions[hole.name] = UNKNOWN
                        self.impossible.append(self._beyond(limit, opened.site))

    def _give_up(self) -> Walked:
        """Tell what stayed unsolved, unless a fault is to blame that is told; then judge the rest."""
        self.judging = True
        self._pass()
        self.judging = False
        told = (*self.impossible, *undetermined(self))
        for name, places in self.unsolved.items():
            for at in places:
                for hole in holes(self.metas.filled(self.plan.boxes[name].given[at], 0)) - {UNKNOWN}:
                    self.metas.solutions[hole.name] = UNKNOWN
        self._pass()
        return self._walked(told)

    # ---- a pass ------------------------------------------------------------------------------------------------------

    def _pass(self) -> None:
        self.free.clear()
        self.free.update(self.plan.parameters)
        self.faults.clear()
        self.owed.clear()
        self.blamed.clear()
        self.sources.clear()
        self.open = False
        machine = self.metas.machine
        for name, opened in self.plan.boxes.items():
            machine.steps = STEP_LIMIT
            try:
                parameters, left = self._parameters(opened.given)
            except (Deep, Large) as limit:
                self.faults.append(self._beyond(limit, opened.site))
                parameters, left = [UNKNOWN] * len(opened.given), []
            unset = [UNKNOWN] * len(opened.interface.telescope.ports)
            self.environments[name] = parameters + unset
            self.types[name] = unset.copy()
            if left:
                self.unsolved[name] = left
        for name, start, stop in self.plan.order:
            self._step(name, start, stop)
        self.faults += unfixed(self.plan)
        for name, places in self.unsolved.items():
            self.open = self.open or any(is_open(self.environments[name][at]) for at in places)

    def _parameters(self, given: tuple[Term, ...]) -> tuple[list[Term], list[int]]:
        """The values of a box's parameters as far as they are known, and which of them are not."""
        solutions = self.metas.solutions
        values, left = [], []
        for at, stated in enumerate(given):
            value = solutions.get(stated.name) if isinstance(stated, Hole) else stated
            if value is None:
                left.append(at)
                value = stated
            elif not value.solid:
                value = self.metas.filled(value, 0)
                if is_open(value):
                    left.append(at)
            values.append(value)
        return values, left

    def _step(self, name: str, start: int, stop: int) -> None:
        opened = self.plan.boxes[name]
        ports, offset = opened.interface.telescope.ports, len(opened.given)
        environment, types, free = self.environments[name], self.types[name], self.free
        machine, inner, unsolved = self.metas.machine, bool(name), self.unsolved
        prefix = f"{name}." if name else ""
        settled = None
        for at in range(start, stop):
            entry = ports[at]
            port = prefix + entry.name
            machine.steps = STEP_LIMIT
            try:
                if name in unsolved:
                    self._recall(name, at, port)
                if settled is None and name not in unsolved:
                    settled = self.alike.types(opened, environment[:offset])
                expected = None if settled is None else settled[at]
                if expected is None:
                    expected = evaluate_in(entry.type, environment, offset + at, machine)
                types[at] = expected
                if entry.incoming is inner:
                    value = self._target(name, at, entry, port, expected)
                    if entry.given is not None:
                        value = self._as_given(entry, tuple(environment[: offset + at]), port, value, expected)
                    environment[offset + at] = value
                else:
                    free[port] = expected
                    given = entry.given
                    environment[offset + at] = (
                        Free(port) if given is None else evaluate(given, tuple(environment[: offset + at]), machine)
                    )
            except (Deep, Large) as limit:
                self.faults.append(self._beyond(limit, self.plan.sites.get(Element(port), opened.site)))

    def _recall(self, name: str, at: int, port: str) -> None:
        """Solve the parameters of a box as this type at this port has solved those of one alike."""
        target = Element(port)
        found = None if target in self.plan.bent else self.free.get(self.plan.wires.get(target, ""))
        if found is not None and self.met is None and self.alike.recall(self.plan.boxes[name], at, found):
            self._learn(name, port)

    def _beyond(self, limit: Exception, site: Site) -> ElaborationFault:
        if isinstance(limit, Deep):
            return TooDeep(site, DEPTH_LIMIT)
        return TooLarge(site, "steps of evaluation", STEP_LIMIT)

    def _target(self, name: str, at: int, entry: Field, port: str, expected: Term) -> Term:
        """The value of a target, UNKNOWN if it has no source or an ill-typed one."""
        plan, target = self.plan, Element(port)
        source = plan.wires.get(target)
        if source is None:
            if target not in plan.lost:
                self.faults.append(missing(self, name, port, expected))
            self._silence(expected)
            return UNKNOWN
        if target in plan.bent:
            value, found = along(self, source, port)
        else:
            value = self.sources[port] = Free(source)
            if source in self.defined:
                value = self.given(source) or value
            found = self.free.get(source, UNKNOWN)
        if found is expected and (expected.inert or not is_open(expected)):
            return value
        return self._meet(name, at, entry, port, expected, value, found)

    def _as_given(self, entry: Field, before: tuple[Term, ...], port: str, value: Term, expected: Term) -> Term:
        """The value of an outer output that is given: its source must be just that."""
        assert entry.given is not None
        wanted = evaluate(entry.given, before, self.metas.machine)
        if any(is_unknown(one) or is_open(one) for one in (value, wanted, expected)):
            return value
        if convertible(value, wanted, self.context, expected):
            return wanted
        site = self.plan.sites.get(Element(port), self.plan.boxes[""].site)
        self.faults.append(TermMismatch(site, wanted, value, f"`{port}`, which is given"))
        return UNKNOWN

    def given(self, source: str) -> Term | None:
        """The value of a source that is defined to be one (`is:`)."""
        if source not in self.defined:
            return None
        name, _, short = source.rpartition(".")
        opened = self.plan.boxes[name]
        at = opened.interface.shape.index[short]
        return self.environments[name][len(opened.given) + at]

    # ---- a wire ------------------------------------------------------------------------------------------------------

    def _meet(self, name: str, at: int, entry: Field, port: str, expected: Term, value: Term, found: Term) -> Term:
        """The source's value as one of the target's type, after solving what the two types determine."""
        opened = self.plan.boxes[name]
        left = holes(expected) | holes(found)
        if UNKNOWN in left:
            self._silence(expected, found)
            return value
        if left:
            if self.met is not None:
                self.met.append(Constraint(name, at, port, expected, found))
                return value
            expected, found = self._fitted(name, at, entry, port, expected, found)
            if found is expected and expected.inert:
                return value
            left = holes(expected) | holes(found)
            if left:
                self.open = self.open or UNKNOWN not in left
                if left & self.silent:
                    self._silence(expected, found)
                if self.judging and not left & self.refused and apart(found, expected, self.metas):
                    self.impossible.append(mismatch(self, name, port, expected, found))
                    self.refused |= left  # what else comes of these follows from the fault that is told
                    self._silence(expected, found)
                return value
        result = self._placed(entry, opened, port, value, found, expected)
        if result is None:
            self._blame(opened, port)
            self.faults.append(mismatch(self, name, port, expected, found))
            return UNKNOWN
        return result

    def _fitted(self, name: str, at: int, entry: Field, port: str, expected: Term, found: Term) -> tuple[Term, Term]:
        """The two types with what they determine of one another filled in."""
        opened = self.plan.boxes[name]
        if opened.is_family:
            fit_each(found, expected, self.metas, self.context)
        else:
            self.alike.fit(opened, at, found, expected, self.context)
        if name in self.unsolved:
            self._learn(name, port)
            expected = evaluate_in(entry.type, self.environments[name], len(opened.given) + at, self.metas.machine)
        expected, found = self.metas.filled(expected, 0), self.metas.filled(found, 0)
        self.types[name][at] = expected
        return expected, found

    def _blame(self, opened: Opened, port: str) -> None:
        """Remember what does not fit, and whether other solutions might."""
        source = self.plan.wires[Element(port)]
        self.blamed.add(source)
        giver = self.plan.boxes[source.rpartition(".")[0]]
        inferred = is_inferred(opened) or is_inferred(giver)
        self.doubtful = self.doubtful or (inferred and not hopeless(self, port, source))

    def _silence(self, *types: Term) -> None:
        """Say nothing of holes that a wire would have filled, had it not been at fault."""
        for type_ in types if self.judging else ():
            self.silent |= holes(self.metas.filled(type_, 0))

    def _placed(self, entry: Field, opened: Opened, port: str, value: Term, found: Term, expected: Term) -> Term | None:
        """The kernel's verdict, and what it rests on; a port whose type *is* an inferred parameter takes no embedding."""
        self.ledger.retract(0)
        own = entry.type.codomain if opened.is_family and isinstance(entry.type, Pi) else entry.type
        level = own.level if isinstance(own, Local) else len(opened.given)
        if level < len(opened.given) and isinstance(opened.given[level], Hole):
            placed = value if fits(value, found, expected, self.asking, widening=False) else None
        else:
            placed = (embedded_each if opened.is_family else embedded)(value, found, expected, self.asking)
        if placed is not None and self.ledger.mark():
            self.owed += self.ledger.take(self.plan.sites[Element(port)], port)
        return placed

    def _learn(self, name: str, port: str) -> None:
        """Put in the solutions of a box's parameters; remember which port gave each."""
        environment, opened = self.environments[name], self.plan.boxes[name]
        still = []
        values, left = self._parameters(opened.given)
        for at in self.unsolved[name]:
            environment[at] = values[at]
            if at in left:
                still.append(at)
            else:
                self.solved_at.setdefault((name, at), port)
        if still:
            self.unsolved[name] = still
        else:
            del self.unsolved[name]

    # ---- the end -----------------------------------------------------------------------------------------------------

    def _walked(self, told: tuple[ElaborationFault, ...]) -> Walked:
        machine = self.metas.machine
        arguments, types = {}, {}
        escapes: list[ElaborationFault] = []
        for name, opened in self.plan.boxes.items():
            offset = len(opened.given)
            environment = self.environments[name]
            machine.steps = STEP_LIMIT
            try:
                arguments[name] = tuple([v if v.plain else quote(v, 0, machine) for v in environment[:offset]])
                types[name] = tuple([v if v.plain else quote(v, 0, machine) for v in self._whole(name)])
                escapes += judged(name, opened, arguments[name], self)
            except (Deep, Large) as limit:
                arguments[name] = (UNKNOWN,) * offset
                types[name] = (UNKNOWN,) * len(self.types[name])
                escapes.append(self._beyond(limit, opened.site))
        faults = first_limit((*told, *self.faults, *escapes))
        return Walked(arguments, types, self.sources, self.free, faults, tuple(self.owed), self.environments)

    def _whole(self, name: str) -> list[Term]:
        """The types of a box's ports: one that came before what determines its type still has the hole in it."""
        types, ports = self.types[name], self.plan.boxes[name].interface.telescope.ports
        for at, (entry, type_) in enumerate(zip(ports, types, strict=True)):
            if not type_.solid:
                port = f"{name}.{entry.name}" if name else entry.name
                types[at] = self.metas.filled(type_, 0)
                self.free.update({port: types[at]} if port in self.free else {})
        return types
