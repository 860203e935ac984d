"""Questions: a goal, and all that bears on it. Part of what is trusted.

What bears on a goal are the types of the variables that occur, and the facts that share a variable with it or with what
bears on it already; of facts about no variable, and of lemmas, those that share a declared name; and the equations of the
functions that are called. A goal about all values of a type is asked about one of which nothing else is known.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Final

from interlock.check.encode import Atom, Encoding, is_membership
from interlock.check.encoded import Encoded, Said, Saying, constructors
from interlock.check.formula import FALSE, TRUE, Node, interpreted, nodes, renamed
from interlock.check.sorts import data_of, sort_of
from interlock.kernel.builtin import UNIT
from interlock.kernel.context import Context
from interlock.kernel.evaluate import bare, domain, evaluate, instantiate
from interlock.kernel.term import Apply, Closure, Free, Local, Project, Quantified, Record, Refinement, Term
from interlock.record import NamedTuple, dataclass

DEEP: Final = 6
"""How often what is said of a call is looked through for calls of which something is said in turn."""

CALLS: Final = 32
"""Of how many calls something is said, in one question."""


class Fact(NamedTuple):
    """A proposition that is known, and what a reader calls the place that says it."""

    name: str
    proposition: Term


class Premise(NamedTuple):
    """A formula that is known: a given fact, what a type says (both have a proposition), the range of a number, or an equation.

    ``function`` is the name of the function whose equations say it; empty for all else.
    """

    name: str
    formula: Node
    proposition: Term | None = None
    given: bool = False
    function: str = ""


class Variable(NamedTuple):
    """A variable of a question, by the key that it has in the formulas: a name or level, and fields taken of it."""

    key: Hashable
    sort: str
    type: Term | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Whether the goal follows from the premises; ``types`` are those of the diagram's variables that occur.

    ``context`` has the variables of the goal that it is about all values of, after those of the place; ``atoms`` are the
    variables, and applications without bound variables, of which anything is said.
    """

    goal: Node
    premises: tuple[Premise, ...]
    variables: tuple[Variable, ...]
    types: tuple[tuple[str, Term], ...]
    context: Context
    atoms: tuple[Atom, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether every model of the formulas is a state of affairs: nothing in them is left to interpretation."""
        return interpreted(self.goal) and all(interpreted(premise.formula) for premise in self.premises)

    def normal_form(self) -> tuple[Node, ...]:
        """Goal and premises with the variables numbered: alike for questions that differ in names only."""
        numbers: dict[Hashable, int] = {variable.key: at for at, variable in enumerate(self.variables)}
        return tuple([renamed(node, numbers) for node in (self.goal, *(p.formula for p in self.premises))])


def ask(goal: Term | None, facts: Sequence[Fact], context: Context, encoded: Encoded | None = None) -> Question:
    """The question whether a goal follows; without a goal all facts bear, and what is asked is `false`."""
    inner, under = (context, None) if goal is None else _opened(goal, context)
    gathering = _Gathering(context, inner, encoded or Encoded())
    asked = FALSE if under is None else gathering.encoding.proposition(under, inner)
    gathering.gather(asked, facts, everything=goal is None)
    return gathering.question(asked)


def _opened(goal: Term, context: Context) -> tuple[Context, Term]:
    """What a goal says of all values, said of variables."""
    while isinstance(goal, Closure) and isinstance(goal.binder, Quantified) and goal.binder.quantifier == "forall":
        source, variable, name = domain(goal, context.machine), context.variable, goal.binder.name
        goal, context = instantiate(goal, variable, context.machine), context.bind(source, name)
    return context, goal


class _Gathering:
    """Collects premises until nothing more bears on the goal; facts are of the outer context."""

    def __init__(self, outer: Context, context: Context, encoded: Encoded) -> None:
        self.outer, self.context = outer, context
        self.encoded = encoded
        self.encoding = Encoding(context)
        self.premises: list[Premise] = []
        self.typed: set[Node] = set()
        self.placed: set[Node] = set()
        self.unfolded: set[Node] = set()
        self.depths: dict[Node, int] = {}
        self.sayings: dict[Node, Saying] = {}
        self.keys: set[Hashable] = set()
        self.constants: set[str] = set()
        self.made: set[Hashable] = set()
        self.uncertain: set[Term] = set()
        self.calls = 0
        self.general = False
        self.quantified = False

    def gather(self, asked: Node, facts: Sequence[Fact], *, everything: bool) -> None:
        every = list(nodes(asked))
        self.quantified = any(n.op in ("forall", "exists") for n in every)
        self.made |= constructors(every)
        self._open()
        self._meet(self.encoding.atoms.values())
        self._settle()
        rest = list(facts)
        bearing = rest if everything else self._bearing(rest)
        while bearing:
            for fact in bearing:
                made = self.encoded.proposition(fact.proposition, self.outer)
                self.general = self.general or not self.encoded.said(fact.proposition).keys
                self._meet(made.atoms.values())
                self._note(made)
                self.premises += [Premise(fact.name, formula, said, given=True) for formula, said in made.formulas]
            taken = {id(fact) for fact in bearing}
            rest = [fact for fact in rest if id(fact) not in taken]
            self._settle()
            bearing = self._bearing(rest)

    def _open(self) -> None:
        """There is a value of each type of which the goal says something of all values: only for such it is asked."""
        for level in range(self.outer.depth, self.context.depth):
            self.encoding.term(Local(level), self.context)
            if _may_be_empty(self.context.bound[level], self.context):
                self.uncertain.add(Local(level))

    def _note(self, made: Saying) -> None:
        self.constants |= made.symbols
        self.made |= made.made
        self.quantified = self.quantified or made.quantified

    def _meet(self, atoms: Iterable[Atom], depth: int = 0) -> None:
        for atom in atoms:
            self.encoding.atoms.setdefault(atom.node, atom)
            self.depths.setdefault(atom.node, depth)
            self.constants |= self.encoded.said(atom.value).constants
            if atom.node.op == "variable":
                key = atom.node.data
                self.keys.add(key[0] if isinstance(key, tuple) else key)

    def _bearing(self, rest: list[Fact]) -> list[Fact]:
        return [fact for fact in rest if self._bears(self.encoded.said(fact.proposition))]

    def _bears(self, said: Said) -> bool:
        if said.keys & self.keys:
            return True
        if said.keys and not self.general:
            return False
        return bool(said.constants & self.constants) or not (said.constants or said.keys)

    def _settle(self) -> None:
        """What types and equations say of all that was met; that may meet more."""
        waiting = True
        while waiting:
            untyped = [
                atom for node, atom in self.encoding.atoms.items() if node not in self.typed and self._bears_on(atom)
            ]
            for atom in untyped:
                self._type(atom)
            unplaced = [
                atom for node, atom in self.encoding.atoms.items() if node not in self.placed and self._is_due(atom)
            ]
            for atom in unplaced:
                self._place(atom)
            stuck = [atom for node, atom in self.encoding.atoms.items() if node not in self.unfolded]
            for atom in stuck:
                self._unfold(atom)
            waiting = bool(untyped or stuck or unplaced)

    def _is_due(self, atom: Atom) -> bool:
        """Whether it is to be said that a value is of its type: where something is said of all values of some."""
        return self.quantified or atom.value in self.uncertain

    def _bears_on(self, atom: Atom) -> bool:
        """Whether what the type of an atom says, beyond that it is of it, bears: of data, if something is made of them."""
        if atom.node.sort != "Value":
            return True
        if isinstance(atom.type, Closure):
            return self.quantified or isinstance(atom.type.binder, Refinement | Record)
        data = data_of(atom.type, self.context.signature)
        if data is None:
            return self.quantified
        return not data.constructors or any(name in self.made for name, _ in data.constructors)

    def _where(self, atom: Atom) -> Context:
        """The context of the place, unless a variable of the goal's own occurs: what is encoded there is encoded already."""
        if self.context is self.outer:
            return self.outer
        said = (self.encoded.said(atom.value), self.encoded.said(atom.type))
        inner = any(isinstance(key, int) and key >= self.outer.depth for one in said for key in one.keys)
        return self.context if inner else self.outer

    def _type(self, atom: Atom) -> None:
        """What a type says, but that the value is of it."""
        self.typed.add(atom.node)
        made = self._saying(atom)
        self._meet(made.atoms.values(), self.depths[atom.node])
        self._note(made)
        name = self._name(atom)
        self.premises += [Premise(name, one, said) for one, said in made.formulas if not is_membership(one)]

    def _place(self, atom: Atom) -> None:
        """That a value is of its type."""
        self.placed.add(atom.node)
        self.premises += [Premise("", one) for one, _ in self._saying(atom).formulas if is_membership(one)]

    def _saying(self, atom: Atom) -> Saying:
        found = self.sayings.get(atom.node)
        if found is None:
            found = self.sayings[atom.node] = self.encoded.conditions(atom.type, atom.value, self._where(atom))
        return found

    def _unfold(self, atom: Atom) -> None:
        """What the equations of a function say of a call, unless so much was said already."""
        self.unfolded.add(atom.node)
        depth = self.depths[atom.node]
        if depth >= DEEP or not isinstance(atom.value, Apply) or self.calls >= CALLS:
            return
        made = self.encoded.equations(atom.value, self._where(atom))
        if made is not None:
            self.calls += 1
            self._meet(made.atoms.values(), depth + 1)
            self._note(made)
            function = str(atom.node.data)
            name = f"equations of {function}"
            self.premises += [Premise(name, formula, function=function) for formula, _ in made.formulas]

    def _name(self, atom: Atom) -> str:
        value = atom.value
        while isinstance(value, Project):
            value = value.record
        if isinstance(value, Local):
            return self.context.names[value.level]
        return value.name if isinstance(value, Free) else ""

    def question(self, goal: Node) -> Question:
        """The question, each premise once."""
        kept = tuple({p.formula: p for p in reversed(self.premises) if p.formula != TRUE}.values())[::-1]
        order = [goal, *(premise.formula for premise in kept)]
        own = {node.data: atom.type for node, atom in self.encoding.atoms.items() if node.op == "variable"}
        found = {
            n.data: Variable(n.data, n.sort, own.get(n.data))
            for formula in order
            for n in nodes(formula)
            if n.op == "variable"
        }
        types = {a.value.name: a.type for a in self.encoding.atoms.values() if isinstance(a.value, Free)}
        atoms = tuple(self.encoding.atoms.values())
        return Question(goal, kept, tuple(found.values()), tuple(types.items()), self.context, atoms)


def _may_be_empty(type_: Term, context: Context) -> bool:
    """Whether a type is, or has fields of, one that is not interpreted."""
    plain = bare(type_, context.machine)
    if not (isinstance(plain, Closure) and isinstance(plain.binder, Record)):
        return plain is not UNIT and sort_of(plain, context) == "Value"
    environment = plain.environment
    for field in plain.binder.types:
        source = evaluate(field, environment, context.machine)
        if _may_be_empty(source, context):
            return True
        context, environment = context.bind(source), (*environment, context.variable)
    return False
