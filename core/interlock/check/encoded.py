"""What propositions, types and calls say, encoded once: most of it is the same in most questions of a diagram."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping

from interlock.check.encode import Atom, Encoding
from interlock.check.formula import TRUE, Node, implication, nodes
from interlock.kernel.builtin import NAMES
from interlock.kernel.context import Context
from interlock.kernel.evaluate import Machine, evaluate
from interlock.kernel.part import parts
from interlock.kernel.signature import Entry
from interlock.kernel.term import Apply, Constant, Free, Local, Term, Universe
from interlock.record import NamedTuple


class Said(NamedTuple):
    """What a proposition mentions: variables, and declared names."""

    proposition: Term
    keys: frozenset[Hashable]
    constants: frozenset[str]


class Saying(NamedTuple):
    """What was encoded in a context: formulas, each with the proposition that it is of if there is one, and what is met."""

    about: tuple[Term, ...]
    context: Context
    formulas: tuple[tuple[Node, Term | None], ...]
    atoms: Mapping[Node, Atom]
    symbols: frozenset[str]
    made: frozenset[Hashable]
    quantified: bool


class Encoded:
    """What earlier questions have encoded of facts and types; these are the same values in most questions of a diagram."""

    def __init__(self) -> None:
        """Nothing is encoded yet."""
        self._said: dict[int, Said] = {}
        self._made: dict[tuple[int, ...], Saying] = {}
        self._values: dict[int, tuple[Term, Term]] = {}

    def value(self, term: Term) -> Term:
        """The value of a closed term."""
        found = self._values.get(id(term))
        if found is None:
            found = self._values[id(term)] = (term, evaluate(term, (), Machine()))
        return found[1]

    def said(self, proposition: Term) -> Said:
        """What it mentions; known by identity, for which it is kept."""
        found = self._said.get(id(proposition))
        if found is None:
            found = Said(proposition, frozenset(_keys(proposition)), frozenset(_constants(proposition)))
            self._said[id(proposition)] = found
        return found

    def proposition(self, proposition: Term, context: Context) -> Saying:
        """The formula of a fact. Raises Unknowable."""
        encode = Encoding(context)
        return self._once((proposition,), encode, lambda: [(encode.proposition(proposition, context), proposition)])

    def conditions(self, type_: Term, value: Term, context: Context) -> Saying:
        """What the type of a value says of it, if the value means something. Raises Unknowable."""
        encode = Encoding(context)

        def make() -> list[tuple[Node, Term | None]]:
            found = encode.conditions(type_, value, context)
            guard = encode.meant(value, context) if found and not isinstance(type_, Universe) else TRUE
            return found if guard == TRUE else [(implication(guard, formula), None) for formula, _ in found]

        return self._once((type_, value), encode, make)

    def equations(self, value: Apply, context: Context) -> Saying | None:
        """What the equations of a function say of a call; None if it is none. Raises Unknowable."""
        entry = called(value, context)
        if entry is None:
            return None
        from interlock.check.unfold import unfolded

        encode = Encoding(context)
        about = (value, Constant(entry.name))
        return self._once(about, encode, lambda: [(formula, None) for formula in unfolded(value, entry, encode)])

    def _once(
        self, about: tuple[Term, ...], encode: Encoding, make: Callable[[], list[tuple[Node, Term | None]]]
    ) -> Saying:
        context = encode.context
        # What mentions no variable is alike in all contexts over one signature.
        place = id(context.signature.entries) if not any(self.said(one).keys for one in about) else id(context)
        key = (*map(id, about), place, context.depth)
        found = self._made.get(key)
        if found is None:
            formulas = tuple(make())
            every = [n for formula, _ in formulas for n in nodes(formula)]
            symbols = frozenset(
                [n.data for n in every if n.op in ("apply", "call") and isinstance(n.data, str) and "." in n.data]
            )
            quantified = any(n.op in ("forall", "exists") for n in every)
            found = Saying(about, context, formulas, encode.atoms, symbols, constructors(every), quantified)
            self._made[key] = found
        return found


def called(value: Term, context: Context) -> Entry | None:
    """The declared function with equations of which a value is a call that is not decided; None if it is none."""
    if not isinstance(value, Apply) or not isinstance(value.head, Constant):
        return None
    entry = context.signature.entries.get(value.head.name)
    if entry is None or not entry.clauses or len(entry.clauses[0].patterns) > len(value.arguments):
        return None
    return entry


def constructors(every: Iterable[Node]) -> frozenset[Hashable]:
    """The constructors in formulas."""
    return frozenset([n.data for n in every if n.op == "make"])


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
