"""Questions that need no solver: ground logic with equality of variables, and models in which there is one of each thing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Final, TypeAlias

from interlock.check.formula import Datum, Node, nodes
from interlock.check.instance import instances
from interlock.record import NamedTuple

ATOMS: Final = 64
"""How many atoms a question may have that is decided here."""

TRIALS: Final = 300
"""How many partial assignments are looked at before a question is left to the solver."""

CONSTANTS: Final = 12
"""How many truths of predicates are tried for all things, alone and in pairs."""

_HAS: Final = "has"

_Truth: TypeAlias = bool | None
_Assignment: TypeAlias = Mapping[int, bool]

_CONNECTIVES: Final = ("and", "or", "not", "=>", "if", "=")


class _Search(NamedTuple):
    """A partial assignment at which all is true, None if there is none; or the search was given up before that is known."""

    model: _Assignment | None
    finished: bool = True


def decide(formulas: Sequence[Node], droppable: Sequence[int]) -> tuple[dict[Hashable, Datum], tuple[int, ...]] | None:
    """Values of the Boolean variables and no core, or none and a minimal core; None if this is not for here to decide.

    The atoms are Boolean variables, equations of uninterpreted variables, and predicates of uninterpreted terms. Of formulas
    some of which are no such logic, those that are, and some instances of the others, may have no model; then all have none.
    """
    logic = _Logic(ATOMS)
    plain = {at: clause for at, one in enumerate(formulas) if (clause := logic.clause(one)) is not None}
    whole = len(plain) == len(formulas)
    if not whole:
        known = tuple(logic.atoms)
        made = {at: instances(formula, known) for at, formula in enumerate(formulas) if at not in plain}
        found = {at: logic.clause(one) for at, one in made.items() if one is not None}
        plain |= {at: clause for at, clause in found.items() if clause is not None}
    search = logic.search(plain.values())
    if search.finished and search.model is None:
        return {}, _core(logic, plain, tuple(droppable))
    if search.model is None or not whole:
        return None
    return {a.data: search.model.get(at, False) for a, at in logic.atoms.items() if a.op == "variable"}, ()


def _core(logic: _Logic, plain: Mapping[int, _Clause], droppable: tuple[int, ...]) -> tuple[int, ...]:
    """The indices of clauses without a model, of which none can be left out that may be.

    Whole blocks are left out where they can be, else their halves: most of what is known plays no part. What could not be
    left out of more cannot be left out of less.
    """
    core = dict(plain)
    blocks = [droppable]
    while blocks:
        block = tuple(at for at in blocks.pop() if at in core)
        fewer = {at: clause for at, clause in core.items() if at not in block}
        if logic.search(fewer.values()) == _Search(None):
            core = fewer
        elif len(block) > 1:
            half = len(block) // 2
            blocks += [block[half:], block[:half]]
    return tuple(sorted(core))


class _Logic:
    """Ground formulas over numbered atoms: a clause is a truth, an atom, or a connective with its parts."""

    def __init__(self, most: int) -> None:
        """No atom is known yet; there may be so many."""
        self.most = most
        self.atoms: dict[Node, int] = {}
        self._words: list[tuple[Hashable, ...]] = []

    def clause(self, node: Node) -> _Clause | None:
        """The formula as a clause; None if it is not of this logic, or has too many atoms."""
        if node.op == "literal" and node.sort == "Bool":
            return bool(node.data)
        if node.op in _CONNECTIVES and node.sort == "Bool" and all(part.sort == "Bool" for part in node.args):
            parts = [part for part in map(self.clause, node.args) if part is not None]
            return _Compound(node.op, tuple(parts)) if len(parts) == len(node.args) else None
        if not ((node.op == "variable" and node.sort == "Bool") or _is_equation(node) or _is_predicate(node)):
            return None
        if node not in self.atoms:
            if len(self.atoms) == self.most:
                return None
            self.atoms[node] = len(self.atoms)
            self._words.append(tuple(_words(node)))
        return _Atom(self.atoms[node])

    def search(self, clauses: Iterable[_Clause]) -> _Search:
        """Looks for an assignment that makes all true and keeps to equality, depth first, from what is stated outright."""
        clauses = tuple(clauses)
        stated: dict[int, bool] = {}
        for at, truth in filter(None, map(_stated, clauses)):
            if stated.setdefault(at, truth) != truth:
                return _Search(None)
        left = [clause for clause in clauses if _stated(clause) is None]
        stack = [stated]
        for _ in range(TRIALS):
            if not stack:
                return _Search(None)
            assigned = stack.pop()
            truths = [_truth(clause, assigned) for clause in left]
            if False in truths or not self._congruent(assigned):
                continue
            if None not in truths:
                return _Search(assigned)
            free = next(_free(left[truths.index(None)], assigned))
            stack += [{**assigned, free: False}, {**assigned, free: True}]
        return _Search(None, finished=False)

    def _congruent(self, assigned: _Assignment) -> bool:
        """Whether some interpretation has these truths: the terms, with one variable for those that are equal.

        Different terms then have different values, so what is not assigned can be given a truth.
        """
        equal: dict[Hashable, Hashable] = {}
        equations = [(self._words[at][1:], truth) for at, truth in assigned.items() if self._words[at][0] == "="]
        for sides, truth in equations:
            one, other = (_named(side, equal) for side in sides)
            if truth and one != other:
                equal[one] = other
        if any(not truth and _named(sides[0], equal) == _named(sides[1], equal) for sides, truth in equations):
            return False
        said: dict[tuple[Hashable, ...], bool] = {}
        for at, truth in assigned.items() if equal else ():
            words = tuple([_named(word, equal) if word in equal else word for word in self._words[at]])
            if said.setdefault(words, truth) != truth:
                return False
        return True


class _Atom(NamedTuple):
    """An atom in a clause."""

    at: int


class _Compound(NamedTuple):
    """A connective of clauses."""

    op: str
    parts: tuple[_Clause, ...]


_Clause: TypeAlias = bool | _Atom | _Compound


def _words(node: Node) -> Iterator[Hashable]:
    """A term in prefix notation, which determines it; an equation of variables as its sign and sides."""
    yield "=" if node.op == "=" else (node.op, node.sort, node.data, len(node.args))
    for part in node.args:
        yield from _words(part)


def _stated(clause: _Clause) -> tuple[int, bool] | None:
    """The atom that a clause states or denies, and which."""
    if isinstance(clause, _Atom):
        return clause.at, True
    if isinstance(clause, _Compound) and clause.op == "not" and isinstance(clause.parts[0], _Atom):
        return clause.parts[0].at, False
    return None


def _free(clause: _Clause, assigned: _Assignment) -> Iterator[int]:
    """The atoms of a clause that have no truth yet."""
    if isinstance(clause, _Compound):
        for part in clause.parts:
            yield from _free(part, assigned)
    elif isinstance(clause, _Atom) and clause.at not in assigned:
        yield clause.at


def _truth(clause: _Clause, assigned: _Assignment) -> _Truth:
    """Kleene's three-valued truth of a clause at a partial assignment."""
    if isinstance(clause, _Atom):
        return assigned.get(clause.at)
    if isinstance(clause, _Compound):
        return connective(clause.op, [_truth(part, assigned) for part in clause.parts])
    return clause


def _named(word: Hashable, equal: Mapping[Hashable, Hashable]) -> Hashable:
    """The variable that stands for those equal to one."""
    while word in equal:
        word = equal[word]
    return word


def _is_equation(node: Node) -> bool:
    """Whether a formula says that two variables of which nothing else is known are equal."""
    return node.op == "=" and all(part.op == "variable" and part.sort == "Value" for part in node.args)


def _is_predicate(node: Node) -> bool:
    """Whether a formula is a predicate, and all that it is about are terms of which nothing is known."""
    below = [part for argument in node.args for part in nodes(argument)]
    return node.op == "apply" and all(part.sort == "Value" and part.op in ("variable", "apply") for part in below)


def connective(op: str, parts: Sequence[_Truth]) -> _Truth:
    """Kleene's truth tables."""
    match op:
        case "and":
            return False if False in parts else None if None in parts else True
        case "or":
            return True if True in parts else None if None in parts else False
        case "not":
            return None if parts[0] is None else not parts[0]
        case "=>":
            return connective("or", (connective("not", parts[:1]), parts[1]))
        case "=":
            return None if None in parts else parts[0] == parts[1]
        case _:
            condition, yes, no = parts
            return (yes if yes == no else None) if condition is None else yes if condition else no


def has_plain_model(formulas: Sequence[Node]) -> bool:
    """Whether the formulas hold in some model that is tried: False says nothing.

    In some all predicates are true of the only thing that there is, or none is, and all Boolean variables are true, or none
    is; nothing is known of equations where something is made of other things, since that is not one thing. In others everything has every type, one or
    two predicates are true of all things or of none, by which all that is said of all things holds, and the rest is found
    as by `decide`. Numbers and texts stay unknown.
    """
    found = [known for known in (_always, _idle, _busy, _never) if _true(formulas, known)]
    if found and not any(n.op == "make" for one in formulas for n in nodes(one)):
        return True
    if any(_true(formulas, partial(_unless_made, known)) for known in found):
        return True
    general = [n for one in formulas if one.op in ("forall", "exists") for n in nodes(one)]
    symbols = {n.data: None for n in general if n.op == "apply" and n.sort == "Bool" and n.data != _HAS}
    single = [(symbol, truth) for symbol in symbols for truth in (False, True)][:CONSTANTS]
    choices = [(), *((one,) for one in single), *combinations(single, 2)]
    return any(_modelled(formulas, {_HAS: True, **dict(choice)}) for choice in choices)


def _modelled(formulas: Sequence[Node], constants: Mapping[Hashable, bool]) -> bool:
    """Whether the formulas hold in some model in which these predicates are constant."""

    def known(atom: Node) -> _Truth:
        return True if atom.op == "=" and atom.args[0] == atom.args[1] else constants.get(atom.data)

    left = [_constant(one, constants) for one in formulas if _holds(one, {}, known) is not True]
    found = None if any(one.op in ("forall", "exists") for one in left) else decide(left, ())
    return found is not None and not found[1]


def _true(formulas: Sequence[Node], known: Callable[[Node], _Truth]) -> bool:
    return all(_holds(one, {}, known) is True for one in formulas)


def _unless_made(known: Callable[[Node], _Truth], atom: Node) -> _Truth:
    """What is known but for equations of different terms."""
    return None if atom.op == "=" and atom.args[0] != atom.args[1] else known(atom)


def _always(atom: Node) -> _Truth:
    return True


def _idle(atom: Node) -> _Truth:
    return atom.op != "variable"


def _busy(atom: Node) -> _Truth:
    return atom.op != "apply"


def _never(atom: Node) -> _Truth:
    return atom.op == "="


def _constant(node: Node, constants: Mapping[Hashable, bool]) -> Node:
    """The formula with the truths of constant predicates."""
    if node.op == "apply" and node.data in constants:
        return Node("literal", "Bool", (), constants[node.data])
    if node.op not in _CONNECTIVES:
        return node
    return node._replace(args=tuple([_constant(part, constants) for part in node.args]))


def _holds(node: Node, bound: Mapping[Hashable, _Truth], known: Callable[[Node], _Truth]) -> _Truth:
    """Kleene's truth where predicates and equations of things have the truths that are known; ``bound`` has quantified Booleans."""
    if node.sort != "Bool":
        return None
    match node.op:
        case "literal":
            return bool(node.data)
        case "bound":
            return bound.get(node.data)
        case "forall" | "exists":
            assert isinstance(node.data, tuple)
            at, sort = node.data
            values = (False, True) if sort == "Bool" else (None,)
            truths = [_holds(node.args[0], {**bound, at: value}, known) for value in values]
            return connective("and" if node.op == "forall" else "or", truths)
        case "=" if node.args[0].sort in ("Int", "Real", "Text"):
            return True if node.args[0] == node.args[1] else None
        case "apply" | "variable":
            return known(node)
        case "=" if node.args[0].sort == "Value":
            return known(node)
        case _:
            return (
                connective(node.op, [_holds(part, bound, known) for part in node.args])
                if node.op in _CONNECTIVES
                else None
            )
