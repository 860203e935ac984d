"""For plugins that prove: what follows from what over a diagram, from which facts, and where it does not, a countermodel."""

from __future__ import annotations

from interlock.check.encode import Unknowable
from interlock.check.opened import opened, stated, surroundings
from interlock.check.prove import Fact, Proved, Prover, Refuted, Unproved, Verdict
from interlock.elaborate.elaboration import legible
from interlock.kernel.builtin import AND, AT_MOST, EQUAL, IMPLIES, LESS, NOT
from interlock.kernel.proposition import conjuncts
from interlock.kernel.term import Deep, Large

__all__ = [
    "AND",
    "AT_MOST",
    "EQUAL",
    "IMPLIES",
    "LESS",
    "NOT",
    "Deep",
    "Fact",
    "Large",
    "Proved",
    "Prover",
    "Refuted",
    "Unknowable",
    "Unproved",
    "Verdict",
    "conjuncts",
    "legible",
    "opened",
    "stated",
    "surroundings",
]
