"""Questions: a goal, and all that bears on it. Part of what is trusted.

What bears on a goal are the types of the variables that occur, and the facts that share a variable with it or with what
bears on it already; of facts about no variable, and of lemmas, those that share a declared name.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interlock.check.encode import Atom, Encoding
from interlock.check.formula import TRUE, Node, interpreted, literal, nodes, renamed
from interlock.kernel.builtin import NAMES
from interlock.kernel.context import Context
from interlock.kernel.part import parts
from interlock.kernel.term import Constant, Free, Local, Term


class Fact(NamedTuple):
    """A proposition that is known, and what a reader calls the place that says it."""

    name: str
    proposition: Term


class Premise(NamedTuple):
    """A formula that is known: a given fact, what a type says (both have a proposition), or the range of a number."""

    name: str
    formula: Node
    proposition: Term | None = None
    given: bool = False


class Variable(NamedTuple):
    """A variable of a question, by the key that it has in the formulas."""

    key: Hashable
    sort: str


@dataclass(frozen=True, slots=True)
class Question:
    """Whether the goal follows from the premises; ``types`` are those of the diagram's variables that occur."""

    goal: Node
    premises: tuple[Premise, ...]
    variables: tuple[Variable, ...]
    types: tuple[tuple[str, Term], ...]

    @property
    def exact(self) -> bool:
        """Whether every model of the formulas is a state of affairs: nothing in them is left to interpretation."""
        return interpreted(self.goal) and all(interpreted(premise.formula) for premise in self.premises)

    def normal_form(self) -> tuple[Node, ...]:
        """Goal and premises with the variables numbered: alike for questions that differ in names only."""
        numbers: dict[Hashable, int] = {variable.key: at for at, variable in enumerate(self.variables)}
        return tuple([renamed(node, numbers) for node in (self.goal, *(p.formula for p in self.premises))])


def ask(goal: Term | None, facts: Sequence[Fact], context: Context) -> Question:
    """The question whether a goal follows; without a goal all facts bear, and what is asked is `false`."""
    gathering = _Gathering(context)
    asked = literal(value=False)
    if goal is not None:
        asked = gathering.encoding.proposition(goal, context)
    gathering.gather(asked, facts, everything=goal is None)
    return gathering.question(asked)


class _Gathering:
    """Collects premises until nothing more bears on the goal."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.encoding = Encoding(context)
        self.premises: list[Premise] = []
        self.typed: set[Node] = set()
        self.quantified = False

    def gather(self, asked: Node, facts: Sequence[Fact], *, everything: bool) -> None:
        self._note(asked)
        self._type()
        rest = list(facts)
        bearing = rest if everything else self._bearing(rest)
        while bearing:
            for fact in bearing:
                formula = self.encoding.proposition(fact.proposition, self.context)
                self.premises.append(Premise(fact.name, formula, fact.proposition, given=True))
                self._note(formula)
            taken = {id(fact) for fact in bearing}
            rest = [fact for fact in rest if id(fact) not in taken]
            self._type()
            bearing = self._bearing(rest)

    def _bearing(self, rest: list[Fact]) -> list[Fact]:
        if not rest:
            return []
        keys = {atom.node.data for atom in self.encoding.atoms.values() if atom.node.op == "variable"}
        general = any(p.given and not _keys(p.proposition) for p in self.premises)
        constants = {n for atom in self.encoding.atoms.values() for n in _constants(atom.value)}
        for premise in self.premises:
            constants |= _symbols(premise.formula)
        return [fact for fact in rest if self._bears(fact.proposition, keys, constants, general=general)]

    def _bears(self, said: Term, keys: set[Hashable], constants: set[str], *, general: bool) -> bool:
        own = _keys(said)
        if own & keys:
            return True
        named = _constants(said)
        if own and not general:
            return False
        return bool(named & constants) or not (named or own)

    def _note(self, formula: Node) -> None:
        """To be of an uninterpreted type bears only where something is said of all or some of its values."""
        self.quantified = self.quantified or any(n.op in ("forall", "exists") for n in nodes(formula))

    def _type(self) -> None:
        """What the types of all that was met say; that may meet more."""
        waiting = self._waiting()
        while waiting:
            for atom in waiting:
                self.typed.add(atom.node)
                name = self._name(atom)
                for formula, said in self.encoding.conditions(atom.type, atom.value, self.context):
                    self.premises.append(Premise(name, formula, said))
                    self._note(formula)
            waiting = self._waiting()

    def _waiting(self) -> list[Atom]:
        """The atoms whose types have not been looked at and bear."""
        found = (atom for node, atom in self.encoding.atoms.items() if node not in self.typed)
        return [atom for atom in found if self.quantified or atom.node.sort != "Value"]

    def _name(self, atom: Atom) -> str:
        if isinstance(atom.value, Free):
            return atom.value.name
        if isinstance(atom.value, Local):
            return self.context.names[atom.value.level]
        return ""

    def question(self, goal: Node) -> Question:
        """The question, each premise once."""
        kept = tuple({p.formula: p for p in reversed(self.premises) if p.formula != TRUE}.values())[::-1]
        order = [goal, *(premise.formula for premise in kept)]
        found = {n.data: Variable(n.data, n.sort) for formula in order for n in nodes(formula) if n.op == "variable"}
        types = {a.value.name: a.type for a in self.encoding.atoms.values() if isinstance(a.value, Free)}
        return Question(goal, kept, tuple(found.values()), tuple(types.items()))


def _keys(term: Term | None) -> set[Hashable]:
    """The variables of the diagram that a proposition mentions, and the bound ones."""
    if term is None:
        return set()
    found: set[Hashable] = set()
    for node in parts(term):
        if isinstance(node, Free):
            found.add(node.name)
    return found | _bound(term)


def _bound(term: Term) -> set[Hashable]:
    return {node.level for node in parts(term) if isinstance(node, Local)} if not term.closed else set()


def _constants(term: Term) -> set[str]:
    """The declared names that a term mentions."""
    return {
        node.name for node in parts(term) if isinstance(node, Constant) and "." in node.name and node.name not in NAMES
    }


def _symbols(formula: Node) -> set[str]:
    return {n.data for n in nodes(formula) if n.op == "apply" and isinstance(n.data, str) and "." in n.data}
