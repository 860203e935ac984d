"""Entailment: whether a proposition follows, from what, and where not, a counterexample in the author's names."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from interlock.check.encoded import Encoded
from interlock.check.formula import Datum, Node, nodes, truth, uncomputable
from interlock.check.propositional import decide, has_plain_model
from interlock.check.question import Fact, Question, ask
from interlock.check.solve import STEP_LIMIT, Answer, Satisfiable, Session, Unknown, Unsatisfiable
from interlock.kernel.context import Context
from interlock.kernel.evaluate import domain
from interlock.kernel.part import parts
from interlock.kernel.signature import Signature
from interlock.kernel.spell import spell
from interlock.kernel.term import Apply, Closure, Term
from interlock.record import NamedTuple, dataclass, field

if TYPE_CHECKING:
    from interlock.check.compute import Computation

__all__ = ["Fact", "Proved", "Prover", "Refuted", "Unproved", "Verdict"]


class Proved(NamedTuple):
    """It follows; of the facts used, named where they have a name, none can be left out by a proof as short as is looked for.

    ``functions`` are those whose equations are used, beyond what evaluation needs.
    """

    used: tuple[str, ...]
    premises: tuple[Term, ...]
    types: tuple[tuple[str, Term], ...] = ()
    functions: tuple[str, ...] = ()


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
    _computation: tuple[Signature, Computation] | None = None

    def entail(self, facts: Sequence[Fact], goal: Term, context: Context) -> Verdict:
        """Whether the goal follows from the facts and the types of what occurs. Raises Unknowable.

        Goal and facts are values of the context.
        """
        question = ask(goal, facts, context, self.encoded)
        answer = self._answer(question)
        known = tuple(dict.fromkeys(p.proposition for p in question.premises if p.proposition is not None))
        match answer:
            case Unsatisfiable():
                return _proved(question, answer)
            case Satisfiable(values=values):
                if isinstance(goal, Closure) and _of_families(question, context.signature):
                    source = domain(goal, context.machine)
                    if not _has_witness(source, context):
                        return Refuted(((spell(source), "no value"),), known)
                return self._counterexample(question, values) or Unproved("inexact", known)
            case Unknown(why=why):
                tried = self._counterexample(question, ()) if _calls(_formulas(question)) else None
                return tried or Unproved(why, known)

    def consistent(self, facts: Sequence[Fact], context: Context) -> bool | None:
        """Whether facts and types can be true together; None where that was not decided."""
        question = ask(None, facts, context, self.encoded)
        if _is_true_of_small(question):
            return True
        match self._answer(question):
            case Unsatisfiable():
                return False
            case Satisfiable():
                return True
            case Unknown():
                return None

    def imagine(self, facts: Sequence[Fact], goal: Term, context: Context) -> tuple[tuple[str, str], ...] | None:
        """Values of all that occurs, at which the facts are true and the goal is not; None if none were found.

        What is not interpreted, such as a predicate, may mean anything there. Raises Unknowable.
        """
        question = ask(goal, facts, context, self.encoded)
        formulas = _formulas(question)
        if _calls(formulas):
            return None
        occurring = {node for formula in formulas for node in nodes(formula)}
        atoms = [one for one in question.atoms if one.node in occurring and one.node.sort != "Value"]
        answer = self._solve(formulas, (), [one.node for one in atoms])
        if not isinstance(answer, Satisfiable):
            return None
        from interlock.check.compute import spelled

        values = dict(answer.values)
        known = [(one, value) for one in atoms if (value := values.get(one.node)) is not None]
        names = question.context.names
        return tuple((spell(one.value, names), spelled(value, one.type, question.context)) for one, value in known)

    def _answer(self, question: Question) -> Answer:
        formulas = _formulas(question)
        # What was given is left out first, so that only what the types do not say is needed of it.
        order = sorted(range(1, len(formulas)), key=lambda at: not question.premises[at - 1].given)
        if question.exact and (not question.variables or _calls(formulas)):
            # This rests on what the functions are, which the formulas do not say whole: it is not remembered.
            tried = self._tried(question, formulas, order)
            if isinstance(tried, Satisfiable):
                numbers = {variable.key: at for at, variable in enumerate(question.variables)}
                return Satisfiable(tuple((numbers[key], value) for key, value in tried.values))
            if tried is not None:
                return tried
        key = (question.normal_form(), tuple(p.given for p in question.premises))
        answer = self._answers.get(key)
        if answer is None:
            numbered = (Node("not", "Bool", (key[0][0],)), *key[0][1:])
            answer = self._answers[key] = self._plain(question, numbered, order) or self._solve(numbered, order)
        return answer

    def _plain(self, question: Question, formulas: Sequence[Node], droppable: Sequence[int]) -> Answer | None:
        """The answer if it is found without the solver, whose import takes longer than most checks."""
        found = decide(formulas, droppable)
        if found is not None:
            values, core = found
            return Unsatisfiable(core) if core else Satisfiable(tuple(values.items()))
        if question.exact:
            return None if _calls(formulas) else self._tried(question, formulas, droppable)
        # A model that is not told has no values to tell.
        return Satisfiable(()) if has_plain_model(formulas) else None

    def _tried(self, question: Question, formulas: Sequence[Node], droppable: Sequence[int]) -> Answer | None:
        """The answer by trying all values, if there are few."""
        from interlock.check.finite import try_all

        premises = enumerate(question.premises, 1)
        ranges = [at for at, premise in premises if premise.proposition is None and not premise.function]
        found = try_all(formulas, ranges, droppable, self._functions(question))
        if found is None:
            return None
        if found.values is None:
            return Unsatisfiable(found.core, computed=True)
        return Satisfiable(tuple(found.values.items()))

    def _functions(self, question: Question) -> Computation:
        """The functions of the question's signature."""
        from interlock.check.compute import Computation

        signature = question.context.signature
        if self._computation is None or self._computation[0] is not signature:
            self._computation = (signature, Computation(signature))
        return self._computation[1].rest()

    def _solve(self, formulas: Sequence[Node], droppable: Sequence[int], watched: Sequence[Node] = ()) -> Answer:
        self._session = self._session or Session(self.limit)
        return self._session.solve(formulas, droppable, watched)

    def _counterexample(self, question: Question, values: Iterable[tuple[Hashable, Datum | None]]) -> Refuted | None:
        """Values at which all premises and the denial are true, the functions computed; None unless the question is exact."""
        if not question.exact:
            return None
        from interlock.check.compute import spelled
        from interlock.check.model import simplest

        found = {question.variables[int(str(at))].key: value for at, value in values if value is not None}
        formulas, functions = _formulas(question), self._functions(question)
        holds = len(found) == len(question.variables) and all(truth(formula, found, functions) for formula in formulas)
        if not holds and not _calls(formulas):
            return None
        chosen = simplest(question, formulas, found if holds else None, functions)
        if chosen is None:
            return None
        known = tuple(dict.fromkeys(p.proposition for p in question.premises if p.proposition is not None))
        context = question.context
        types = {variable.key: variable.type for variable in question.variables}
        rows = [(_called(key, context.names), spelled(value, types[key], context)) for key, value in chosen.items()]
        return Refuted(tuple(rows), known)


def _formulas(question: Question) -> tuple[Node, ...]:
    """The denial of the goal, and the premises."""
    return (Node("not", "Bool", (question.goal,)), *(premise.formula for premise in question.premises))


def _is_true_of_small(question: Question) -> bool:
    """Whether small values are found that make all premises true: to try these takes less than to import the solver."""
    formulas = _formulas(question)
    if not question.exact or _calls(formulas):
        return False
    from interlock.check.model import simplest

    return simplest(question, formulas, None, uncomputable) is not None


def _calls(formulas: Iterable[Node]) -> tuple[str, ...]:
    """The functions that are called and can be computed."""
    return tuple(dict.fromkeys(str(n.data) for formula in formulas for n in nodes(formula) if n.op == "call"))


def _proved(question: Question, answer: Unsatisfiable) -> Proved:
    used = [question.premises[at - 1] for at in answer.core if at]
    named = dict.fromkeys(premise.name for premise in used if premise.proposition and premise.name)
    given = tuple(p.proposition for p in used if p.given and p.proposition is not None)
    functions = dict.fromkeys(premise.function for premise in used if premise.function)
    if answer.computed:
        formulas = _formulas(question)
        functions |= dict.fromkeys(_calls([formulas[at] for at in answer.core]))
    named |= dict.fromkeys(f"equations of {name}" for name in functions)
    return Proved(tuple(named), given, question.types, tuple(functions))


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


def _called(key: Hashable, names: tuple[str, ...]) -> str:
    root, fields = (key[0], key[1:]) if isinstance(key, tuple) else (key, ())
    if isinstance(root, int):
        root = names[root] if root < len(names) else f"_{root}"
    return ".".join(map(str, (root, *fields)))
