"""Entailment: whether a proposition follows, from what, and where not, a counterexample in the author's names."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import islice, product
from typing import Final, TypeAlias

from interlock.check.formula import Datum, Node, nodes
from interlock.check.propositional import decide, has_plain_model
from interlock.check.question import Encoded, Fact, Question, ask
from interlock.check.solve import STEP_LIMIT, Answer, Satisfiable, Session, Unknown, Unsatisfiable, holds
from interlock.kernel.context import Context
from interlock.kernel.evaluate import domain
from interlock.kernel.part import parts
from interlock.kernel.signature import Signature
from interlock.kernel.spell import spell
from interlock.kernel.term import Apply, Closure, Literal, Term
from interlock.record import NamedTuple, dataclass, field

__all__ = ["Fact", "Proved", "Prover", "Refuted", "Unproved", "Verdict"]

TRIALS: Final = 1000
"""Small values that are tried to replace those of a solver's model."""


class Proved(NamedTuple):
    """It follows; of the facts used, named where they have a name, none can be left out by a proof as short as is looked for."""

    used: tuple[str, ...]
    premises: tuple[Term, ...]
    types: tuple[tuple[str, Term], ...] = ()


class Refuted(NamedTuple):
    """It is false at these values, of which all that is known is true."""

    counterexample: tuple[tuple[str, str], ...]
    known: tuple[Term, ...] = ()


class Unproved(NamedTuple):
    """It was not decided: `inexact` where something in it is not interpreted, `limit`, `no-solver`."""

    missing: str
    known: tuple[Term, ...] = ()


Verdict: TypeAlias = Proved | Refuted | Unproved


@dataclass(slots=True)
class Prover:
    """Decides entailments; what was answered is remembered by its normal form, up to names."""

    limit: int = STEP_LIMIT
    encoded: Encoded = field(default_factory=Encoded)
    _session: Session | None = None
    _answers: dict[tuple[Hashable, ...], Answer] = field(default_factory=dict)

    def entail(self, facts: Sequence[Fact], goal: Term, context: Context) -> Verdict:
        """Whether the goal follows from the facts and the types of what occurs. Raises Unknowable.

        Goal and facts are values of the context.
        """
        question = ask(goal, facts, context, self.encoded)
        denied = Node("not", "Bool", (question.goal,))
        answer = self._answer(question, denied)
        known = tuple(dict.fromkeys(p.proposition for p in question.premises if p.proposition is not None))
        match answer:
            case Unsatisfiable(core=core):
                used = [question.premises[at - 1] for at in core if at]
                named = tuple(dict.fromkeys(premise.name for premise in used if premise.proposition and premise.name))
                given = tuple(p.proposition for p in used if p.given and p.proposition is not None)
                return Proved(named, given, question.types)
            case Satisfiable(values=values):
                if isinstance(goal, Closure) and _of_families(question, context.signature):
                    source = domain(goal, context.machine)
                    if not _has_witness(source, context):
                        return Refuted(((spell(source), "no value"),), known)
                return _counterexample(question, denied, values, context.names) or Unproved("inexact", known)
            case Unknown(why=why):
                return Unproved(why, known)

    def consistent(self, facts: Sequence[Fact], context: Context) -> bool | None:
        """Whether facts and types can be true together; None where that was not decided."""
        question = ask(None, facts, context, self.encoded)
        match self._answer(question, Node("not", "Bool", (question.goal,))):
            case Unsatisfiable():
                return False
            case Satisfiable():
                return True
            case Unknown():
                return None

    def _answer(self, question: Question, denied: Node) -> Answer:
        formulas = (denied, *(premise.formula for premise in question.premises))
        if not question.variables and question.exact:
            return _ground(formulas)
        key = (question.normal_form(), tuple(p.given for p in question.premises))
        answer = self._answers.get(key)
        if answer is None:
            numbered = (Node("not", "Bool", (key[0][0],)), *key[0][1:])
            # What was given is left out first, so that only what the types do not say is needed of it.
            order = sorted(range(1, len(formulas)), key=lambda at: not question.premises[at - 1].given)
            answer = self._answers[key] = self._plain(question, numbered, order) or self._solve(numbered, order)
        return answer

    def _plain(self, question: Question, formulas: Sequence[Node], droppable: Sequence[int]) -> Answer | None:
        """The answer if it is found without the solver, whose import takes longer than most checks."""
        found = decide(formulas, droppable)
        if found is not None:
            values, core = found
            return Unsatisfiable(core) if core else Satisfiable(tuple(values.items()))
        # A model that is not told has no values to tell.
        return Satisfiable(()) if not question.exact and has_plain_model(formulas) else None

    def _solve(self, formulas: Sequence[Node], droppable: Sequence[int]) -> Answer:
        self._session = self._session or Session(self.limit)
        return self._session.solve(formulas, droppable)


def _of_families(question: Question, signature: Signature) -> bool:
    """Whether a question is only whether some families have values: a family may well have none."""
    if question.goal.op != "exists" or question.exact:
        return False
    applied = [n for node in (question.goal, *(p.formula for p in question.premises)) for n in nodes(node)]
    return all(n.sort == "Value" or n.data == "has" for n in applied if n.op == "apply") and all(
        isinstance(n.data, str) and (n.data == "has" or _is_family(n.data, signature))
        for n in applied
        if n.op == "apply" and not (isinstance(n.data, tuple) and n.data[0] == "universe")
    )


def _has_witness(type_: Term, context: Context) -> bool:
    """Whether some variable is, or may be, of a type of this family."""
    head = type_.head if isinstance(type_, Apply) else type_
    return any(head in parts(other) for other in (*context.free.values(), *context.bound))


def _is_family(name: str, signature: Signature) -> bool:
    return name in signature.entries and signature.entries[name].sort == "families"


def _ground(formulas: tuple[Node, ...]) -> Answer:
    """The answer to a question without variables."""
    false = next((at for at, formula in enumerate(formulas) if not holds(formula, {})), None)
    return Satisfiable(()) if false is None else Unsatisfiable((false,))


def _counterexample(
    question: Question, denied: Node, values: Iterable[tuple[Hashable, Datum | None]], names: tuple[str, ...]
) -> Refuted | None:
    """The values of a model at which all premises and the denial are true; None unless the question is exact."""
    if not question.exact:
        return None
    found = {question.variables[int(str(at))].key: value for at, value in values if value is not None}
    formulas = (denied, *(premise.formula for premise in question.premises))
    if len(found) < len(question.variables) or not all(holds(formula, found) for formula in formulas):
        return None
    found = _simplest(question, formulas, found)
    known = tuple(dict.fromkeys(p.proposition for p in question.premises if p.proposition is not None))
    return Refuted(tuple((_called(key, names), spell(Literal(value))) for key, value in found.items()), known)


def _simplest(question: Question, formulas: Sequence[Node], found: dict[Hashable, Datum]) -> dict[Hashable, Datum]:
    """The first of the small values, in order, that are a counterexample, too; else those that were found."""
    literals = [n.data for formula in formulas for n in nodes(formula) if n.op == "literal"]
    numbers = [n for n in literals if isinstance(n, int) and not isinstance(n, bool)]
    small = sorted(
        {0, 1, 2, *numbers, *(n + 1 for n in numbers), *(n - 1 for n in numbers)}, key=lambda n: (abs(n), n < 0)
    )
    choices: list[Sequence[Datum]] = []
    for variable in question.variables:
        mine = found[variable.key]
        choices.append(small if variable.sort in ("Int", "Real") else (mine,))
    for row in islice(product(*choices), TRIALS):
        trial = {variable.key: value for variable, value in zip(question.variables, row, strict=True)}
        if all(holds(formula, trial) for formula in formulas):
            return trial
    return found


def _called(key: Hashable, names: tuple[str, ...]) -> str:
    if isinstance(key, int):
        return names[key] if key < len(names) else f"_{key}"
    return str(key)
