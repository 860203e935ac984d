"""For plugins that look at types: terms, their text and their equality, and measures; and what the kernel judged."""

from __future__ import annotations

from interlock.kernel.builtin import ARITHMETIC, CREDAL, DIST, FIN, INT, NAT, NUMERIC, POSSIBLE, PROP, REAL, UNIT
from interlock.kernel.context import SILENT, Context, Oracle, opening
from interlock.kernel.convert import convertible
from interlock.kernel.evaluate import Machine, bare, domain, evaluate, expose, field_type, instantiate, project
from interlock.kernel.judge import Refused, infer, value_of
from interlock.kernel.measure import Measure, spell_measure
from interlock.kernel.part import children
from interlock.kernel.quote import quote
from interlock.kernel.script import Open, Script
from interlock.kernel.signature import Entry, Signature
from interlock.kernel.spell import spell
from interlock.kernel.subsume import embedded, subsumed, widens
from interlock.kernel.telescope import Field, Telescope
from interlock.kernel.term import (
    Apply,
    Binder,
    Closure,
    Constant,
    Free,
    Lambda,
    Literal,
    Local,
    Monomial,
    Pi,
    Project,
    Quantified,
    Record,
    Refinement,
    Sum,
    Term,
    Tuple,
    Universe,
)

__all__ = [
    "ARITHMETIC",
    "CREDAL",
    "DIST",
    "FIN",
    "INT",
    "NAT",
    "NUMERIC",
    "POSSIBLE",
    "PROP",
    "REAL",
    "SILENT",
    "UNIT",
    "Apply",
    "Binder",
    "Closure",
    "Constant",
    "Context",
    "Entry",
    "Field",
    "Free",
    "Lambda",
    "Literal",
    "Local",
    "Machine",
    "Measure",
    "Monomial",
    "Open",
    "Oracle",
    "Pi",
    "Project",
    "Quantified",
    "Record",
    "Refinement",
    "Refused",
    "Script",
    "Signature",
    "Sum",
    "Telescope",
    "Term",
    "Tuple",
    "Universe",
    "bare",
    "children",
    "convertible",
    "domain",
    "embedded",
    "evaluate",
    "expose",
    "field_type",
    "infer",
    "instantiate",
    "opening",
    "project",
    "quote",
    "spell",
    "spell_measure",
    "subsumed",
    "value_of",
    "widens",
]
