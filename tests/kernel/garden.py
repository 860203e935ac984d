"""A signature with data of every admitted shape, for the tests of what is declared by constructors and clauses."""

from __future__ import annotations

import pytest

from interlock.kernel.builtin import NAT, TYPE, arrow
from interlock.kernel.clause import NEXT, ZERO, Case, Clause, Pattern, Variable
from interlock.kernel.judge import Refused
from interlock.kernel.script import judge_signature
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.term import Apply, Constant, Local, Pi, Term

TREE, LEAF, NODE = Constant("Tree"), Constant("leaf", (True,)), Constant("node", (True, False, False, False))
LEVEL, LOW, HIGH = Constant("Level"), Constant("low"), Constant("high", (False,))
VOID = Constant("Void")


def tree(of: Term) -> Term:
    """The type of trees over a type."""
    return Apply(TREE, (of,))


def over(*types: Term) -> Term:
    """`{A : Type} -> ...` where the types may mention ``Local(0)``."""
    return Pi("A", TYPE, arrow(*types), implicit=True)


ENTRIES = {
    "Tree": Entry("Tree", "data", arrow(TYPE, TYPE), constructors=("leaf", "node")),
    "leaf": Entry("leaf", "data", over(tree(Local(0))), of="Tree"),
    "node": Entry("node", "data", over(tree(Local(0)), Local(0), tree(Local(0)), tree(Local(0))), of="Tree"),
    "Level": Entry("Level", "data", TYPE, constructors=("low", "high")),
    "low": Entry("low", "data", LEVEL, of="Level"),
    "high": Entry("high", "data", arrow(NAT, LEVEL), of="Level"),
    "Void": Entry("Void", "data", TYPE),
}
GARDEN = Signature(ENTRIES)
ZERO_, X, Y, Z = Case(ZERO, ()), Variable("x"), Variable("y"), Variable("z")


def more(pattern: Pattern) -> Case:
    """The pattern `p + 1`."""
    return Case(NEXT, (pattern,))


def having(*entries: Entry) -> Signature:
    """The garden with further declarations."""
    return Signature({**ENTRIES, **{entry.name: entry for entry in entries}})


def function(name: str, type_: Term, *clauses: tuple[tuple[Pattern, ...], Term]) -> Entry:
    """A function by its clauses."""
    return Entry(name, "functions", type_, clauses=tuple(Clause(patterns, body) for patterns, body in clauses))


def refused(*entries: Entry) -> str:
    """The rule by which the garden with these entries is refused."""
    signature = having(*entries)
    with pytest.raises(Refused) as refusal:
        judge_signature(signature, signature.entries.values())
    return refusal.value.rule


def accepted(*entries: Entry) -> Signature:
    """The garden with these entries, in which every declaration has a meaning."""
    signature = having(*entries)
    judge_signature(signature, signature.entries.values())
    return signature
