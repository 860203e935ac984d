"""Questions: a goal, and all that bears on it. Part of what is trusted.

What bears on a goal are the types of the variables that occur, and the facts that share a variable with it or with what
bears on it already; of facts about no variable, and of lemmas, those that share a declared name.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from interlock.check.encode import Atom, Encoding
from interlock.check.formula import TRUE, Node, interpreted, literal, nodes, renamed
from interlock.kernel.builtin import NAMES
from interlock.kernel.context import Context
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.part import parts
from interlock.kernel.term import Constant, Free, Local, Term
from interlock.record import NamedTuple, dataclass


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


class _Said(NamedTuple):
    """What a proposition mentions: variables, and declared names."""

    proposition: Term
    keys: frozenset[Hashable]
    constants: frozenset[str]


class _Encoded(NamedTuple):
    """What was encoded in a context: formulas, each with the proposition that it is of if there is one, and what is met."""

    about: tuple[Term, ...]
    context: Context
    formulas: tuple[tuple[Node, Term | None], ...]
    atoms: Mapping[Node, Atom]
    symbols: frozenset[str]
    quantified: bool


class Encoded:
    """What earlier questions have encoded of facts and types; these are the same values in most questions of a diagram."""

    def __init__(self) -> None:
        """Nothing is encoded yet."""
        self._said: dict[int, _Said] = {}
        self._made: dict[tuple[int, ...], _Encoded] = {}
        self._values: dict[int, tuple[Term, Term]] = {}

    def value(self, term: Term) -> Term:
        """The value of a closed term."""
        found = self._values.get(id(term))
        if found is None:
            found = self._values[id(term)] = (term, evaluate(term, (), Machine()))
        return found[1]

    def said(self, proposition: Term) -> _Said:
        """What it mentions; known by identity, for which it is kept."""
        found = self._said.get(id(proposition))
        if found is None:
            found = _Said(proposition, frozenset(_keys(proposition)), frozenset(_constants(proposition)))
            self._said[id(proposition)] = found
        return found

    def proposition(self, proposition: Term, context: Context) -> _Encoded:
        """The formula of a fact. Raises Unknowable."""
        encode = Encoding(context)
        return self._once((proposition,), encode, lambda: [(encode.proposition(proposition, context), proposition)])

    def conditions(self, type_: Term, value: Term, context: Context) -> _Encoded:
        """What the type of a value says of it. Raises Unknowable."""
        encode = Encoding(context)
        return self._once((type_, value), encode, lambda: encode.conditions(type_, value, context))

    def _once(
        self, about: tuple[Term, ...], encode: Encoding, make: Callable[[], list[tuple[Node, Term | None]]]
    ) -> _Encoded:
        context = encode.context
        # What mentions no variable is alike in all contexts over one signature.
        place = id(context.signature.entries) if not any(self.said(one).keys for one in about) else id(context)
        key = (*map(id, about), place, context.depth)
        found = self._made.get(key)
        if found is None:
            formulas = tuple(make())
            every = [n for formula, _ in formulas for n in nodes(formula)]
            symbols = frozenset(
                [n.data for n in every if n.op == "apply" and isinstance(n.data, str) and "." in n.data]
            )
            quantified = any(n.op in ("forall", "exists") for n in every)
            found = self._made[key] = _Encoded(about, context, formulas, encode.atoms, symbols, quantified)
        return found


def ask(goal: Term | None, facts: Sequence[Fact], context: Context, encoded: Encoded | None = None) -> Question:
    """The question whether a goal follows; without a goal all facts bear, and what is asked is `false`."""
    gathering = _Gathering(context, encoded or Encoded())
    asked = literal(value=False)
    if goal is not None:
        asked = gathering.encoding.proposition(goal, context)
    gathering.gather(asked, facts, everything=goal is None)
    return gathering.question(asked)


class _Gathering:
    """Collects premises until nothing more bears on the goal."""

    def __init__(self, context: Context, encoded: Encoded) -> None:
        self.context = context
        self.encoded = encoded
        self.encoding = Encoding(context)
        self.premises: list[Premise] = []
        self.typed: set[Node] = set()
        self.keys: set[Hashable] = set()
        self.constants: set[str] = set()
        self.general = False
        self.quantified = False

    def gather(self, asked: Node, facts: Sequence[Fact], *, everything: bool) -> None:
        self.quantified = any(n.op in ("forall", "exists") for n in nodes(asked))
        self._meet(self.encoding.atoms.values())
        self._type()
        rest = list(facts)
        bearing = rest if everything else self._bearing(rest)
        while bearing:
            for fact in bearing:
                made = self.encoded.proposition(fact.proposition, self.context)
                self.general = self.general or not self.encoded.said(fact.proposition).keys
                self._add(fact.name, made, given=True)
            taken = {id(fact) for fact in bearing}
            rest = [fact for fact in rest if id(fact) not in taken]
            self._type()
            bearing = self._bearing(rest)

    def _add(self, name: str, made: _Encoded, *, given: bool) -> None:
        self._meet(made.atoms.values())
        self.premises += [Premise(name, formula, said, given) for formula, said in made.formulas]
        self.constants |= made.symbols
        self.quantified = self.quantified or made.quantified

    def _meet(self, atoms: Iterable[Atom]) -> None:
        for atom in atoms:
            self.encoding.atoms.setdefault(atom.node, atom)
            self.constants |= self.encoded.said(atom.value).constants
            if atom.node.op == "variable":
                self.keys.add(atom.node.data)

    def _bearing(self, rest: list[Fact]) -> list[Fact]:
        return [fact for fact in rest if self._bears(self.encoded.said(fact.proposition))]

    def _bears(self, said: _Said) -> bool:
        if said.keys & self.keys:
            return True
        if said.keys and not self.general:
            return False
        return bool(said.constants & self.constants) or not (said.constants or said.keys)

    def _type(self) -> None:
        """What the types of all that was met say; that may meet more."""
        waiting = self._waiting()
        while waiting:
            for atom in waiting:
                self.typed.add(atom.node)
                self._add(self._name(atom), self.encoded.conditions(atom.type, atom.value, self.context), given=False)
            waiting = self._waiting()

    def _waiting(self) -> list[Atom]:
        """The atoms whose types have not been looked at and bear.

        To be of an uninterpreted type bears only where something is said of all or some of its values.
        """
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
