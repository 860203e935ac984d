"""Questions that need no solver: ground logic with equality of variables, and models in which there is one of each thing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from interlock.check.formula import TRUE, Datum, Node, nodes
from interlock.check.instance import instances

ATOMS: Final = 64
"""How many atoms a question may have that is decided here."""

TRIALS: Final = 300
"""How many partial assignments are looked at before a question is left to the solver."""

_Truth: TypeAlias = bool | None
_Assignment: TypeAlias = Mapping[Node, bool]

_CONNECTIVES: Final = ("and", "or", "not", "=>", "if", "=")


class _Search(NamedTuple):
    """A partial assignment at which all is true, None if there is none; or the search was given up before that is known."""

    model: _Assignment | None
    finished: bool = True


class _Clause(NamedTuple):
    """A ground formula and its atoms."""

    formula: Node
    atoms: tuple[Node, ...]


def decide(formulas: Sequence[Node], droppable: Sequence[int]) -> tuple[dict[Hashable, Datum], tuple[int, ...]] | None:
    """Values of the Boolean variables and no core, or none and a minimal core; None if this is not for here to decide.

    The atoms are Boolean variables, equations of uninterpreted variables, and predicates of uninterpreted terms. Of formulas
    some of which are no such logic, those that are, and some instances of the others, may have no model; then all have none.
    """
    plain = _clauses(dict(enumerate(formulas)))
    whole = len(plain) == len(formulas)
    if not whole:
        known = _distinct(plain)
        made = {at: instances(formula, known) for at, formula in enumerate(formulas) if at not in plain}
        plain |= _clauses({at: one for at, one in made.items() if one is not None})
    if len(_distinct(plain)) > ATOMS:
        return None
    search = _search(plain.values())
    if search.finished and search.model is None:
        return {}, _core(plain, tuple(droppable))
    if search.model is None or not whole:
        return None
    return {a.data: search.model.get(a, False) for a in _distinct(plain) if a.op == "variable"}, ()


def _clauses(formulas: Mapping[int, Node]) -> dict[int, _Clause]:
    """Those formulas that are of this logic."""
    found = {at: (formula, _atoms(formula)) for at, formula in formulas.items()}
    return {at: _Clause(formula, atoms) for at, (formula, atoms) in found.items() if atoms is not None}


def _distinct(plain: Mapping[int, _Clause]) -> tuple[Node, ...]:
    """The atoms of the clauses, each once."""
    return tuple(dict.fromkeys(atom for clause in plain.values() for atom in clause.atoms))


def _core(plain: Mapping[int, _Clause], droppable: tuple[int, ...]) -> tuple[int, ...]:
    """The indices of clauses without a model, of which none can be left out that may be.

    Whole blocks are left out where they can be, else their halves: most of what is known plays no part. What could not be
    left out of more cannot be left out of less.
    """
    core = dict(plain)
    blocks = [droppable]
    while blocks:
        block = tuple(at for at in blocks.pop() if at in core)
        fewer = {at: clause for at, clause in core.items() if at not in block}
        if _search(fewer.values()) == _Search(None):
            core = fewer
        elif len(block) > 1:
            half = len(block) // 2
            blocks += [block[half:], block[:half]]
    return tuple(sorted(core))


def _atoms(formula: Node) -> tuple[Node, ...] | None:
    """The atoms of a ground formula; None if it is not of this logic."""
    found: dict[Node, None] = {}
    stack = [formula]
    while stack:
        node = stack.pop()
        if node.op == "literal" and node.sort == "Bool":
            continue
        if node.op in _CONNECTIVES and node.sort == "Bool" and all(part.sort == "Bool" for part in node.args):
            stack.extend(node.args)
        elif (node.op == "variable" and node.sort == "Bool") or _is_equation(node) or _is_predicate(node):
            found[node] = None
        else:
            return None
    return tuple(found)


def _is_equation(node: Node) -> bool:
    """Whether a formula says that two variables of which nothing else is known are equal."""
    return node.op == "=" and all(part.op == "variable" and part.sort == "Value" for part in node.args)


def _is_predicate(node: Node) -> bool:
    """Whether a formula is a predicate, and all that it is about are terms of which nothing is known."""
    below = [part for argument in node.args for part in nodes(argument)]
    return node.op == "apply" and all(part.sort == "Value" and part.op in ("variable", "apply") for part in below)


def _search(clauses: Iterable[_Clause]) -> _Search:
    """Looks for an assignment that makes all true and keeps to equality, depth first, from what is stated outright."""
    clauses = tuple(clauses)
    stated = [(one.args[0], False) if one.op == "not" else (one, True) for one, _ in clauses]
    # Where one of them is stated and denied, the clauses themselves show it.
    stack = [{one: truth for (one, truth), clause in zip(stated, clauses, strict=True) if clause.atoms == (one,)}]
    for _ in range(TRIALS):
        if not stack:
            return _Search(None)
        assigned = stack.pop()
        truths = [_truth(clause.formula, assigned) for clause in clauses]
        if False in truths or not _congruent(assigned):
            continue
        if None not in truths:
            return _Search(assigned)
        free = next(atom for atom in clauses[truths.index(None)].atoms if atom not in assigned)
        stack += [{**assigned, free: False}, {**assigned, free: True}]
    return _Search(None, finished=False)


def _congruent(assigned: _Assignment) -> bool:
    """Whether some interpretation has these truths: the terms, with one variable for those that are equal.

    Different terms then have different values, so what is not assigned can be given a truth.
    """
    equal: dict[Node, Node] = {}
    equations = [(atom, truth) for atom, truth in assigned.items() if atom.op == "="]
    for atom, truth in equations:
        one, other = (_named(part, equal) for part in atom.args)
        equal |= {one: other} if truth and one != other else {}
    if any(not truth and _named(atom.args[0], equal) == _named(atom.args[1], equal) for atom, truth in equations):
        return False
    said: dict[Node, bool] = {}
    return not equal or all(said.setdefault(_renamed(atom, equal), truth) == truth for atom, truth in assigned.items())


def _named(variable: Node, equal: Mapping[Node, Node]) -> Node:
    while variable in equal:
        variable = equal[variable]
    return variable


def _renamed(node: Node, equal: Mapping[Node, Node]) -> Node:
    """The term with the variables that stand for those equal to them."""
    if node.op == "variable":
        return _named(node, equal)
    args = tuple([_renamed(part, equal) for part in node.args])
    return node if args == node.args else node._replace(args=args)


def _truth(node: Node, assigned: _Assignment) -> _Truth:
    """Kleene's three-valued truth of a ground formula at a partial assignment."""
    if node.op == "literal":
        return bool(node.data)
    if node.op not in _CONNECTIVES or _is_equation(node):
        return assigned.get(node)
    return connective(node.op, [_truth(part, assigned) for part in node.args])


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
    is; in one everything has every type, and the rest is found as by `decide`. Numbers and texts stay unknown.
    """
    if any(all(_holds(one, {}, known) is True for one in formulas) for known in (_always, _idle, _busy, _never)):
        return True
    open_ = [_typed(one) for one in formulas if _holds(one, {}, _of_every_type) is not True]
    found = decide(open_, ())
    return found is not None and not found[1]


def _always(atom: Node) -> _Truth:
    return True


def _idle(atom: Node) -> _Truth:
    return atom.op != "variable"


def _busy(atom: Node) -> _Truth:
    return atom.op != "apply"


def _never(atom: Node) -> _Truth:
    return atom.op == "="


def _of_every_type(atom: Node) -> _Truth:
    return True if atom.data == "has" or (atom.op == "=" and atom.args[0] == atom.args[1]) else None


def _typed(node: Node) -> Node:
    """The formula where everything has every type."""
    if node.op == "apply" and node.data == "has":
        return TRUE
    return node._replace(args=tuple([_typed(part) for part in node.args])) if node.op in _CONNECTIVES else node


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
